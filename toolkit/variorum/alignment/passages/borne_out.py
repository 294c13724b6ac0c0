"""Unsure pairs of two languages stay where sure ones stand around them; elsewhere they are none.

Length and order pair whatever stands between pairs that the words make sure. Where there are no
such pairs (another text, or its passages shuffled), length and order pair nearly everything as
well, and mean nothing by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from ...model import Bead

SURE = 0.5  # confidence of a sure pair
AROUND = 10  # beads before and after that are looked at
SHARE = (
    1 / 3
)  # of their passages to be in sure pairs. True texts in 102 pairs of languages keep all
# but .002 of their recall so; of shuffled ones 11 % is paired instead of 58 %
FEWEST = 40  # passages of both versions: in fewer, nothing makes sure


def borne_out(beads: Sequence[Bead]) -> tuple[Bead, ...]:
    """The beads, those of unsure pairs cut up that too few sure pairs stand around.

    Moved beads are left as they are, and so are two versions of few passages.
    """
    ordered = [bead for bead in beads if not bead.moved]
    size = [len(bead.left) + len(bead.right) for bead in ordered]
    if sum(size) < FEWEST:
        return tuple(beads)
    sure = [bool(x.left and x.right) and x.confidence >= SURE for x in ordered]
    sizes = [0, *accumulate(size)]
    sums = [0, *accumulate(n * of for n, of in zip(size, sure))]
    loose = set()
    for k, bead in enumerate(ordered):
        first, stop = max(0, k - AROUND), min(len(ordered), k + AROUND + 1)
        unsure = bead.left and bead.right and not sure[k]
        if unsure and sums[stop] - sums[first] < SHARE * (sizes[stop] - sizes[first]):
            loose.add((bead.left, bead.right))
    return tuple(
        part
        for bead in beads
        for part in (_apart(bead) if (bead.left, bead.right) in loose else (bead,))
    )


def _apart(bead: Bead) -> Iterator[Bead]:
    """The passages of a bead, each alone, as sure as the bead was not."""
    start, end, sure = bead.right.start, bead.left.stop, round(1 - bead.confidence, 4)
    yield from (Bead(range(i, i + 1), range(start, start), sure) for i in bead.left)
    yield from (Bead(range(end, end), range(j, j + 1), sure) for j in bead.right)
