"""Two versions in one language: which passages correspond, decided without numpy.

Short versions are compared whole. In longer ones rare words that both sides share give a first
chain of pairs; then every bead near that chain is weighed, and the best way through all of them
is taken at once. Where long stretches are the same, nothing but their ends is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...model import Bead
from ..rising import Cell, heaviest
from . import bags
from .bags import Bags, Masses
from .fixed import Heads, held, stretches
from .gains import Beads, Gains, Pairs
from .moved import Common, Limits, with_moves
from .scores import USUAL, weights

WHOLE = 10_000  # pairs of passages that are all compared
EVERY = 256  # pairs of passages in whose table every bead is weighed
NEIGHBOURS = 2  # pairs before and after, up to which a bead of more passages may reach
RARE = 64  # a word joins at most so many pairs of passages
NEAREST = 4  # passages opposite that a passage's rare words may name
AROUND = 4  # rows above and below whose columns a row is compared with too
REACH = 12  # columns either side of a pair that is sure, where what follows is far away
BAND = 30  # columns either side of the diagonal, where no rare word shows a way
LIMITS = Limits(alike=0.35, weak=0.4, better=0.15, torn=0.6, clearer=0.3)
PINNED = 1e3  # what a pair of headings of one number gains
SAME = 0.7  # share of weight from which two passages are the same but for a word or two


class Within:
    """Two versions in one language, read."""

    def __init__(
        self, a: Sequence[str], b: Sequence[str], code: str, heads: Heads | None = None
    ) -> None:
        """`heads`: the headings of both, their pairs proposals."""
        self.code = code
        vocabulary: dict[str, int] = {}
        self.a, self.b = bags.read(a, code, vocabulary), bags.read(b, code, vocabulary)
        self.stems = tuple(vocabulary)
        self.weight = bags.weights(self.a, self.b, len(vocabulary))
        self.masses = Masses(self.a, self.b, self.weight)
        self.gains = Gains(self.a, self.b, self.masses, weights("same"))
        self.heads = heads or Heads()
        if self.heads.pins:
            near = self.near(range(self.a.n), range(self.b.n))
            self.heads = held(self.heads, ((i, j, w) for i in near for j, w in near[i].items()))

    def in_order(self) -> list[Bead]:
        """The beads of the best way through both; sets the ratio of their lengths by them."""
        pairs = Pairs.of(self.masses, self._windows())
        single = list(Beads(self.gains, pairs, self.heads, self.a, self.b).single())
        pins = {(i, j, 1, 1) for i, j in self.heads.pins}
        single = sorted(
            [*((c, g) for c, g in single if c not in pins), *((c, PINNED) for c in pins)]
        )
        self.gains.ratio = self._measured(heaviest(*self._costed(single)))
        cells, gains = self._costed(single)
        near = pairs.narrowed(self._beside(heaviest(cells, gains)))
        more = sorted(Beads(self.gains, near, self.heads, self.a, self.b).merged(zip(cells, gains)))
        way = heaviest([*cells, *(c for c, _ in more)], [*gains, *(g for _, g in more)])
        return list(_laid_out(way, self.a.n, self.b.n))

    def with_moves(self, beads: Sequence[Bead]) -> tuple[Bead, ...]:
        """The beads of a way with the passages paired that stand elsewhere.

        Where one that has moved is gone, its neighbours may turn out to face nothing: so again.
        """
        shared, twins = _Shared(self), self._twins()
        found, before = tuple(beads), -1
        while before != (before := sum(bead.moved for bead in found)):
            found = with_moves(found, shared, LIMITS, twins, self.heads.pins)
        return found

    def _beside(self, chain: Sequence[Cell]) -> list[range]:
        """The columns of each row that stand near a chain of single pairs."""
        n, m = self.a.n, self.b.n
        if n * m <= EVERY:
            return [range(m)] * n
        sure = self._sure([(i, j) for i, j, _, _ in chain])
        before = [(-1, -1)] * NEIGHBOURS
        edges = [*before, *((i, j) for i, j, _, _ in chain), *[(n, m)] * NEIGHBOURS]
        windows = []
        at = NEIGHBOURS - 1
        for i in range(n):
            while edges[at + 1][0] <= i:
                at += 1
            first = edges[max(0, at - NEIGHBOURS)][1]
            stop = edges[min(len(edges) - 1, at + NEIGHBOURS + 1)][1]
            windows.append(range(0) if i in sure else range(max(first, 0), min(m, stop + 1)))
        return windows

    def _costed(self, found: Sequence[tuple[Cell, float]]) -> tuple[list[Cell], list[float]]:
        """Beads and their gains less what their lengths cost."""
        gains = [gain - self.gains.length(*cell) for cell, gain in found]
        return [cell for cell, _ in found], gains

    def _measured(self, way: Sequence[Cell]) -> float:
        """Characters of b for each of a, where one passage answers one.

        The totals would not do: where a version omits a third, they make every passage that it
        keeps too long. A text of a few lines is thought to be as long as is usual.
        """
        left = sum(self.a.lengths[i] for i, _, _, _ in way)
        right = sum(self.b.lengths[j] for _, j, _, _ in way)
        return (right + USUAL) / (left + USUAL)

    def _windows(self) -> list[range]:
        """The columns that each row is compared with."""
        n, m = self.a.n, self.b.n
        low, high = [m] * n, [0] * n
        chain: list[tuple[int, int]] = []
        pins = self.heads.pins
        parts = list(stretches(pins, n, m))
        for rows, columns in parts:
            self._open(rows, columns, low, high, chain)
        sure = self._sure(chain) | dict(pins)
        wide = []
        for rows, _ in parts:
            for i in rows:
                if i in sure:
                    wide.append(range(sure[i], sure[i] + 1))
                    continue
                near = range(max(rows.start, i - AROUND), min(rows.stop, i + AROUND + 1))
                first, stop = min(low[k] for k in near), max(high[k] for k in near)
                wide.append(range(first, max(first, stop)))
            if rows.stop < n:
                wide.append(range(sure[rows.stop], sure[rows.stop] + 1))
        return wide

    def _sure(self, chain: Sequence[tuple[int, int]]) -> dict[int, int]:
        """Pairs of the same passages, or nearly, that stand between two such pairs."""
        same = {
            (i, j)
            for i, j in chain
            if self.masses.common(range(i, i + 1), range(j, j + 1))
            >= SAME * (self.masses.mass[0][i] + self.masses.mass[1][j])
        }
        return {i: j for i, j in same if (i - 1, j - 1) in same and (i + 1, j + 1) in same}

    def _open(
        self, rows: range, columns: range, low: list[int], high: list[int],
        chain: list[tuple[int, int]],
    ) -> None:  # fmt: skip
        """Widen the windows of some rows by what may answer them among some columns."""
        work = [(rows, columns)]
        while work:
            rows, columns = work.pop()
            if not rows:
                continue
            if len(rows) * len(columns) <= WHOLE:
                for i in rows:
                    low[i], high[i] = min(low[i], columns.start), max(high[i], columns.stop)
                continue
            found = self._skeleton(rows, columns)
            if not found:
                for i in rows:
                    at = columns.start + (i - rows.start) * len(columns) // len(rows)
                    low[i] = min(low[i], max(columns.start, at - BAND))
                    high[i] = max(high[i], min(columns.stop, at + BAND))
                continue
            chain += found
            edges = [(rows.start - 1, columns.start - 1), *found, (rows.stop, columns.stop)]
            for (i, j), (k, m) in pairwise(edges):
                work.append((range(i + 1, k), range(j + 1, m)))
                if i >= rows.start:
                    low[i], high[i] = min(low[i], j), max(high[i], min(m, j + REACH))
                if k < rows.stop:
                    low[k] = min(low[k], max(j + 1, m - REACH))
                    high[k] = max(high[k], m + 1)

    def _skeleton(self, rows: range, columns: range) -> list[tuple[int, int]]:
        """Pairs of passages that rare words name, as a chain."""
        cells: list[Cell] = []
        worth: list[float] = []
        for i, row in sorted(self.near(rows, columns).items()):
            for j in sorted(row, key=lambda j: (-row[j], j))[:NEAREST]:
                gain = self.gains(i, j, 1, 1) - self.gains.length(i, j, 1, 1)
                if gain > 0:
                    cells.append((i, j, 1, 1))
                    worth.append(gain)
        return [cell[:2] for cell in heaviest(cells, worth)]

    def near(self, rows: Sequence[int], columns: Sequence[int]) -> dict[int, dict[int, float]]:
        """Which of some passages share words that are rare among them, and their weight."""
        left = bags.places(self.a.counts, rows)
        right = bags.places(self.b.counts, columns)
        found: dict[int, dict[int, float]] = {}
        for u, places in left.items():
            others = right.get(u, ())
            if others and len(places) * len(others) <= RARE:
                value = self.weight[u] / max(len(places), len(others))
                for i in places:
                    row = found.setdefault(i, {})
                    for j in others:
                        row[j] = row.get(j, 0.0) + value
        return found

    def _twins(self) -> dict[int, int]:
        """Passages with the same words, in the same order of first use, once on each side."""
        left, right = _once(self.a), _once(self.b)
        return {i: right[words] for words, i in left.items() if words in right}


def _once(side: Bags) -> dict[tuple[tuple[int, int], ...], int]:
    """The passages whose words no other passage of their side has, by their words."""
    found: dict[tuple[tuple[int, int], ...], int] = {}
    for i, bag in enumerate(side.counts):
        words = tuple(bag.items())
        found[words] = i if words and words not in found else -1
    return {words: i for words, i in found.items() if i >= 0}


class _Shared(Common):
    """What the bags of two versions have in common."""

    def __init__(self, within: Within) -> None:
        self.within = within
        self.masses = within.masses
        self.scale = within.masses.scale

    def covered(self, left: range, right: range) -> float:
        return self.masses.common(left, right)

    def mass(self, left: range, right: range) -> float:
        return self.masses.of(0, left) + self.masses.of(1, right)

    def loose(self, beads: Sequence[Bead], weak: float) -> tuple[dict[int, float], ...]:
        found: tuple[dict[int, float], ...] = ({}, {})
        for bead in beads:
            for side, own, other in ((0, bead.left, bead.right), (1, bead.right, bead.left)):
                for i in own:
                    mass = self.masses.mass[side][i]
                    answered = self.masses.answered(side, i, other.start, len(other))
                    share = answered / mass if mass else 0.0
                    if share < weak:
                        found[side][i] = share
        return found

    def near(self, left: set[int], right: set[int]) -> dict[int, dict[int, float]]:
        return self.within.near(sorted(left), sorted(right))


def _laid_out(way: Sequence[Cell], n: int, m: int) -> Iterator[Bead]:
    """A way through as beads: what it leaves out stands alone, the left side first."""
    i = j = 0
    for x, y, p, q in [*way, (n, m, 0, 0)]:
        yield from (Bead(range(k, k + 1), range(j, j)) for k in range(i, x))
        yield from (Bead(range(x, x), range(k, k + 1)) for k in range(j, y))
        if p:
            yield Bead(range(x, x + p), range(y, y + q))
        i, j = x + p, y + q
