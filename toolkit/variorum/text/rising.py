"""A longest part of a sequence that keeps its order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_rise(values: Sequence[int]) -> list[int]:
    """Indexes of a longest strictly rising subsequence (patience sorting; ties to the left).

    >>> longest_rise([1, 3, 2, 4])
    [0, 2, 3]
    """
    tails: list[int] = []
    at: list[int] = []
    before = [-1] * len(values)
    for i, value in enumerate(values):
        place = bisect_left(tails, value)
        if place == len(tails):
            tails.append(value)
            at.append(i)
        else:
            tails[place] = value
            at[place] = i
        before[i] = at[place - 1] if place else -1
    chain = []
    i = at[-1] if at else -1
    while i >= 0:
        chain.append(i)
        i = before[i]
    return chain[::-1]
