"""What a bead is worth: coverage, less the price of unequal length, of merging, of leaving out.

coverage / mean weight of a passage - LENGTH x cost - MERGE x (passages - 2); a one-sided bead
costs SKIP x its length in mean passages. The length cost is Gale & Church's (Computational
Linguistics 19, 1993), with characters and their variance. Coverage has to be paid for: without
the price of merging the best path merges everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .coverage import Cover
from .side import Side

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Table = npt.NDArray[np.float32]

VARIANCE = 6.8  # of the length difference, per character (Gale & Church)
CAP = 12.0  # of the length cost: beyond it lengths say nothing more
SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1))
Shape = tuple[int, int]
Scores = dict[Shape, "Floats"]


@dataclass(frozen=True, slots=True)
class Prices:
    """The constants of the score; measured on development texts, see bench/passages.py."""

    length: float  # lambda: per unit of length cost
    merge: float  # mu: per passage beyond two
    skip: float  # per mean passage left without answer
    temperature: float  # score difference that makes one path e times likelier than another


class Scorer:
    """Bead scores over any window of two sides."""

    def __init__(self, a: Side, b: Side, covers: tuple[Cover, Cover], prices: Prices) -> None:
        import numpy as np

        self.covers = covers
        self.prices = prices
        self.ends = tuple(np.concatenate([[0], np.cumsum(s.lengths)]).astype(float) for s in (a, b))
        self.means = tuple(float(s.lengths.mean()) if s.n else 1.0 for s in (a, b))
        total = [float(e[-1]) for e in self.ends]
        self.ratio = total[1] / total[0] if total[0] and total[1] else 1.0
        mass = float(covers[0].mass.sum() + covers[1].mass.sum())
        self.scale = mass / max(1, a.n + b.n) or 1.0

    def window(self, rows: range, columns: range) -> Scores:
        """The score of each bead shape (p, q) at each start: shape (rows-p+1, columns-q+1).

        (1, 0) and (0, 1) are vectors over the rows and the columns.
        """
        own = self.covers[0].window(rows, columns)
        other = self.covers[1].window(columns, rows).swapaxes(1, 2)
        out: Scores = {}
        for p, q in SHAPES:
            height, width = len(rows) - p + 1, len(columns) - q + 1
            if height > 0 and width > 0:
                covered = _sum(own[q - 1], p, height, width, axis=0)
                covered = covered + _sum(other[p - 1], q, height, width, axis=1)
                price = self._length_price(rows, columns, p, q) + self.prices.merge * (p + q - 2)
                out[p, q] = covered / self.scale - price
        ends_a, ends_b = self.ends
        left = ends_a[rows.start + 1 : rows.stop + 1] - ends_a[rows.start : rows.stop]
        right = ends_b[columns.start + 1 : columns.stop + 1] - ends_b[columns.start : columns.stop]
        out[1, 0] = -self.prices.skip * left / self.means[0]
        out[0, 1] = -self.prices.skip * right / self.means[1]
        return out

    def _length_price(self, rows: range, columns: range, p: int, q: int) -> Floats:
        import numpy as np

        ends_a, ends_b = self.ends
        i, j = (
            np.arange(rows.start, rows.stop - p + 1),
            np.arange(columns.start, columns.stop - q + 1),
        )
        left = (ends_a[i + p] - ends_a[i])[:, None] * self.ratio
        right = (ends_b[j + q] - ends_b[j])[None, :]
        deviation = (right - left) / np.sqrt(VARIANCE * (left + right) / 2)
        price: Floats = self.prices.length * np.minimum(deviation**2 / 2, CAP)
        return price


def _sum(cover: Table, run: int, height: int, width: int, *, axis: int) -> Floats:
    """The coverage of `run` neighbouring passages, added along an axis."""
    import numpy as np

    total = np.zeros((height, width))
    for k in range(run):
        total += cover[k : k + height, :width] if axis == 0 else cover[:height, k : k + width]
    return total
