"""What the lengths of two runs of passages say for their answering each other.

As Gale & Church (Computational Linguistics 19, 1993), but of the logarithm of the ratio, with a
spread that is measured on the text itself, tails as of Student's t (a free translation is now and
then twice as long), and against what lengths there are: in a text whose passages are all of one
length, lengths say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lgamma, log, pi
from typing import TYPE_CHECKING

from ...model import Bead
from .coverage import DEPTH
from .side import Side

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

VARIANCE = 6.8  # of the length difference, per character (Gale & Church)
FREE = 0.02  # variance of the logarithm that no length takes away
TAIL = 8.0  # degrees of freedom
SPREAD = 1.3  # times the variance, before it is measured
LIMITS = (0.2, 6.0)  # of that factor, measured
SAME = 1000.0  # characters that speak for versions of one length
USUAL = 10.0  # beads that speak for the usual spread
FEWEST = 8  # beads from which on it is measured
MEDIAN = 0.55  # of the squares of a Student's t with these degrees of freedom, about
CAP = (-12.0, 4.0)  # nats that lengths may say
NARROWEST = 0.3  # standard deviation of the logarithms of lengths in a text, at least
_PEAK = lgamma((TAIL + 1) / 2) - lgamma(TAIL / 2) - log(TAIL * pi) / 2


class Lengths:
    """Nats that lengths say for beads of any shape."""

    def __init__(self, left: Side, right: Side, beads: Sequence[Bead]) -> None:
        """`beads`: what is thought to correspond; empty at first."""
        import numpy as np

        self.ends = [np.concatenate([[0], np.cumsum(s.lengths)]).astype(float)
                     for s in (left, right)]  # fmt: skip
        self.usual = [[_moments(ends, size) for size in range(1, DEPTH + 1)] for ends in self.ends]
        a, b = (float(ends[-1]) for ends in self.ends)
        self.shift = log((b + SAME) / (a + SAME))
        self.spread = SPREAD
        one = [x for x in beads if len(x.left) == len(x.right) == 1]
        if len(one) >= FEWEST:
            self._measure(left, right, one)

    def _measure(self, left: Side, right: Side, one: Sequence[Bead]) -> None:
        import numpy as np

        weight = np.array([x.confidence for x in one])
        a = left.lengths[[x.left.start for x in one]].astype(float)
        b = right.lengths[[x.right.start for x in one]].astype(float)
        ratio = np.log(b / a)
        self.shift = _median(ratio, weight) * len(one) / (len(one) + 1)
        squares = (ratio - self.shift) ** 2 / (VARIANCE / np.minimum(a, b) + FREE)
        found = _median(squares, weight) / MEDIAN
        mean = (found * len(one) + SPREAD * USUAL) / (len(one) + USUAL)
        self.spread = float(np.clip(mean, *LIMITS))

    def window(self, rows: range, columns: range, p: int, q: int) -> Floats:
        """Nats of the beads of p and q passages, shape (len(rows)-p+1, len(columns)-q+1)."""
        import numpy as np

        i = np.arange(rows.start, rows.stop - p + 1)
        j = np.arange(columns.start, columns.stop - q + 1)
        a = (self.ends[0][i + p] - self.ends[0][i])[:, None]
        b = (self.ends[1][j + q] - self.ends[1][j])[None, :]
        log_a, log_b = np.log(a), np.log(b)
        variance = self.spread * (VARIANCE / np.minimum(a, b) + FREE)
        squares = (log_b - log_a - self.shift) ** 2 / variance
        like = _PEAK - (TAIL + 1) / 2 * np.log1p(squares / TAIL) - np.log(variance) / 2
        chance = (_normal(log_a, self.usual[0][p - 1]) + _normal(log_b, self.usual[1][q - 1])) / 2
        nats: Floats = np.clip(like - chance, *CAP)
        return nats


def _moments(ends: Floats, size: int) -> tuple[float, float]:
    """Mean and standard deviation of the logarithms of the lengths of runs of `size` passages."""
    import numpy as np

    if len(ends) <= size:
        return log(max(1.0, float(ends[-1]))), 1.0
    lengths = np.log(ends[size:] - ends[:-size])
    return float(lengths.mean()), max(NARROWEST, float(lengths.std()))


def _normal(x: Floats, moments: tuple[float, float]) -> Floats:
    import numpy as np

    mean, deviation = moments
    tail = -((x - mean) ** 2) / 2 / deviation**2
    density: Floats = np.maximum(tail, CAP[0] / 2) - log(deviation) - log(2 * pi) / 2
    return density


def _median(values: Floats, weight: Floats) -> float:
    import numpy as np

    order = np.argsort(values, kind="stable")
    sums = np.cumsum(weight[order])
    return float(values[order][np.searchsorted(sums, sums[-1] / 2)])
