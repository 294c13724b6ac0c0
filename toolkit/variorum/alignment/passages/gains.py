"""Which beads of two versions in one language are worth more than leaving their passages alone.

The score of a bead is that of `scores`, with the same weights; its *gain* is what it scores over
the passages it holds, each without a counterpart. A bead that gains nothing can be left out of any
way through the texts without loss, so the best way is the chain of beads whose gains sum to most
(`chain`), and nearly all pairs of passages need no more than a look. The result is that of the full
table: `tests/test_passages_within.py` holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from math import sqrt
from operator import add

from ..rising import Cell
from .bags import GRAIN, Bag, Bags, Masses
from .coverage import DEPTH
from .fixed import Heads
from .scores import CAP, IDLE, MERGES, SMALL, VARIANCE, lost

Shape = tuple[int, int]
EPSILON = SMALL * GRAIN
_WIDE = 24  # columns from which on a row's partners are found from its words, if most are its


class Gains:
    """The gains of beads, without what unequal length costs (`length`)."""

    def __init__(self, a: Bags, b: Bags, masses: Masses, weight: Mapping[str, float]) -> None:
        self.masses = masses
        self.weight = weight
        self.scale = masses.scale
        self.ratio = 1.0  # characters of b for each of a, where one passage answers one
        self.ends = tuple([0, *accumulate(side.lengths)] for side in (a, b))
        alone = lost(a.n, b.n)
        self.skips = []
        for side, ends in zip((a, b), self.ends):
            mean = ends[-1] / side.n if side.n else 1.0
            each = (weight["skip"] + weight["skip_length"] * x / mean + alone for x in side.lengths)
            self.skips.append([0.0, *accumulate(each)])

    def skipped(self, i: int, j: int, p: int, q: int) -> float:
        """What the passages of a bead score without answers."""
        left, right = self.skips
        return left[i + p] - left[i] + right[j + q] - right[j]

    def length(self, i: int, j: int, p: int, q: int) -> float:
        """The cost of unequal length."""
        left = (self.ends[0][i + p] - self.ends[0][i]) * self.ratio
        right = self.ends[1][j + q] - self.ends[1][j]
        deviation = (right - left) / sqrt(VARIANCE * (left + right) / 2)
        return self.weight["length"] * min(deviation**2 / 2, CAP)

    def __call__(self, i: int, j: int, p: int, q: int) -> float:
        """The gain of a bead; below 0 where it is worth less than nothing."""
        masses, mass = self.masses, self.masses.mass
        left = [masses.answered(0, k, j, q) for k in range(i, i + p)]
        right = [masses.answered(1, k, i, p) for k in range(j, j + q)]
        worst = min(
            min([x / (mass[0][i + k] + EPSILON) for k, x in enumerate(left)]),
            min([x / (mass[1][j + k] + EPSILON) for k, x in enumerate(right)]),
        )
        one, other = sum(left), sum(right)
        paid = self._paid(i, j, p, q, left, right)
        return self._sum(i, j, p, q, one + other, abs(one - other), worst, paid)

    def _sum(
        self, i: int, j: int, p: int, q: int, common: int, apart: int, worst: float, paid: float
    ) -> float:
        weight, sums = self.weight, self.masses.sums
        whole = sums[0][i + p] - sums[0][i] + sums[1][j + q] - sums[1][j]
        share = common / (whole + EPSILON)
        score = (
            weight["coverage"] * common / self.scale
            + (weight["share"] + weight["share_size"] * (p + q)) * share
            + weight["worst"] * worst
            + weight["lopsided"] * apart / self.scale
        )
        if p + q > 2:
            score += weight[MERGES[p, q]] + weight["worst_merged"] * worst
            if p == 1 or q == 1:
                score += weight["paid"] * paid + weight["idle"] * max(0.0, 1 - paid / IDLE)
        return score - self.skipped(i, j, p, q)

    def _paid(
        self, i: int, j: int, p: int, q: int, left: Sequence[int], right: Sequence[int]
    ) -> float:
        """The share of its idlest outer passage that pays, of a bead of one to many; else 0."""
        masses, mass = self.masses, self.masses.mass
        if p == 1 < q:
            last = left[0] - masses.answered(0, i, j, q - 1)
            first = left[0] - masses.answered(0, i, j + 1, q - 1)
            outer = mass[1][j + q - 1], mass[1][j]
        elif q == 1 < p:
            last = right[0] - masses.answered(1, j, i, p - 1)
            first = right[0] - masses.answered(1, j, i + 1, p - 1)
            outer = mass[0][i + p - 1], mass[0][i]
        else:
            return 0.0
        return min(last / (outer[0] + EPSILON), first / (outer[1] + EPSILON))

    def most(self, i: int, j: int, p: int, q: int, pairs: Pairs) -> float:
        """No less than the gain of a merge, from what its single passages have in common."""
        mass = self.masses.mass
        rows = [
            (pairs.left[k], pairs.right[k], j - pairs.windows[k].start) for k in range(i, i + p)
        ]
        left = [min(m, sum(x[at : at + q])) for (x, _, at), m in zip(rows, mass[0][i : i + p])]
        columns = zip(*(y[at : at + q] for _, y, at in rows))
        right = [min(m, sum(y)) for y, m in zip(columns, mass[1][j : j + q])]
        worst = min(
            min([x / (mass[0][i + k] + EPSILON) for k, x in enumerate(left)]),
            min([x / (mass[1][j + k] + EPSILON) for k, x in enumerate(right)]),
        )
        paid = 0.0
        if p == 1:
            x, at = rows[0][0], rows[0][2]
            paid = min(x[at + k] / (mass[1][j + k] + EPSILON) for k in (0, q - 1))
        elif q == 1:
            paid = min(rows[k][1][rows[k][2]] / (mass[0][i + k] + EPSILON) for k in (0, p - 1))
        return self._sum(
            i, j, p, q, sum(left) + sum(right), 0, worst, paid
        )  # perhaps as much on both sides

    def enough(self, p: int, q: int) -> tuple[float, float, float]:
        """How much of weight t in common a bead of a shape needs at least, to gain anything.

        `(a, k, s)`: with whole weight m and worth x without answers, t * (a + k / m) + s > x.
        """
        weight = self.weight
        merged = p + q > 2
        most = weight["worst"] + (weight["worst_merged"] if merged else 0.0)
        size = weight["share"] + weight["share_size"] * (p + q)
        constant = weight[MERGES[p, q]] if merged else 0.0
        if merged and (p == 1 or q == 1):
            constant += max(0.0, weight["paid"]) + max(0.0, weight["idle"])
        return weight["coverage"] / self.scale, max(0.0, size) + max(0.0, most), constant


class Pairs:
    """What single passages have in common, row by row, each in a window of columns."""

    def __init__(self, windows: Sequence[range]) -> None:
        self.windows = windows
        self.left: list[list[int]] = []
        self.right: list[list[int]] = []
        self.both: list[list[int]] = []

    @classmethod
    def of(cls, masses: Masses, windows: Sequence[range]) -> Pairs:
        """`windows[i]`: the columns that row i is compared with."""
        self = cls(windows)
        held: dict[int, list[tuple[int, int]]] = {}
        columns = len(masses.bags[1])
        if any(len(w) > _WIDE and 2 * len(w) > columns for w in windows):
            for j, bag in enumerate(masses.bags[1]):
                for u, mass in bag.items():
                    held.setdefault(u, []).append((j, mass))
        for i, window in enumerate(windows):
            bag = masses.bags[0][i]
            if len(window) <= _WIDE or 2 * len(window) <= columns:
                self._few(bag, masses.bags[1][window.start : window.stop])
            else:
                self._many(bag, held, window)
            self.both.append(list(map(add, self.left[-1], self.right[-1])))
        return self

    def narrowed(self, windows: Sequence[range]) -> Pairs:
        """The same in narrower windows."""
        found = Pairs([_meet(x, y) for x, y in zip(self.windows, windows)])
        for name in ("left", "right", "both"):
            for old, new, row in zip(self.windows, found.windows, getattr(self, name)):
                getattr(found, name).append(row[new.start - old.start : new.stop - old.start])
        return found

    def _few(self, bag: Bag, others: Sequence[Bag]) -> None:
        left, right = [], []
        keys = bag.keys()
        for other in others:
            shared = keys & other.keys()
            left.append(sum([bag[u] for u in shared]))
            right.append(sum([other[u] for u in shared]))
        self.left.append(left)
        self.right.append(right)

    def _many(self, bag: Bag, held: Mapping[int, Sequence[tuple[int, int]]], window: range) -> None:
        left, right = [0] * len(window), [0] * len(window)
        first, stop = window.start, window.stop
        for u, mass in bag.items():
            for j, there in held.get(u, ()):
                if first <= j < stop:
                    left[j - first] += mass
                    right[j - first] += there
        self.left.append(left)
        self.right.append(right)

    def totals(self, i: int, p: int, q: int, window: range) -> list[int]:
        """What the passages of a bead have in common one by one, for each of its columns."""
        total: list[int] = []
        width = len(window) - q + 1
        for k in range(i, i + p):
            at = window.start - self.windows[k].start
            for column in range(at, at + q):
                part = self.both[k][column : column + width]
                total = list(map(add, total, part)) if total else part
        return total


class Beads:
    """Every bead inside the windows that may belong to the best way.

    A bead that gains no more than beads inside it do can be left out, and is not weighed closely:
    `inside` holds, for each shape, row and column, what is known to be gained in that block.
    """

    def __init__(self, gains: Gains, pairs: Pairs, heads: Heads, a: Bags, b: Bags) -> None:
        self.heads = heads
        self.gains, self.pairs, self.sizes = gains, pairs, (a.n, b.n)
        self.inside: dict[Shape, list[list[float]]] = {}
        self.windows = {1: list(pairs.windows)}  # the columns that so many rows from each share
        for p in range(2, DEPTH + 1):
            self.windows[p] = list(map(_meet, self.windows[p - 1], pairs.windows[p - 1 :]))

    def single(self) -> Iterator[tuple[Cell, float]]:
        """The pairs of single passages that gain something, length apart."""
        for i, j, _ in self._worth_a_look(1, 1):
            gain = self.gains(i, j, 1, 1)
            if gain > 0:
                yield (i, j, 1, 1), gain

    def merged(self, single: Iterable[tuple[Cell, float]]) -> Iterator[tuple[Cell, float]]:
        """The beads of more passages, given the gains of single pairs with all they cost."""
        rows = [[0.0] * len(window) for window in self.pairs.windows]
        for (i, j, _, _), gain in single:
            if j in self.pairs.windows[i]:
                rows[i][j - self.pairs.windows[i].start] = max(gain, 0.0)
        self.inside[1, 1] = rows
        for p, q in MERGES:
            if p + q == 2:
                continue
            self.inside[p, q] = [self._known(i, p, q) for i in range(self.sizes[0] - p + 1)]
            for i, j, floor in self._worth_a_look(p, q):
                least = max(floor, 0.0) + self.gains.length(i, j, p, q)
                if self.heads.mixed(i, j, p, q):
                    continue
                if self.gains.most(i, j, p, q, self.pairs) > least:
                    gain = self.gains(i, j, p, q)
                    if gain > least:
                        gain -= self.gains.length(i, j, p, q)
                        start = self.windows[p][i].start
                        self.inside[p, q][i][j - start] = gain
                        yield (i, j, p, q), gain

    def _known(self, i: int, p: int, q: int) -> list[float]:
        """What the beads inside each block of a shape gain, at least."""
        window = self.windows[p][i]
        width = len(window) - q + 1
        if width <= 0:
            return []
        parts = []
        for r, s in ((p - 1, q), (p, q - 1)):
            if r and s and (r, s) in self.inside:
                parts += [
                    self._slice(x, r, s, window.start + c, width)
                    for x in range(i, i + p - r + 1)
                    for c in range(q - s + 1)
                ]
        if p > 1 and q > 1:
            one = self._slice(i, p - 1, q - 1, window.start, width)
            last = self._slice(i + p - 1, 1, 1, window.start + q - 1, width)
            parts.append([x + y for x, y in zip(one, last)])
        return list(map(max, *parts))

    def _slice(self, i: int, p: int, q: int, column: int, width: int) -> list[float]:
        at = column - self.windows[p][i].start
        return self.inside[p, q][i][at : at + width]

    def _worth_a_look(self, p: int, q: int) -> Iterator[tuple[int, int, float]]:
        """Where single passages have so much in common that a bead of this shape may gain."""
        gains, pairs = self.gains, self.pairs
        rate, share, constant = gains.enough(p, q)
        sums, skips = gains.masses.sums, gains.skips
        heavy = [y - x for x, y in zip(sums[1], sums[1][q:])]
        alone = [y - x for x, y in zip(skips[1], skips[1][q:])]
        known = self.inside.get((p, q))
        for i in range(self.sizes[0] - p + 1):
            window = self.windows[p][i]
            width = len(window) - q + 1
            if width <= 0:
                continue
            mass = sums[0][i + p] - sums[0][i] + EPSILON
            needed = skips[0][i + p] - skips[0][i] - constant
            first = window.start
            total = pairs.totals(i, p, q, window)
            floors = known[i] if known else [0.0] * width
            slices = heavy[first : first + width], alone[first : first + width], floors
            for k, (t, m, s, f) in enumerate(zip(total, *slices)):
                if t * (rate + share / (mass + m)) > s + needed + f:
                    yield i, first + k, f


def _meet(one: range, other: range) -> range:
    start = one.start if one.start > other.start else other.start
    stop = one.stop if one.stop < other.stop else other.stop
    return range(start, stop if stop > start else start)
