"""The nearest name to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(wanted: str, names: Iterable[str], most: int = 2) -> str:
    """The name at the smallest edit distance, at most `most` and less than half; "" for none.

    >>> nearest("forign", ["foreign", "for"])
    'foreign'
    """
    from rapidfuzz.distance import DamerauLevenshtein

    limit = min(most, max(1, len(wanted) // 2))
    best = ""
    least = limit + 1
    near = {name for name in names if abs(len(name) - len(wanted)) <= limit}
    for name in sorted(near):
        distance = int(DamerauLevenshtein.distance(wanted, name, score_cutoff=limit))
        if distance < least and name != wanted:
            best, least = name, distance
    return best


def did_you_mean(wanted: str, names: Iterable[str], prefix: str = "") -> str:
    """`did you mean #A?`, or the empty string."""
    found = nearest(wanted, names)
    return f"did you mean {prefix}{found}?" if found else ""
