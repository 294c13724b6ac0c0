"""What in one version answers what in another: passages, words, phrases.

`passages` pairs the passages of versions (`match` of two, `synopsis` of many), `words` links words
and phrases of versions in one language, `table` reads and writes alignments as tables.
"""
