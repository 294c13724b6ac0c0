"""Passages that stand elsewhere: what the monotone way left over, compared across.

Three traces of a moved passage are looked at: passages without a counterpart on either side, beads
whose two sides have little in common (a swap forced into order), and beads of several passages
whose halves correspond crosswise.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...model import Bead
from .corridor import points
from .coverage import Cover
from .similarity import Similarity

NO_TWINS: Mapping[int, int] = {}
CANDIDATES = 3  # partners of each leftover passage that are looked at closely
FLOOR = 0.3  # of a mean passage's weight that a moved passage must share: less is chance
FARTHER = 0.02  # of a mean passage's weight to share for each passage that they stand apart …
WHOLE = 0.8  # … up to so much: a reply of four common words is said again and again
BESIDE = 0.1  # the same for the halves of a bead: neighbours are less often alike by chance
CLEARER = 2.0  # halves that swapped share so many times more crosswise than in order
MOST = 0.8  # … and so much of what the whole bead shares


@dataclass(frozen=True, slots=True)
class Limits:
    """Shares of common words, of both sides' weight; measured, see bench/passages.py."""

    alike: float  # two passages that share so much answer each other, wherever they stand
    weak: float  # a bead that shares less may have been forced
    better: float  # how much more than the bead that a moved pair dissolves
    torn: float = 0.0  # a bead that shares up to so much may be dissolved too, by a pair that …
    clearer: float = 0.0  # … shares so much more


class Common(ABC):
    """What runs of passages of two versions have in common."""

    scale: float  # the weight of a mean passage

    @abstractmethod
    def covered(self, left: range, right: range) -> float:
        """The weight of the words of both runs that the other answers."""

    @abstractmethod
    def mass(self, left: range, right: range) -> float:
        """The weight of both runs."""

    @abstractmethod
    def loose(self, beads: Sequence[Bead], weak: float) -> tuple[dict[int, float], ...]:
        """The passages of each side of which their bead answers less than `weak`, and how much."""

    @abstractmethod
    def near(self, left: set[int], right: set[int]) -> dict[int, dict[int, float]]:
        """Which of some passages share words that are rare among them, and their weight."""

    def share(self, left: range, right: range, floor: float = FLOOR) -> float:
        """Covered weight / weight of both runs, 0 to 1; 0 where there is next to no text."""
        covered = self.covered(left, right)
        return covered / self.mass(left, right) if covered >= floor * self.scale else 0.0

    def halves(self, bead: Bead, i: int, j: int, *, crosswise: bool) -> float:
        """The share that a bead's two halves have in common; 0 if one half has next to nothing."""
        pairs = _halves(bead, i, j, crosswise=crosswise)
        if crosswise and not all(self.share(*pair, floor=BESIDE) for pair in pairs):
            return 0.0
        return sum(self.covered(*pair) for pair in pairs) / self.mass(bead.left, bead.right)


class Covered(Common):
    """What two covers say that runs have in common: for versions in two languages."""

    def __init__(self, covers: tuple[Cover, Cover], scale: float, alike: Similarity) -> None:
        self.covers = covers
        self.scale = scale
        self.alike = alike

    def covered(self, left: range, right: range) -> float:
        own = self.covers[0].window(left, right)[len(right) - 1, :, 0].sum()
        other = self.covers[1].window(right, left)[len(left) - 1, :, 0].sum()
        return float(own + other)

    def mass(self, left: range, right: range) -> float:
        return self.covers[0].mass_of(left) + self.covers[1].mass_of(right)

    def loose(self, beads: Sequence[Bead], weak: float) -> tuple[dict[int, float], ...]:
        import numpy as np

        found = []
        for k, cover in enumerate(self.covers):
            starts, stops = np.zeros((2, cover.own.n), dtype=np.int64)
            for bead in beads:
                own, other = (bead.left, bead.right) if k == 0 else (bead.right, bead.left)
                starts[own.start : own.stop] = other.start
                stops[own.start : own.stop] = other.stop
            share = cover.answered(starts, stops)
            found.append({int(i): float(share[i]) for i in np.flatnonzero(share < weak)})
        return tuple(found)

    def near(self, left: set[int], right: set[int]) -> dict[int, dict[int, float]]:
        a, b = (cover.own for cover in self.covers)
        found: dict[int, dict[int, float]] = {}
        rows = points(a, b, self.alike, left, right)
        for i, j, weight in zip(*(x.tolist() for x in rows)):
            row = found.setdefault(i, {})
            row[j] = row.get(j, 0.0) + weight
        return found


