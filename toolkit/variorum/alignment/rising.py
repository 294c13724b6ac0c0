"""What stands in one order on both sides: the longest rising part of a sequence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def rising(values: Sequence[int]) -> set[int]:
    """The places of the longest rising part of distinct values; of two that differ, the earlier.

    Patience sorting (Fredman, Discrete Mathematics 11, 1975), read from the end so that earlier
    places are kept.

    >>> sorted(rising([0, 3, 1, 2]))
    [0, 2, 3]
    """
    ends: list[int] = []  # the place that ends the best part of each length
    before: dict[int, int] = {}
    for n in range(len(values) - 1, -1, -1):
        place = bisect_left(ends, -values[n], key=lambda m: -values[m])
        if place:
            before[n] = ends[place - 1]
        ends[place : place + 1] = [n]
    kept = set()
    n = ends[-1] if ends else -1
    while n >= 0:
        kept.add(n)
        n = before.get(n, -1)
    return kept
