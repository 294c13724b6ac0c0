"""Which passages of two short versions in one language answer each other, without numpy.

Passages that are equal and unique are fixed points; between them every bead of up to three
passages is weighed by the rare words that both sides share. For longer texts, or two languages,
`align.passages` is the method; here the aim is an answer in a few milliseconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise
from math import log

from ...model import Bead
from .equal import matches
from .row_moves import elsewhere, torn, with_moves
from .words import FUNCTION, Vocabulary

Forms = Sequence[str]
CELLS = 6_000  # pairs of passages between two fixed points: about 60 ms
_WIDESPREAD = 400  # passages that hold a word which then says nothing
_STEM = 5  # letters that stand for a word: inflections meet
_SHAPES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 0), (0, 1))
_LEAST = 0.14  # share of the words' weight that two passages must have in common
_JOINING = 0.7  # cost of a passage more in a bead, in passages of average weight
_NOTHING = 1e-9  # weight in common that is a difference of sums only
_NEVER = float("-inf")


def beads(a: Sequence[Forms], b: Sequence[Forms]) -> tuple[Bead, ...] | None:
    """Pair the passages, given as normal forms; None where the texts are too long for this.

    The beads cover both sides once, `a` in order; a moved bead is out of order in `b` only.

    >>> [(x.left, x.right) for x in beads([["one"], ["two", "three"]], [["two", "three"]])]
    [(range(0, 1), range(0, 0)), (range(1, 2), range(0, 1))]
    """
    worth = Vocabulary().worth
    whole = [" ".join(p) for p in a], [" ".join(p) for p in b]
    fixed = matches(*whole, worth)
    edges = [(-1, -1), *fixed, (len(a), len(b))]
    if any((u - x - 1) * (v - y - 1) > CELLS for (x, y), (u, v) in pairwise(edges)):
        return None
    masses = Masses(a, b, fixed)
    masses.elsewhere = elsewhere(whole, fixed, (a, b), worth)
    found = _in_order(edges, masses)
    if away := torn(found, set(fixed), masses):
        masses.elsewhere = masses.elsewhere[0] | away[0], masses.elsewhere[1] | away[1]
        found = _in_order(edges, masses)
    return tuple(_facing(with_moves(found, masses), masses))


def _in_order(edges: Sequence[tuple[int, int]], masses: Masses) -> list[Bead]:
    """The beads of both sides as far as they keep their order: between fixed points, and those."""
    found: list[Bead] = []
    for (x, y), (u, v) in pairwise(edges):
        found += _between(range(x + 1, u), range(y + 1, v), masses)
        found.append(Bead(range(u, u + 1), range(v, v + 1)))
    return found[:-1]  # the last edge is the end of both


class Masses:
    """The words of passages, weighed by rarity; what pairs of passages have in common."""

    def __init__(
        self, a: Sequence[Forms], b: Sequence[Forms], fixed: Sequence[tuple[int, int]]
    ) -> None:
        worth = Vocabulary().worth
        spread: Counter[str] = Counter()
        sides: list[list[dict[str, int]]] = []
        for side in (a, b):
            bags = [_bag(passage, worth) for passage in side]
            for bag in bags:
                spread.update(bag.keys())
            sides.append(bags)
        total = len(a) + len(b) + 1
        weight = {word: log(1 + total / n) ** 2 for word, n in spread.items()}
        mass = [[sum(weight[w] * n for w, n in bag.items()) for bag in bags] for bags in sides]
        self.sums = [[0.0, *accumulate(masses)] for masses in mass]  # up to each passage
        filled = [m for masses in mass for m in masses]
        self.average = sum(filled) / len(filled) if filled else 1.0
        self.common = _common(sides, weight, ({i for i, _ in fixed}, {j for _, j in fixed}))
        self.elsewhere: tuple[frozenset[int], frozenset[int]] = frozenset(), frozenset()

    def shared(self, left: range, right: range) -> float:
        """The weight that two runs of passages have in common, at most all of one of them."""
        found = 0.0
        for i in left:
            row = self.common[i]
            for j in right:
                if j in row:
                    found += row[j]
        return min(found, self.weight(0, left), self.weight(1, right)) if found else 0.0

    def weight(self, side: int, passages: range) -> float:
        """The weight of a run of one side's passages."""
        sums = self.sums[side]
        return sums[passages.stop] - sums[passages.start]

    def whole(self, left: range, right: range) -> float:
        """The weight of two runs of passages."""
        return self.weight(0, left) + self.weight(1, right)

    def likeness(self, left: range, right: range) -> float:
        """Share of the weight of both sides that they have in common, 0 to 1."""
        whole = self.whole(left, right)
        return 2 * self.shared(left, right) / whole if whole else 0.0


