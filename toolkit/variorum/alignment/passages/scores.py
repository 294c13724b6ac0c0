"""What a bead is worth: a weighted sum of a few features, linear so that it can be read.

    coverage       weight of the words that the other side answers, in mean passages
    length         the cost of unequal length (Gale & Church, Computational Linguistics 19, 1993)
    merge_…        the bead has so many passages; coverage must be paid for, or all is merged
    skip           a passage without answer; skip_length: its length in mean passages
    share          covered weight / weight of the bead; share_size: times its passages
    worst          the share of the passage that is answered least; worst_merged: in merges only
    paid           where one passage answers several: what it would lose, were the outer one of
                   these that it needs least left out, as a share of that. Words that another
                   of them has as well pay for nothing, so a passage too many is no merge
    idle           … and it would lose next to nothing, as with a passage that is said twice
    lopsided       what one side has answered more than the other, in mean passages: its words
                   repeat one another

The weights lie in weights.json and are those of a conditional random field: chosen so that the
probability of the hand-made alignments is greatest (bench/train_passages.py). Hence the score is
a log-probability, and posteriors need no further scale.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pkgutil import get_data  # importlib.resources costs 8 ms to import
from typing import TYPE_CHECKING

from .coverage import Cover

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Table = npt.NDArray[np.float32]

VARIANCE = 6.8  # of the length difference, per character (Gale & Church)
USUAL = 1000.0  # characters that speak for the usual ratio of lengths
CAP = 12.0  # of the length cost: beyond it lengths say nothing more
MERGES = {
    (1, 1): "", (1, 2): "merge_1_2", (2, 1): "merge_1_2", (2, 2): "merge_2_2",
    (1, 3): "merge_1_3", (3, 1): "merge_1_3", (2, 3): "merge_2_3", (3, 2): "merge_2_3",
    (1, 4): "merge_1_4", (4, 1): "merge_1_4",
}  # fmt: skip
FEATURES = (
    "coverage", "length", "merge_1_2", "merge_2_2", "merge_1_3", "merge_2_3", "merge_1_4",
    "skip", "skip_length", "share", "share_size", "worst", "worst_merged", "paid",
    "lopsided", "idle",
)  # fmt: skip
FEW = 4  # passages of a side below which a passage without answer is the less likely, the fewer
LOST = -3.0  # what it costs beside a single passage; not learned: no hand-made text is so short
SMALL = 1e-6  # of weight, added to what is divided by: a passage may weigh nothing
IDLE = 0.1  # of its weight: a passage that pays less is idle, the more the less
Shape = tuple[int, int]
Scores = dict[Shape, "Floats"]


@cache
def weights(kind: str) -> Mapping[str, float]:
    """The weights for versions in one language ("same") or two (en-ru); {} where none are."""
    held = json.loads(get_data(__package__, "weights.json") or b"{}").get(kind, {})
    return {name: float(held[name]) for name in FEATURES} if held else {}


def lost(n: int, m: int) -> float:
    """What a passage without a counterpart costs besides, in versions of so few passages."""
    few = max(0.0, 1 - (max(n, m) - 1) / FEW) if n and m else 0.0
    # as few on both sides: one answers one; else something is lost, or told in one
    return LOST * (few if n == m else few**2)


class Scorer:
    """Bead scores over any window of two sides."""

    def __init__(
        self,
        covers: tuple[Cover, Cover],
        weight: Mapping[str, float],
        ratio: float,
    ) -> None:
        """`ratio`: characters of b for each character of a, in passages that correspond."""
        import numpy as np

        a, b = (cover.own for cover in covers)

        self.covers = covers
        self.weight = weight
        self.ends = tuple(np.concatenate([[0], np.cumsum(s.lengths)]).astype(float) for s in (a, b))
        self.means = tuple(float(s.lengths.mean()) if s.n else 1.0 for s in (a, b))
        self.ratio = ratio
        mass = float(covers[0].mass.sum() + covers[1].mass.sum())
        self.scale = mass / max(1, a.n + b.n) or 1.0
        self.lost = lost(a.n, b.n)

    def window(self, rows: range, columns: range) -> Scores:
        """The score of each bead shape (p, q) at each start: shape (rows-p+1, columns-q+1).

        (1, 0) and (0, 1) are vectors over the rows and the columns.
        """
        out: Scores = {}
        for shape, name, value in self.features(rows, columns):
            part = self.weight[name] * value
            out[shape] = out[shape] + part if shape in out else part
        for shape in ((1, 0), (0, 1)):
            out[shape] = out[shape] + self.lost
        return out

    def features(self, rows: range, columns: range) -> Iterator[tuple[Shape, str, Floats]]:
        """Every feature of every shape, one by one; what is not yielded is 0."""
        import numpy as np

        own = self.covers[0].window(rows, columns)
        other = self.covers[1].window(columns, rows).swapaxes(1, 2)
        for (p, q), merge in MERGES.items():
            height, width = len(rows) - p + 1, len(columns) - q + 1
            if height > 0 and width > 0:
                left, right = own[q - 1][:, :width], other[p - 1][:height]
                yield from self._covered((p, q), left, right, rows, columns)
                if max(p, q) > min(p, q) == 1:
                    paid = self._paid((p, q), own, other, rows, columns)
                    yield (p, q), "paid", paid
                    yield (p, q), "idle", np.maximum(0.0, 1 - paid / IDLE)
                yield (p, q), "length", -self._length_cost(rows, columns, p, q)
                if merge:
                    yield (p, q), merge, np.ones((height, width))
        for k, (shape, run) in enumerate((((1, 0), rows), ((0, 1), columns))):
            lengths = np.diff(self.ends[k][run.start : run.stop + 1])
            yield shape, "skip", np.ones(len(run))
            yield shape, "skip_length", lengths / self.means[k]

    def _covered(
        self, shape: Shape, left: Table, right: Table, rows: range, columns: range
    ) -> Iterator[tuple[Shape, str, Floats]]:
        """The features that look at words, of one shape."""
        import numpy as np

        p, q = shape
        height, width = len(rows) - p + 1, len(columns) - q + 1
        mass_a = self.covers[0].masses[rows.start : rows.stop, None]
        mass_b = self.covers[1].masses[None, columns.start : columns.stop]
        parts = [(left[k : k + height], mass_a[k : k + height]) for k in range(p)]
        parts += [(right[:, k : k + width], mass_b[:, k : k + width]) for k in range(q)]
        covered, whole = np.zeros((2, 2, height, width))
        worst = np.ones((height, width))
        for number, (part, mass) in enumerate(parts):
            side = int(number >= p)
            covered[side] += part
            whole[side] += mass
            worst = np.minimum(worst, part / (mass + SMALL))
        lopsided = np.abs(covered[0] - covered[1]) / self.scale
        covered, whole = covered.sum(axis=0), whole.sum(axis=0)
        share = covered / (whole + SMALL)
        yield shape, "lopsided", lopsided
        yield shape, "coverage", covered / self.scale
        yield shape, "share", share
        yield shape, "share_size", share * (p + q)
        yield shape, "worst", worst
        if p + q > 2:
            yield shape, "worst_merged", worst

    def _paid(self, shape: Shape, own: Table, other: Table, rows: range, columns: range) -> Floats:
        """Of each bead of one to many, the share of its idlest outer passage that pays."""
        import numpy as np

        if shape[0] > 1:
            return np.minimum(*_losses(other, shape[0], self.covers[0].masses[rows.start :]))
        turned = own.swapaxes(1, 2)
        return np.minimum(*_losses(turned, shape[1], self.covers[1].masses[columns.start :])).T

    def _length_cost(self, rows: range, columns: range, p: int, q: int) -> Floats:
        import numpy as np

        ends_a, ends_b = self.ends
        i = np.arange(rows.start, rows.stop - p + 1)
        j = np.arange(columns.start, columns.stop - q + 1)
        left = (ends_a[i + p] - ends_a[i])[:, None] * self.ratio
        right = (ends_b[j + q] - ends_b[j])[None, :]
        deviation = (right - left) / np.sqrt(VARIANCE * (left + right) / 2)
        return np.asarray(np.minimum(deviation**2 / 2, CAP), dtype=np.float64)


def _losses(cover: Table, p: int, mass: Floats) -> Iterator[Floats]:
    """What a passage loses without the last, and without the first, of p that answer it.

    `cover[p - 1, i, j]`: how much of passage j the p passages from i on answer; `mass[i]`: the
    weight of passage i. As shares of the weight of the passage left out.
    """
    height = cover.shape[1] - p + 1
    for start, outer in ((0, p - 1), (1, 0)):
        lost = cover[p - 1, :height] - cover[p - 2, start : start + height]
        yield lost / (mass[outer : outer + height, None] + SMALL)
