"""Two versions in two languages: what their passages have in common is learned on the way.

A generative model without training: a bead is worth the chance of its shape, and what lengths and
words say for it over chance (`lengths`, `evidence`), in nats. At first the words are those known
to be alike (names, numbers, marks, cognates, word lists, a glossary), and the whole of both
versions is searched; then words, lengths and shapes are learned from the beads so far, and what
lies near them is searched again (expectation and maximisation, as Moore, AMTA 2002, but again and
again). Where the words say little, lengths and order pair what is left, with little confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import log
from typing import TYPE_CHECKING

from ...model import Bead
from . import cognates, similarity, word_list
from .corridor import corridor, points
from .coverage import Cover
from .evidence import Evidence
from .fixed import Heads, held, stretches
from .learn import Both, both_ways, known, learned
from .lengths import Lengths
from .moved import Covered, Limits, with_moves
from .path import Step, decode
from .punctuation import marks, with_marks
from .rough import rough
from .scores import USUAL, Scorer, Scores, Shape, weights
from .side import Side, inverse_frequency, side
from .similarity import Similarity

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

WORDS = 0.7  # of what the words say that is believed: they do not speak independently
CALM = 0.6  # of the scores, where chances are worked out: measured on held-back chapters
SHAPES: dict[Shape, float] = {
    (1, 1): 0.84, (1, 0): 0.03, (0, 1): 0.03, (1, 2): 0.035, (2, 1): 0.035, (2, 2): 0.01,
    (1, 3): 0.004, (3, 1): 0.004, (2, 3): 0.001, (3, 2): 0.001, (1, 4): 0.0005, (4, 1): 0.0005,
}  # fmt: skip  # how often each is met, before any is
BELIEF = 20.0  # beads that speak for these chances
PASSES = 4
FEW = 12  # passages of both sides in which nothing is learned: trained weights judge, if any are
TRAINED = 2  # passes of theirs
LIMITS = Limits(alike=0.3, weak=0.2, better=0.1)
SHORT = 600  # passages of both sides below which nothing learned judges what has moved
SMALL = 90_000  # pairs of passages that are one window
WHOLE = 8_000_000  # pairs of passages up to which the first pass looks at all
NEAR = 60  # passages either side of the way so far that are looked at again
WINDOW = 160  # passages of the left side aligned at once
MARGIN = 30  # passages at the end of a window that the next window aligns again


def across(
    a: Sequence[str],
    b: Sequence[str],
    languages: tuple[str, str],
    glossary: Sequence[tuple[str, str]] = (),
    heads: Heads | None = None,
) -> tuple[Bead, ...]:
    """Pair the passages of two versions in two languages; all but the moved ones are in order.

    `heads`: the headings of both, their pairs proposals.
    """
    left = with_marks(side(a, languages[0], {}), a)
    right = with_marks(side(b, languages[1], {}), b)
    alike = _alike(left, right, languages, glossary)
    heads = heads or Heads()
    if heads.pins:
        shared = points(left, right, alike)
        heads = held(heads, zip(*(x.tolist() for x in shared)))
    judge = Judge(left, right, known(alike, left, right), (), heads)
    beads = tuple(_first(judge, alike))
    for _ in range(1, PASSES):
        judge = Judge(left, right, learned(left, right, beads, alike), beads, heads)
        beads = tuple(_along(judge, beads))
    trained = weights("-".join(sorted(languages))) if left.n + right.n <= FEW else {}
    if trained:
        for _ in range(TRAINED):
            beads = tuple(_along(Expert(judge, alike, beads, trained), beads))
    placed = with_moves(beads, _seen_apart(judge, alike), LIMITS, fixed=heads.pins)
    return placed if trained else tuple(map(_stated, placed))


def _stated(bead: Bead) -> Bead:
    """The bead with the chance that it is right: twice the log-odds of what the calmed scores give.

    Those keep the learning from believing itself too soon, and are too modest to be told: of beads
    of .75 on the development works 90 of 100 were right, of .66 three in four.
    """
    sure, unsure = bead.confidence**2, (1 - bead.confidence) ** 2
    return bead if bead.moved else replace(bead, confidence=round(sure / (sure + unsure), 4))


def _seen_apart(judge: Judge, alike: Similarity) -> Covered:
    """What judges passages that stand elsewhere: how much of either the other answers."""
    left, right = judge.left, judge.right
    if left.n + right.n >= SHORT:
        # a short text's dictionary has learned its wrong beads by heart: it cannot judge them
        alike = similarity.merged(alike, both_ways(judge.chances))
    covers = _covers(left, right, alike)
    mass = sum(float(cover.mass.sum()) for cover in covers)
    return Covered(covers, mass / (left.n + right.n) or 1.0, alike)


def _covers(left: Side, right: Side, alike: Similarity) -> tuple[Cover, Cover]:
    words = [inverse_frequency(s.document_frequency(), s.n) for s in (left, right)]
    return Cover(left, words[0], right, alike), Cover(right, words[1], left, alike.turned())


def _alike(
    left: Side, right: Side, languages: tuple[str, str], glossary: Sequence[tuple[str, str]]
) -> Similarity:
    """What is known of words of both sides before anything is learned."""
    stems = ({s: u for u, s in enumerate(left.stems)}, {s: v for v, s in enumerate(right.stems)})
    return similarity.table(
        [
            *marks(left, right),
            *cognates.cognates(left, right),
            *word_list.scored(word_list.shipped(*languages), languages, stems, word_list.LISTED),
            *word_list.scored(glossary, languages, stems, word_list.GIVEN),
        ]
    )


class Judge:
    """What beads are worth, from what is known so far."""

    calm = CALM

    def __init__(
        self, left: Side, right: Side, chances: Both, beads: Sequence[Bead], heads: Heads
    ) -> None:
        self.heads = heads
        self.left, self.right, self.chances = left, right, chances
        self.evidence = Evidence(left, right, chances[0]), Evidence(right, left, chances[1])
        self.lengths = Lengths(left, right, beads)
        seen = {shape: BELIEF * chance for shape, chance in SHAPES.items()}
        for bead in beads:
            # a passage is alone wherever it stands, so its chance is greater than a pair's: squared
            alone = not (bead.left and bead.right)
            seen[len(bead.left), len(bead.right)] += bead.confidence ** (1 + alone)
        whole = sum(seen.values())
        self.shapes = {shape: log(count / whole) for shape, count in seen.items()}

    def window(
        self, rows: range, columns: range, shapes: Sequence[Shape] = tuple(SHAPES)
    ) -> Scores:
        """The score of each bead of some shapes at each start, as `scores.Scorer.window`."""
        import numpy as np

        n, m = len(rows), len(columns)
        depth = max(max(shape) for shape in shapes)
        own = self.evidence[0].calls(rows, depth)
        other = self.evidence[1].calls(columns, depth)
        here = [self.evidence[0].met(calls, columns) for calls in own]
        there = [self.evidence[1].met(calls, rows) for calls in other]
        out: Scores = {}
        for p, q in shapes:
            if not p or not q:
                out[p, q] = np.full(n if p else m, self.shapes[p, q])
                continue
            height, width = n - p + 1, m - q + 1
            if height < 1 or width < 1:
                continue
            right = self.evidence[0].window(own[p - 1], here[p - 1], height, columns, q)
            left = self.evidence[1].window(other[q - 1], there[q - 1], width, rows, p)
            words = np.zeros((height, width))
            for k in range(q):
                words += right[:, k : k + width]
            for k in range(p):
                words += left[:, k : k + height].T
            lengths = self.lengths.window(rows, columns, p, q)
            out[p, q] = self.shapes[p, q] + WORDS / 2 * words + lengths
        return self.heads.part(out, rows, columns)


class Expert:
    """What beads are worth by trained weights, which know these languages better than any text.

    A few passages are too little to learn from; there these decide what is left out or repeated.
    """

    calm = 1.0

    def __init__(
        self, judge: Judge, alike: Similarity, beads: Sequence[Bead], trained: Mapping[str, float]
    ) -> None:
        self.left, self.right, self.heads = judge.left, judge.right, judge.heads
        both = similarity.merged(alike, both_ways(judge.chances))
        covers = _covers(self.left, self.right, both)
        one = [x for x in beads if len(x.left) == len(x.right) == 1]
        a = sum(int(self.left.lengths[x.left.start]) for x in one)
        b = sum(int(self.right.lengths[x.right.start]) for x in one)
        self.scorer = Scorer(covers, trained, (b + USUAL) / (a + USUAL))

    def window(self, rows: range, columns: range) -> Scores:
        """As `Judge.window`, of all shapes."""
        return self.heads.part(self.scorer.window(rows, columns), rows, columns)


def _first(judge: Judge, alike: Similarity) -> Iterator[Bead]:
    """The way through the whole of both versions, or of what rare words leave of very long ones."""
    high: Ints | None = None
    for rows, columns in _stretches(judge):
        size = len(rows) * len(columns)
        if SMALL < size <= WHOLE:
            yield from rough(judge.window, rows, columns)
        else:
            if size > WHOLE and high is None:
                high = corridor(judge.left, judge.right, alike)[1]
            yield from _rolling(judge, None if size <= SMALL else high, rows, columns)
        yield from _pinned(judge, rows.stop)


def _along(judge: Judge | Expert, beads: Sequence[Bead]) -> Iterator[Bead]:
    """The way near another."""
    import numpy as np

    high = np.zeros(judge.left.n, dtype=np.int64)
    for bead in beads:
        high[bead.left.start : bead.left.stop] = bead.right.stop
    high = np.minimum(judge.right.n, np.maximum.accumulate(high) + NEAR)
    for rows, columns in _stretches(judge):
        small = len(rows) * len(columns) <= SMALL
        yield from _rolling(judge, None if small else high, rows, columns)
        yield from _pinned(judge, rows.stop)


def _stretches(judge: Judge | Expert) -> Iterator[tuple[range, range]]:
    return stretches(judge.heads.pins, judge.left.n, judge.right.n)


def _pinned(judge: Judge | Expert, row: int) -> Iterator[Bead]:
    """The pair of headings that a passage of the left side is fixed in, if any."""
    yield from (Bead(range(i, i + 1), range(j, j + 1)) for i, j in judge.heads.pins if i == row)


def _rolling(
    judge: Judge | Expert, high: Ints | None, rows: range, columns: range
) -> Iterator[Bead]:
    """Align in windows, each from where the one before is sure, up to `high` for each row."""
    n, m = rows.stop, columns.stop
    i, j = rows.start, columns.start
    while i < n and j < m:
        stop = n if high is None or n - i <= WINDOW + MARGIN else i + WINDOW
        end = m if high is None or stop == n else min(m, max(int(high[stop - 1]), j + 1))
        scores = judge.window(range(i, stop), range(j, end))
        steps = decode(scores, stop - i, end - j, calm=judge.calm)
        if stop < n:
            steps = _sure_part(steps, stop - i)
        for x, y, p, q, chance in steps:
            yield Bead(range(i + x, i + x + p), range(j + y, j + y + q), round(chance, 4))
        x, y, p, q, _ = steps[-1]
        i, j = i + x + p, j + y + q
    yield from (Bead(range(x, x + 1), range(j, j)) for x in range(i, n))
    yield from (Bead(range(n, n), range(y, y + 1)) for y in range(j, m))


def _sure_part(steps: list[Step], rows: int) -> list[Step]:
    """The beads of a window up to its surest bead before the margin, at least one passage."""
    last = max(1, rows - MARGIN)
    open_ = [k for k, s in enumerate(steps) if last * 3 // 4 <= s[0] + s[2] <= last and s[2]]
    if not open_:
        open_ = [k for k, s in enumerate(steps) if s[2]][:1]
    best = max(open_, key=lambda k: (steps[k][2] == steps[k][3], round(steps[k][4], 3), k))
    return steps[: best + 1]
