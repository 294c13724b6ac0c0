"""Passages of the same words on both sides, in versions that share a vocabulary of stems."""

from __future__ import annotations

from collections.abc import Mapping

from ..rising import rising
from .side import Side

Twins = Mapping[int, int]


def twins(a: Side, b: Side) -> Twins:
    """Passages of a and b with the same words (stems, counts, order of first use), once on each.

    What stands twice on a side is no landmark, and what has no word is none either.
    """
    left, right = _once(a), _once(b)
    return {i: right[words] for words, i in left.items() if words in right}


def out_of_order(pairs: Twins) -> Twins:
    """The fewest pairs without which the rest stand in one order on both sides.

    >>> out_of_order({0: 0, 1: 3, 2: 1, 3: 2})
    {1: 3}
    """
    listed = sorted(pairs.items())
    kept = rising([j for _, j in listed])
    return {i: j for place, (i, j) in enumerate(listed) if place not in kept}


def _once(side: Side) -> dict[bytes, int]:
    """The passages whose words no other passage of their side has, by their words."""
    import numpy as np

    bounds = np.searchsorted(side.passage, np.arange(side.n + 1))
    found: dict[bytes, list[int]] = {}
    for number, (start, end) in enumerate(zip(bounds.tolist(), bounds[1:].tolist())):
        words = side.stem[start:end].tobytes() + side.count[start:end].tobytes()
        found.setdefault(words, []).append(number)
    return {words: same[0] for words, same in found.items() if words and len(same) == 1}
