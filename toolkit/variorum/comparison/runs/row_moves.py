"""Passages that stand elsewhere: never one lost here and one found there.

Rows are found in order, so that of two passages that changed places each would face the other.
What stands elsewhere word for word is known before; what was edited besides is seen when it
faces a passage that has next to nothing of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...model import Bead

if TYPE_CHECKING:
    from .rows import Forms, Masses

Passages = frozenset[int]

PAIRS = 6_000  # of lost and found passages that are compared
TELLING = 2.5  # worth of a passage that is not there by chance: two content words and a full stop
MOVED = 0.5  # share in common from which a passage that stands elsewhere has moved
_LITTLE = 0.5  # of that share: so much of a passage at most is held by a chance answer


def elsewhere(
    whole: tuple[Sequence[str], Sequence[str]],
    fixed: Sequence[tuple[int, int]],
    sides: tuple[Sequence[Forms], Sequence[Forms]],
    worth: Mapping[str, float],
) -> tuple[Passages, Passages]:
    """The passages of both sides that stand, word for word and once, in another place opposite."""
    counts = [Counter(side) for side in whole]
    taken = [{pair[k] for pair in fixed} for k in (0, 1)]
    left, right = (
        frozenset(
            i
            for i, passage in enumerate(whole[k])
            if i not in taken[k]
            and counts[0][passage] == counts[1][passage] == 1
            and sum(worth[form] for form in sides[k][i]) >= TELLING
        )
        for k in (0, 1)
    )
    return left, right


def torn(
    found: Sequence[Bead], fixed: set[tuple[int, int]], masses: Masses
) -> tuple[Passages, Passages] | None:
    """Passages that are each other's best answer, but face others that have little of them."""
    beads = [b for b in found if (b.left.start, b.right.start) not in fixed]
    holders = [{k: b for b in beads for k in side(b)} for side in (_left, _right)]
    answers = {i: _best(masses.common[i], holders[1], i, masses) for i in holders[0]}
    backwards: dict[int, tuple[float, int]] = {}
    for i, (score, j) in answers.items():
        if score >= MOVED and score > backwards.get(j, (0.0, -1))[0]:
            backwards[j] = score, i
    pairs = [
        (i, j)
        for j, (score, i) in backwards.items()
        if j not in holders[0][i].right
        and _held(holders[0][i], i, 0, masses) < _LITTLE * score
        and _held(holders[1][j], j, 1, masses) < _LITTLE * score
    ]
    if not pairs:
        return None
    return frozenset(i for i, _ in pairs), frozenset(j for _, j in pairs)


def _left(bead: Bead) -> range:
    return bead.left


def _right(bead: Bead) -> range:
    return bead.right


def _best(
    common: Mapping[int, float], open_: Mapping[int, Bead], i: int, masses: Masses
) -> tuple[float, int]:
    """The passage that is most like passage i, and how like it is."""
    scored = ((masses.likeness(range(i, i + 1), range(j, j + 1)), -j) for j in common if j in open_)
    score, j = max(scored, default=(0.0, 1))
    return score, -j


def _held(bead: Bead, k: int, side: int, masses: Masses) -> float:
    """What share of a passage its bead would not have in common without it."""
    sides = [bead.left, bead.right]
    whole = masses.shared(*sides)
    own = range(k, k + 1)
    rest = 0.0
    for part in (range(sides[side].start, k), range(k + 1, sides[side].stop)):
        rest += masses.shared(*(part if s == side else sides[s] for s in (0, 1))) if part else 0.0
    weight = masses.weight(side, own)
    return (whole - rest) / weight if weight else 0.0


def with_moves(found: list[Bead], masses: Masses) -> list[Bead]:
    """Pair what one side lost with what the other has elsewhere."""
    lost = [bead.left.start for bead in found if not bead.right]
    extra = [bead.right.start for bead in found if not bead.left]
    if len(lost) * len(extra) > PAIRS:
        return found
    scored = sorted(
        (-masses.likeness(range(i, i + 1), range(j, j + 1)), i, j) for i in lost for j in extra
    )
    partner: dict[int, int] = {}
    for score, i, j in scored:
        if -score >= MOVED and i not in partner and j not in partner.values():
            partner[i] = j
    taken = set(partner.values())
    out = []
    for bead in found:
        if not bead.right and bead.left.start in partner:
            j = partner[bead.left.start]
            out.append(Bead(bead.left, range(j, j + 1), 1.0, moved=True))
        elif bead.left or bead.right.start not in taken:
            out.append(bead)
    return out