def with_moves(
    beads: Sequence[Bead],
    common: Common,
    limits: Limits,
    twins: Mapping[int, int] = NO_TWINS,
    fixed: Sequence[tuple[int, int]] = (),
) -> tuple[Bead, ...]:
    """The beads with moved passages paired; every passage still stands once on its side.

    `twins` (passages of the same words) are paired wherever they stand, unless a bead has them
    both. What passages share must weigh the more the farther they stand apart: a few common words
    stand everywhere. The pairs of passages that are `fixed` stay as they are.
    """
    loose = common.loose(beads, max(limits.weak, limits.torn))
    here, there = {i for i, _ in fixed}, {j for _, j in fixed}
    loose = tuple(
        {i: share for i, share in side.items() if i not in stay}
        for side, stay in zip(loose, (here, there))
    )
    home = {i: bead for bead in beads for i in bead.left}
    apart = (
        (1.0, i, j)
        for i, j in twins.items()
        if j not in home[i].right and i not in here and j not in there
    )
    told = (
        (share, i, j)
        for share, i, j in (*apart, *_candidates(loose, common, limits))
        if common.covered(range(i, i + 1), range(j, j + 1))
        >= common.scale * min(WHOLE, FARTHER * abs(j - home[i].right.start))
    )
    pairs = _pick(told)
    kept = [y for x in beads for y in _dissolved(x, pairs, {j for j, _ in pairs.values()})]
    return tuple(x for bead in kept for x in _crossed(bead, common))


def _candidates(
    loose: tuple[dict[int, float], ...],
    common: Common,
    limits: Limits,
) -> Iterator[tuple[float, int, int]]:
    """Pairs of loose passages that share enough, with their share."""
    home_a, home_b = loose
    if not home_a or not home_b:
        return
    for i, row in sorted(common.near(set(home_a), set(home_b)).items()):
        for j in sorted(row, key=lambda j: (-row[j], j))[:CANDIDATES]:
            share = common.share(range(i, i + 1), range(j, j + 1))
            home = max(home_a[i], home_b[j])
            better = limits.better if home < limits.weak else limits.clearer
            if share >= max(limits.alike, home + better):
                yield share, i, j


def _pick(candidates: Iterable[tuple[float, int, int]]) -> dict[int, tuple[int, float]]:
    """The best pairs first, each passage once: left -> (right, share)."""
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for share, i, j in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if i not in taken and j not in used:
            taken[i] = (j, share)
            used.add(j)
    return taken


def _dissolved(bead: Bead, pairs: dict[int, tuple[int, float]], gone: set[int]) -> Iterator[Bead]:
    """What is left of a bead without the passages that moved, and its moved ones."""
    left = [i for i in bead.left if i not in pairs]
    right = [j for j in bead.right if j not in gone]
    if (len(left), len(right)) == (len(bead.left), len(bead.right)):
        yield bead
        return
    if left and right and _run(left) and _run(right):
        rest = [Bead(range(left[0], left[-1] + 1), range(right[0], right[-1] + 1), bead.confidence)]
    else:
        start, end = bead.right.start, bead.left.stop
        rest = [Bead(range(i, i + 1), range(start, start), bead.confidence) for i in left]
        rest += [Bead(range(end, end), range(j, j + 1), bead.confidence) for j in right]
    for i in bead.left:
        if i in pairs:
            j, share = pairs[i]
            rest.append(Bead(range(i, i + 1), range(j, j + 1), round(share, 4), moved=True))
    yield from sorted(rest, key=lambda b: b.left.start)


def _run(numbers: list[int]) -> bool:
    return numbers[-1] - numbers[0] == len(numbers) - 1


def _halves(bead: Bead, i: int, j: int, *, crosswise: bool) -> tuple[tuple[range, range], ...]:
    """A bead cut before i and j: first half with last and last with first, or each with its own."""
    left = range(bead.left.start, i), range(i, bead.left.stop)
    right = range(bead.right.start, j), range(j, bead.right.stop)
    return tuple(zip(left, right[::-1] if crosswise else right))


def _crossed(bead: Bead, common: Common) -> tuple[Bead, ...]:
    """A bead of two passages and more on each side, cut crosswise where its halves swapped."""
    if bead.moved or len(bead.left) < 2 or len(bead.right) < 2:
        return (bead,)
    best, cut = 0.0, (0, 0)
    for i in bead.left[1:]:
        for j in bead.right[1:]:
            across, along = (common.halves(bead, i, j, crosswise=c) for c in (True, False))
            if across > max(best, CLEARER * along):
                best, cut = across, (i, j)
    if not best or best < MOST * common.share(bead.left, bead.right):
        return (bead,)
    i, j = cut
    here, there = _halves(bead, i, j, crosswise=True)
    small = len(here[0]) + len(here[1]) < len(there[0]) + len(there[1])
    return (
        Bead(*here, round(best, 4), moved=small),
        Bead(*there, round(best, 4), moved=not small),
    )
