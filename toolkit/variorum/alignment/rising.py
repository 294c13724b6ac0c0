"""What stands in one order on both sides: the longest rising part of a sequence, the heaviest."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

Cell = tuple[int, int, int, int]  # i, j, p, q: p from i on of the one side face q from j on
GRAIN = 1_000_000  # gains are summed in whole millionths: no sum depends on its order


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


def heaviest(cells: Sequence[Cell], gains: Sequence[float]) -> list[Cell]:
    """The chain of most gain; of two that gain as much, the earlier.

    The best chains that end at or before each column are kept as a staircase: a chain that
    reaches further to the right is kept only if it gains more. Time n log n.

    >>> heaviest([(0, 1, 1, 1), (1, 0, 1, 1), (1, 2, 1, 1)], [1.0, 1.5, 1.0])
    [(0, 1, 1, 1), (1, 2, 1, 1)]
    """
    order = sorted(range(len(cells)), key=lambda k: cells[k])
    ending: dict[int, list[tuple[int, int, int]]] = {}  # by row: column, sum, place
    columns, sums, last = [0], [0], [-1]
    before = [-1] * len(cells)
    rows = iter(sorted({c[0] + c[2] for c in cells}))
    closed = next(rows, None)
    for k in order:
        i, j, p, q = cells[k]
        while closed is not None and closed <= i:
            for entry in ending.pop(closed, ()):
                _enter(*entry, columns, sums, last)
            closed = next(rows, None)
        step = bisect_right(columns, j) - 1
        gain = round(gains[k] * GRAIN)
        if gain > 0:
            before[k] = last[step]
            ending.setdefault(i + p, []).append((j + q, sums[step] + gain, k))
    for row in sorted(ending):
        for entry in ending[row]:
            _enter(*entry, columns, sums, last)
    found = []
    k = last[-1]
    while k >= 0:
        found.append(cells[k])
        k = before[k]
    return found[::-1]


def _enter(
    column: int, total: int, place: int, columns: list[int], sums: list[int], last: list[int]
) -> None:
    """A chain that ends at a column takes its step, and those it makes needless go."""
    step = bisect_right(columns, column)
    if sums[step - 1] >= total:
        return
    end = step
    while end < len(sums) and sums[end] <= total:
        end += 1
    start = step - 1 if columns[step - 1] == column else step
    columns[start:end] = [column]
    sums[start:end] = [total]
    last[start:end] = [place]
