"""The best way through all pairs of passages of two versions, with the simplest beads only.

Of the table of best scores only two rows are held at a time, and a byte for each pair of passages
says how it was reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from ...model import Bead
from .scores import Scores, Shape

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Moves = npt.NDArray[np.int8]

SHAPES: tuple[Shape, ...] = ((1, 1), (1, 0), (1, 2), (2, 1), (0, 1))  # the last: along a row
ROWS = 64  # passages of the left side whose scores are held at once


class Window(Protocol):
    """What gives scores for a window of passages."""

    def __call__(self, rows: range, columns: range, shapes: Sequence[Shape]) -> Scores: ...


def rough(window: Window, rows: range, columns: range) -> Iterator[Bead]:
    """The beads of the best way through some rows and columns, in order, all of confidence 1."""
    moves = _moves(window, rows, columns)
    i, j = len(rows), len(columns)
    x, y = rows.start, columns.start
    found = []
    while i or j:
        p, q = SHAPES[moves[i, j]]
        i, j = i - p, j - q
        found.append(Bead(range(x + i, x + i + p), range(y + j, y + j + q)))
    return reversed(found)


def _moves(window: Window, rows: range, columns: range) -> Moves:
    """For each state (passages used on each side) the number of the shape that leads to it."""
    import numpy as np

    n, m = len(rows), len(columns)
    blocks = _Blocks(window, rows, columns)
    moves = np.full((n + 1, m + 1), len(SHAPES) - 1, dtype=np.int8)
    alone = np.arange(m + 1) * float(blocks.scores(0)[0, 1][0])
    before, row = np.full(m + 1, -np.inf), alone
    for i in range(1, n + 1):
        best = np.full(m + 1, -np.inf)
        for number, (p, q) in enumerate(SHAPES[:-1]):
            if p <= i:
                came = row if p == 1 else before
                reached = came[: m + 1 - q] + blocks.scores(i - p)[p, q][(i - p) % ROWS]
                better = reached > best[q:]
                best[q:][better] = reached[better]
                moves[i, q:][better] = number
        along = np.maximum.accumulate(best - alone) + alone
        moves[i][along > best + 1e-9] = len(SHAPES) - 1
        before, row = row, along
    return moves


class _Blocks:
    """The scores of beads from each row on; those of two blocks of rows are kept."""

    def __init__(self, window: Window, rows: range, columns: range) -> None:
        self.window, self.rows, self.columns = window, rows, columns
        self.kept: dict[int, Scores] = {}

    def scores(self, row: int) -> Scores:
        """The scores of the block of rows that a row is in."""
        number = row // ROWS
        if number not in self.kept:
            self.kept.pop(number - 2, None)
            rows = self.rows[number * ROWS : (number + 1) * ROWS + 1]
            self.kept[number] = self.window(rows, self.columns, SHAPES)
        return self.kept[number]
