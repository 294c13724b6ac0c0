"""How sure each bead of a way through two versions is: its chance over all ways near it.

The way is cut into windows, each with a margin on both sides, and the chances in a window are
those of the forward-backward algorithm (`path.posteriors`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import Bead
from .path import chance_of, posteriors
from .scores import Scorer

WINDOW = 160  # beads of the way judged at once
MARGIN = 30  # beads before and after, which are judged in windows of their own
CELLS = 90_000  # pairs of passages in a window, at most


def chances(way: Sequence[Bead], scorer: Scorer) -> Iterator[float]:
    """The chance of each bead of a way in order, 0 to 1."""
    start = 0
    while start < len(way):
        size = WINDOW
        while True:
            stop = min(len(way), start + size)
            near = way[max(0, start - MARGIN) : stop + MARGIN]
            rows = range(near[0].left.start, near[-1].left.stop)
            columns = range(near[0].right.start, near[-1].right.stop)
            if len(rows) * len(columns) <= CELLS or size == 1:
                break
            size = max(1, size // 2)
        yield from _judged(way[start:stop], rows, columns, scorer)
        start = stop


def _judged(beads: Sequence[Bead], rows: range, columns: range, scorer: Scorer) -> Iterator[float]:
    chance = posteriors(scorer.window(rows, columns), len(rows), len(columns))
    for bead in beads:
        i, j = bead.left.start - rows.start, bead.right.start - columns.start
        yield chance_of(chance, i, j, len(bead.left), len(bead.right))
