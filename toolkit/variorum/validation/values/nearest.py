"""The nearest name to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(wanted: str, names: Iterable[str], most: int = 2) -> str:
    """The name at the smallest edit distance, at most `most` and less than half; "" for none.

    >>> nearest("forign", ["foreign", "for"])
    'foreign'
    """
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    limit = min(most, max(1, len(wanted) // 2))
    near = process.extract(
        wanted, list(names), scorer=DamerauLevenshtein.distance, score_cutoff=limit, limit=None
    )
    others = [(distance, name) for name, distance, _ in near if name != wanted]
    return min(others, default=(0, ""))[1]


def did_you_mean(wanted: str, names: Iterable[str], prefix: str = "") -> str:
    """`did you mean #A?`, or the empty string."""
    found = nearest(wanted, names)
    return f"did you mean {prefix}{found}?" if found else ""
