"""The same word spelt otherwise: by the patterns of its language, or by likeness where nothing else
is known.
"""

from __future__ import annotations

from .tables import Table

CLOSE = 0.82  # indel similarity above which two long words are one word; below, `formal`/`former`
LONG = 5  # letters; shorter words differ too much by one letter


def same_spelling(a: str, b: str, known: Table) -> bool:
    """Are two words one word spelt otherwise?

    Likeness decides only where the language has no patterns of its own, or has a list of words
    in which not both stand: two different words of a language are two, however alike; and two
    names are two unless a rule for names says otherwise.

    >>> from .tables import table
    >>> english = table("en")
    >>> same_spelling("programme", "program", english), same_spelling("uerum", "verum", table("la"))
    (True, True)
    >>> same_spelling("conservation", "conversation", english)
    False
    """
    if known.written(a.casefold(), b.casefold()):
        return True
    if a[:1].isupper() and b[:1].isupper():
        return False
    a, b = a.casefold(), b.casefold()
    if known.spelt or known.both_words(a, b) or known.two(a, b):
        return False
    if min(len(a), len(b)) < LONG or a[0] != b[0] or any(c.isdigit() for c in a + b):
        return False
    return a[-2:] == b[-2:] and alike(a, b) >= CLOSE


def alike(a: str, b: str) -> float:
    """Indel similarity of two words: twice their longest common subsequence, of both lengths.

    Words are short; the library for this costs more to import than a page of words to compare.

    >>> alike("aether", "ether")
    0.9090909090909091
    """
    row = [0] * (len(b) + 1)
    for char in a:
        corner = 0
        for j, other in enumerate(b, 1):
            above = row[j]
            row[j] = corner + 1 if char == other else max(above, row[j - 1])
            corner = above
    return 2 * row[-1] / (len(a) + len(b)) if a or b else 1.0
