"""The same word spelt otherwise: folds that a reader of old or other-side spelling makes."""

from __future__ import annotations

import re
from functools import cache

from ..text.normal import STEPS

# American and British, and the classical u/v, i/j: rewriting both words meets in the middle.
_REWRITES = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"our(?=$|s$|ed$|ing$|able$|ite|less|ful|er|ly)", "or"),
        (r"is(?=e$|es$|ed$|ing$|ation|er$|ers$)", "iz"),
        (r"ys(?=e$|ed$|es$|ing$)", "yz"),
        (r"(?<=[bt])re(?=$|s$)", "er"),
        (r"(?<=[aeiou])ll(?=ed$|ing$|er$|ers$|ery$|ous$)", "l"),
        (r"ogue(?=$|s$)", "og"),
        (r"(?<=[fn])ence(?=$|s$)", "ense"),
        (r"ement$", "ment"),
        (r"amme(?=$|s$)", "am"),
        (r"(?<!^)ae", "e"),
        (r"oe(?=[a-z])", "e"),
        (r"v", "u"),
        (r"j", "i"),
        (r"y", "i"),
        (r"ё", "е"),
    )
)
CLOSE = 0.82  # indel similarity above which two long words are one word; below, `formal`/`former`
LONG = 5  # letters; shorter words differ too much by one letter


@cache
def _skeleton(word: str) -> str:
    bare = STEPS["hyphens"](STEPS["ligatures"](STEPS["accents"](word)))
    for pattern, new in _REWRITES:
        bare = pattern.sub(new, bare)
    return STEPS["final-letters"](bare).replace("'", "")


def same_spelling(a: str, b: str) -> bool:
    """Are two case-folded words one word spelt otherwise?

    >>> same_spelling("programme", "program"), same_spelling("uerum", "verum")
    (True, True)
    >>> same_spelling("sage", "sane"), same_spelling("accept", "except")
    (False, False)
    """
    left, right = _skeleton(a), _skeleton(b)
    if left == right:
        return True
    if min(len(left), len(right)) < LONG or left[0] != right[0]:
        return False
    if any(c.isdigit() for c in left + right):
        return False
    return left[-2:] == right[-2:] and alike(left, right) >= CLOSE


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
