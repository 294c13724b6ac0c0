"""Segments in bulk: pairs of similar size are padded to one block and computed together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from .arrays import Bools, Ints

WINDOW = 2048  # segments that are sorted by size together
CELLS = 40_000  # cells of one block: its arrays stay in the processor's cache

Pair = tuple[list[int], list[int]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Batch:
    """Segments of similar size. Cells beyond a segment's own size are padding (`mask` False)."""

    places: list[int]  # which pairs these are, in the order of the window
    a: Ints  # (segments, n) form ids; -1 = padding
    b: Ints  # (segments, m)
    n: Ints  # lengths
    m: Ints

    @property
    def mask(self) -> Bools:
        """(segments, n, m): which cells are real."""
        return ((self.a >= 0)[:, :, None]) & ((self.b >= 0)[:, None, :])


def windows(pairs: Iterable[T]) -> Iterator[list[T]]:
    """Cut a stream of pairs into lists of bounded length."""
    stream = iter(pairs)
    while window := list(islice(stream, WINDOW)):
        yield window


def batches(window: list[Pair]) -> Iterator[Batch]:
    """Group the pairs of a window by size; pairs with an empty side are left out."""
    order = sorted(
        (i for i, (a, b) in enumerate(window) if a and b),
        key=lambda i: (-(-len(window[i][0]) // 4), len(window[i][1]), i),
    )
    group: list[int] = []
    n = m = 0
    for i in order:
        n1, m1 = max(n, len(window[i][0])), max(m, len(window[i][1]))
        if group and (len(group) + 1) * n1 * m1 > CELLS:
            yield _pack(window, group, n, m)
            group, n1, m1 = [], len(window[i][0]), len(window[i][1])
        group.append(i)
        n, m = n1, m1
    if group:
        yield _pack(window, group, n, m)


def _pack(window: list[Pair], group: list[int], n: int, m: int) -> Batch:
    import numpy as np

    a = np.full((len(group), n), -1, np.int64)
    b = np.full((len(group), m), -1, np.int64)
    for row, i in enumerate(group):
        left, right = window[i]
        a[row, : len(left)] = left
        b[row, : len(right)] = right
    return Batch(group, a, b, (a >= 0).sum(1), (b >= 0).sum(1))
