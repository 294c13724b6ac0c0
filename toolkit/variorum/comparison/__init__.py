"""Two or more versions set side by side: rows, changes, what is ignored, patches.

`compose` compares versions (passages first, words second), `books` two long texts word by word,
`markup` two XML files; `ignoring` and `choosing` say what is not shown, `patching` and
`tei_patching` make one version of the other.
"""
