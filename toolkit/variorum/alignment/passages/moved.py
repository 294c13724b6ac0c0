"""Passages that stand elsewhere: what the monotone way left over, compared across.

Three traces of a moved passage are looked at: passages without an answer on either side, beads
whose two sides have little in common (a swap forced into order), and beads of several passages
whose halves answer each other crosswise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...model import Bead
from .corridor import points
from .coverage import Cover
from .scores import Scorer
from .similarity import Similarity
from .twins import Twins, out_of_order

NO_TWINS: Twins = {}
CANDIDATES = 3  # partners of each leftover passage that are looked at closely
FLOOR = 0.3  # of a mean passage's weight that a moved passage must share: less is chance
BESIDE = 0.1  # the same for the halves of a bead: neighbours are less often alike by chance
CLEARER = 2.0  # halves that swapped share so many times more crosswise than in order
MOST = 0.8  # … and so much of what the whole bead shares


@dataclass(frozen=True, slots=True)
class Limits:
    """Shares of common words, of both sides' weight; measured, see bench/passages.py."""

    alike: float  # two passages that share so much answer each other, wherever they stand
    weak: float  # a bead that shares less may have been forced
    better: float  # how much more than the bead that a moved pair dissolves


class Common:
    """The share of weight that two runs of passages have in common."""

    def __init__(self, covers: tuple[Cover, Cover], scale: float) -> None:
        self.covers = covers
        self.scale = scale

    def share(self, left: range, right: range, floor: float = FLOOR) -> float:
        """Covered weight / weight of both runs, 0 to 1; 0 where there is next to no text."""
        covered = self._covered(left, right)
        if covered < floor * self.scale:
            return 0.0
        return covered / (self.covers[0].mass_of(left) + self.covers[1].mass_of(right))

    def halves(self, bead: Bead, i: int, j: int, *, crosswise: bool) -> float:
        """The share that a bead's two halves have in common; 0 if one half has next to nothing."""
        pairs = _halves(bead, i, j, crosswise=crosswise)
        if crosswise and not all(self.share(*pair, floor=BESIDE) for pair in pairs):
            return 0.0
        whole = self.covers[0].mass_of(bead.left) + self.covers[1].mass_of(bead.right)
        return sum(self._covered(*pair) for pair in pairs) / whole

    def loose(self, beads: Sequence[Bead], weak: float) -> tuple[dict[int, float], ...]:
        """The passages of each side of which their bead answers less than `weak`, and how much."""
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

    def _covered(self, left: range, right: range) -> float:
        own = self.covers[0].window(left, right)[len(right) - 1, :, 0].sum()
        other = self.covers[1].window(right, left)[len(left) - 1, :, 0].sum()
        return float(own + other)


def with_moves(
    beads: Sequence[Bead],
    alike: Similarity,
    scorer: Scorer,
    limits: Limits,
    twins: Twins = NO_TWINS,
) -> tuple[Bead, ...]:
    """The beads with moved passages paired; every passage still stands once on its side.

    `twins` (passages of the same words) are paired wherever they stand and however short.
    """
    common = Common(scorer.covers, scorer.scale)
    loose = common.loose(beads, limits.weak)
    same_words = ((1.0, i, j) for i, j in out_of_order(twins).items())
    pairs = _pick([*same_words, *_candidates(loose, alike, common, limits)])
    kept = [y for x in beads for y in _dissolved(x, pairs, {j for j, _ in pairs.values()})]
    return tuple(x for bead in kept for x in _crossed(bead, common))


def _candidates(
    loose: tuple[dict[int, float], ...],
    alike: Similarity,
    common: Common,
    limits: Limits,
) -> Iterator[tuple[float, int, int]]:
    """Pairs of loose passages that share enough, with their share."""
    home_a, home_b = loose
    if not home_a or not home_b:
        return
    a, b = (cover.own for cover in common.covers)
    near: dict[int, dict[int, float]] = {}
    for i, j, weight in zip(*(x.tolist() for x in points(a, b, alike, set(home_a), set(home_b)))):
        row = near.setdefault(i, {})
        row[j] = row.get(j, 0.0) + weight
    for i, row in sorted(near.items()):
        for j in sorted(row, key=lambda j: (-row[j], j))[:CANDIDATES]:
            share = common.share(range(i, i + 1), range(j, j + 1))
            if share >= max(limits.alike, max(home_a[i], home_b[j]) + limits.better):
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
