"""Words that two languages share: names, numbers, bracketed transliterations, loans and kin.

Both sides are romanised and folded to what survives borrowing (guide: ph and th to f, ch and kh
to h, w and b to v …), then compared by edit distance and common prefix.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from .side import Side

KEEP = 0.6  # the least similarity of two names
LOAN = 0.7  # the least similarity of two lower-case words, which resemble each other by chance
LOANS = 0.9  # how surely two words mean the same that are equal but for what `fold` takes away
_CHANCE = 0.4  # the similarity from which on it says anything
_SHORT = 4  # folded letters; shorter words resemble each other by chance
_LONG = 6  # letters from which on length makes a likeness no surer
_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh",
        "з": "z", "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "c",
        "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu",
        "я": "ia", "і": "i", "ї": "i", "є": "e", "ґ": "g",
    }
)  # fmt: skip
_FOLDS = (
    ("ph", "f"), ("th", "f"), ("ch", "h"), ("kh", "h"), ("ck", "k"), ("x", "ks"),
    ("y", "i"), ("j", "i"), ("w", "v"), ("b", "v"), ("z", "s"), ("c", "k"), ("q", "k"), ("h", ""),
)  # fmt: skip


@cache
def fold(word: str) -> str:
    """What is left of a name in any spelling.

    >>> fold("Вифлеем"), fold("Bethlehem"), fold("Иаков"), fold("Jacob")
    ('viflem', 'veflem', 'iakov', 'iakov')
    """
    text = unicodedata.normalize("NFD", word.lower().replace("й", "и").replace("ё", "е"))
    text = "".join(c for c in text if c.isalnum()).translate(_CYRILLIC)
    for old, new in _FOLDS:
        text = text.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", text)


def cognates(a: Side, b: Side) -> Iterator[tuple[int, int, float]]:
    """Pairs of stems that look like one name or are one number."""
    yield from _numbers(a, b)
    yield from _names(a, b)
    yield from _loans(a, b)


def _numbers(a: Side, b: Side) -> Iterator[tuple[int, int, float]]:
    known = {s: v for v, s in enumerate(b.stems) if s[:1].isdigit()}
    for u, text in enumerate(a.stems):
        if text[:1].isdigit() and text in known:
            yield u, known[text], 1.0


def _folded(side: Side) -> tuple[list[str], list[int]]:
    """The folded names of a side (3 letters and more) with their stems, sorted."""
    pairs = {
        (fold(form), u) for u, forms in enumerate(side.forms) for form in forms if form[0].isalpha()
    }
    listed = sorted((f, u) for f, u in pairs if len(f) >= 3)
    return [f for f, _ in listed], [u for _, u in listed]


def _names(a: Side, b: Side) -> Iterator[tuple[int, int, float]]:
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein, Prefix

    left, left_stems = _folded(a)
    right, right_stems = _folded(b)
    for top in range(0, len(left), 500):
        block = left[top : top + 500]
        edit = process.cdist(block, right, scorer=Levenshtein.normalized_similarity)
        prefix = process.cdist(block, right, scorer=Prefix.normalized_similarity)
        short = np.array([[len(x)] for x in block]) < 4
        short = short | (np.array([[len(y) for y in right]]) < 4)
        best = np.maximum(edit, np.where(short, 0.0, 0.9 * prefix))
        for i, j in zip(*np.nonzero(best >= KEEP)):
            yield left_stems[top + i], right_stems[j], float(best[i, j])


def _loans(a: Side, b: Side) -> Iterator[tuple[int, int, float]]:
    """Words of one origin: those that begin with one letter are compared."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    left, right = _by_letter(a), _by_letter(b)
    for letter in sorted(left.keys() & right.keys()):
        own, other = left[letter], right[letter]
        for top in range(0, len(own), 500):
            block = own[top : top + 500]
            likeness = process.cdist(
                [f for f, _ in block],
                [f for f, _ in other],
                scorer=Indel.normalized_similarity,
                score_cutoff=LOAN,
            )
            for i, j in zip(*np.nonzero(likeness)):
                (one, u), (two, v) = block[i], other[j]
                length = min(len(one), len(two), _LONG) / _LONG
                share = (float(likeness[i, j]) - _CHANCE) / (1 - _CHANCE)
                yield u, v, LOANS * share * length


def _by_letter(side: Side) -> dict[str, list[tuple[str, int]]]:
    """The folded stems of a side, with their numbers, by first letter."""
    found: dict[str, list[tuple[str, int]]] = {}
    for number, stem in enumerate(side.stems):
        folded = "" if stem[0].isdigit() else fold(stem)
        if len(folded) >= _SHORT:
            found.setdefault(folded[0], []).append((folded, number))
    return found
