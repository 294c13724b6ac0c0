"""A dictionary learned from the text itself: stems that stand in the same beads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...model import Bead
from .coverage import expand
from .side import Side
from .similarity import Similarity

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

LARGEST = 4  # passages in a bead that is learned from
KEEP = 0.15  # the least Dice coefficient
TOGETHER = 2  # the least number of beads in which two stems meet
COMMON = 0.25  # a stem that stands in more of the passages tells nothing of where it belongs
_BLOCK = 400  # beads counted at once


def learned(a: Side, b: Side, beads: Sequence[Bead], keep: float = KEEP) -> Similarity:
    """Dice coefficients of stems over beads: 2 c(x, y) / (c(x) + c(y)).

    Melamed-style association, counted once a bead; only beads of at most LARGEST passages.
    """
    import numpy as np

    used = [
        bead for bead in beads
        if bead.left and bead.right and len(bead.left) + len(bead.right) <= LARGEST
    ]  # fmt: skip
    left, right = _Bags(a, [x.left for x in used]), _Bags(b, [x.right for x in used])
    keys = np.zeros(0, dtype=np.int64)
    counts = np.zeros(0, dtype=np.int64)
    for top in range(0, len(used), _BLOCK):
        found = _pairs(left, right, range(top, min(len(used), top + _BLOCK)), len(b.stems))
        keys, inverse = np.unique(np.concatenate([keys, found[0]]), return_inverse=True)
        total = np.zeros(len(keys), dtype=np.int64)
        np.add.at(total, inverse, np.concatenate([counts, found[1]]))
        counts = total
    often = counts >= TOGETHER
    keys, counts = keys[often], counts[often]
    u, v = keys // len(b.stems), keys % len(b.stems)
    score = 2.0 * counts / (left.df[u] + right.df[v])
    kept = score > keep
    kept &= (a.document_frequency()[u] < COMMON * a.n) & (b.document_frequency()[v] < COMMON * b.n)
    return Similarity(u[kept], v[kept], score[kept])


class _Bags:
    """The distinct stems of each bead on one side."""

    def __init__(self, side: Side, runs: Sequence[range]) -> None:
        import numpy as np

        bounds = np.searchsorted(side.passage, np.arange(side.n + 1))
        starts = np.array([bounds[r.start] for r in runs], dtype=np.int64)
        ends = np.array([bounds[r.stop] for r in runs], dtype=np.int64)
        owner, place = expand(starts, ends)
        size = max(1, len(side.stems))
        keys = np.unique(owner * size + side.stem[place])
        self.stems: Ints = keys % size
        self.bounds: Ints = np.searchsorted(keys // size, np.arange(len(runs) + 1))
        self.df: Ints = np.bincount(self.stems, minlength=size)


def _pairs(left: _Bags, right: _Bags, beads: range, width: int) -> tuple[Ints, Ints]:
    """Every pair of stems of each bead, as u * width + v, with its number of beads."""
    import numpy as np

    low, high = left.bounds[beads.start], left.bounds[beads.stop]
    sizes = np.diff(left.bounds[beads.start : beads.stop + 1])
    bead = np.repeat(np.arange(beads.start, beads.stop), sizes)
    word, place = expand(right.bounds[bead], right.bounds[bead + 1])
    found, counts = np.unique(
        left.stems[low:high][word] * width + right.stems[place], return_counts=True
    )
    return found.astype(np.int64), counts.astype(np.int64)
