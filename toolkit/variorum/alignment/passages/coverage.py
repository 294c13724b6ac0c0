"""How much of each passage is answered on the other side, for runs of one to four passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .side import Side
from .similarity import Similarity

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Table = npt.NDArray[np.float32]

DEPTH = 4  # the longest run of passages on one side of a bead
_BLOCK = 20_000  # occurrences looked up at once
_CELLS = 4_000_000  # cells of the word table held at once (16 MB)


class Cover:
    """Which words of one side are answered where on the other; asked window by window."""

    def __init__(self, own: Side, weight: Floats, other: Side, alike: Similarity) -> None:
        import numpy as np

        self.own = own
        # of each stem the best partner last: where two write one cell, the last one stands
        order = np.lexsort((alike.score, alike.a))
        self.score = alike.score[order].astype(np.float32)
        self.partner = alike.b[order]
        self.rows = alike.rows(len(own.stems))
        self.span = other.n + 1
        keys = other.stem * self.span + other.passage
        order = np.argsort(keys, kind="stable")
        self.keys, self.passages = keys[order], other.passage[order]
        self.mass = (weight[own.stem] * own.count).astype(np.float32)
        self.masses: Floats = np.bincount(own.passage, self.mass, minlength=own.n).astype(float)
        self.bounds = np.searchsorted(own.passage, np.arange(own.n + 1))

    def mass_of(self, rows: range) -> float:
        """The weight of all words of some passages."""
        return float(self.masses[rows.start : rows.stop].sum())

    def window(self, rows: range, columns: range) -> Table:
        """Weighted coverage of passages `rows` by runs of passages inside `columns`.

        Shape (DEPTH, len(rows), len(columns)): cell [q - 1, i, j] sums, over the words of the
        i-th row, weight x best similarity to any word of the q passages from the j-th column on.
        """
        import numpy as np

        out = np.zeros((DEPTH, len(rows), len(columns)), dtype=np.float32)
        if not rows or not columns:
            return out
        filled = int(self.bounds[rows.stop] - self.bounds[rows.start])
        step = max(1, _CELLS * len(rows) // max(1, filled * len(columns)))
        for top in range(rows.start, rows.stop, step):
            end = min(rows.stop, top + step)
            self._fill(out[:, top - rows.start : end - rows.start], top, end, columns)
        return out

    def _fill(self, out: Table, top: int, end: int, columns: range) -> None:
        import numpy as np

        low, high = int(self.bounds[top]), int(self.bounds[end])
        some = np.flatnonzero(np.diff(self.bounds[top : end + 1]))
        if not len(some):
            return
        best = self._best(low, high, columns)
        starts = self.bounds[top:end][some] - low
        mass = self.mass[low:high, None]
        for q in range(DEPTH):
            if q:  # the best of two overlapping runs is that of their union
                best[:, :-1] = np.maximum(best[:, :-1], best[:, 1:])
            out[q, some] = np.add.reduceat(best * mass, starts, axis=0)

    def _best(self, low: int, high: int, columns: range) -> Table:
        """Best similarity of occurrences low:high to each passage of the columns."""
        import numpy as np

        out = np.zeros((high - low, len(columns)), dtype=np.float32)
        some = np.arange(low, high)
        word, found, score = self._hits(some, columns.start, columns.stop)
        out[word, found - columns.start] = score
        return out

    def answered(self, starts: Ints, stops: Ints) -> Floats:
        """Of each own passage, the share of its weight that passages starts:stops answer."""
        import numpy as np

        best = np.zeros(len(self.mass), dtype=np.float32)
        for low in range(0, len(best), _BLOCK):
            some = np.arange(low, min(len(best), low + _BLOCK))
            owner = self.own.passage[some]
            word, _, score = self._hits(some, starts[owner], stops[owner])
            best[low + word] = score
        part = np.bincount(self.own.passage, self.mass * best, minlength=self.own.n)
        return part / np.maximum(self.masses, 1e-9)

    def _hits(self, some: Ints, start: Ints | int, stop: Ints | int) -> tuple[Ints, Ints, Table]:
        """Where words like some occurrences stand in passages start:stop.

        Word (an index into `some`), passage and similarity of each hit, the best last.
        """
        import numpy as np

        stems = self.own.stem[some]
        word, pair = expand(self.rows[stems], self.rows[stems + 1])
        base = self.partner[pair] * self.span
        near = np.searchsorted(self.keys, base + np.broadcast_to(start, some.shape)[word])
        far = np.searchsorted(self.keys, base + np.broadcast_to(stop, some.shape)[word])
        hit, place = expand(near, far)
        return word[hit], self.passages[place], self.score[pair[hit]]


def expand(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """All members of many ranges: for each member, which range it is of, and itself.

    >>> import numpy as np
    >>> [x.tolist() for x in expand(np.array([3, 7]), np.array([5, 8]))]
    [[0, 0, 1], [3, 4, 7]]
    """
    import numpy as np

    sizes = np.maximum(ends - starts, 0)
    owner = np.repeat(np.arange(len(starts), dtype=np.int64), sizes)
    before = np.cumsum(sizes) - sizes
    inside = np.arange(int(sizes.sum()), dtype=np.int64) - before[owner]
    return owner, starts[owner] + inside