def _bag(passage: Forms, worth: Mapping[str, float]) -> dict[str, int]:
    """How often each word stands in a passage; its first letters stand for a word."""
    bag: dict[str, int] = {}
    for form in passage:
        if worth[form] == 1 or worth[form] == FUNCTION:
            stem = form[:_STEM]
            bag[stem] = bag.get(stem, 0) + 1
    return bag


def _common(
    sides: Sequence[Sequence[Mapping[str, int]]],
    weight: Mapping[str, float],
    fixed: tuple[set[int], set[int]],
) -> list[dict[int, float]]:
    """For each passage of the left side the weight shared with passages of the right.

    Of those that are no fixed points: nothing else is asked, and in a book they are few.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    for j, bag in enumerate(sides[1]):
        for word, n in bag.items() if j not in fixed[1] else ():
            places.setdefault(word, []).append((j, n))
    found: list[dict[int, float]] = []
    for i, bag in enumerate(sides[0]):
        row: dict[int, float] = {}
        for word, n in bag.items() if i not in fixed[0] else ():
            if len(places.get(word, ())) <= _WIDESPREAD:
                for j, m in places.get(word, ()):
                    row[j] = row.get(j, 0.0) + weight[word] * min(n, m)
        found.append(row)
    return found


def _between(left: range, right: range, masses: Masses) -> list[Bead]:
    """The best beads between two fixed points."""
    if not left or not right:
        return [Bead(range(i, i + 1), range(right.start, right.start)) for i in left] + [
            Bead(range(left.start, left.start), range(j, j + 1)) for j in right
        ]
    n, m = len(left), len(right)
    score = _scores(left, right, masses)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    shape = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        for j in range(m + 1):
            if i or j:
                highest = _NEVER
                for p, q in _SHAPES:
                    if p <= i and q <= j:
                        value = best[i - p][j - q] + (score(i, j, p, q) if p and q else 0.0)
                        if value > highest:
                            highest, shape[i][j] = value, (p, q)
                best[i][j] = highest
    found = []
    i, j = n, m
    while i or j:
        p, q = shape[i][j]
        found.append(_bead(left[i - p : i], right[j - q : j], masses))
        i, j = i - p, j - q
    return found[::-1]


def _bead(left: range, right: range, masses: Masses) -> Bead:
    if not left or not right:
        return Bead(left, right)
    return Bead(left, right, round(min(1.0, masses.likeness(left, right) * 2), 3))


def _scores(left: range, right: range, masses: Masses) -> Callable[[int, int, int, int], float]:
    """Worth of a bead of p and q passages that ends at (i, j), counted within the block.

    The weight in common, less what chance would share, less the cost of joining.
    """
    rows = (masses.common[i] for i in left)
    sums = [list(accumulate((row.get(j, 0.0) for j in right), initial=0.0)) for row in rows]
    a, b = (masses.sums[k][side.start : side.stop + 1] for k, side in enumerate((left, right)))
    joining = _JOINING * masses.average * _LEAST * 2
    away = [
        list(accumulate((i in gone for i in side), initial=0))
        for side, gone in zip((left, right), masses.elsewhere)
    ]

    def score(i: int, j: int, p: int, q: int) -> float:
        if away[0][i] - away[0][i - p] or away[1][j] - away[1][j - q]:
            return _NEVER
        common = sums[i - 1][j] - sums[i - 1][j - q]
        for k in range(i - p, i - 1):
            common += sums[k][j] - sums[k][j - q]
        if common <= _NOTHING:
            return -1.0
        one, other = a[i] - a[i - p], b[j] - b[j - q]
        common = min(common, one, other)
        return common - _LEAST * (one + other) / 2 - joining * (p + q - 2)

    return score


def _facing(found: list[Bead], masses: Masses) -> list[Bead]:
    """Lone passages that face lone passages answer each other, for want of another answer.

    What has moved does not stand between them.
    """
    out: list[Bead] = []
    k = 0
    while k < len(found):
        end = k
        while end < len(found) and (found[end].moved or not (found[end].left and found[end].right)):
            end += 1
        moved = [bead for bead in found[k:end] if bead.moved]
        lone = [bead for bead in found[k:end] if not bead.moved]
        lefts = [i for bead in lone for i in bead.left]
        rights = [j for bead in lone for j in bead.right]
        if len(lefts) == len(rights) and lefts:
            pairs = zip(lefts, rights)
            faced = [_bead(range(i, i + 1), range(j, j + 1), masses) for i, j in pairs]
            out += sorted([*faced, *moved], key=lambda bead: bead.left.start)
        else:
            out += found[k:end]
        out += found[end : end + 1]
        k = end + 1
    return out
