"""Match the passages of two versions: the whole work for one pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model import Bead
from . import cognates, language, similarity, word_list
from .bags import GRAIN, columns
from .confidence import chances
from .corridor import corridor
from .coverage import Cover
from .learn import learned
from .moved import Covered, Limits, with_moves
from .path import Step, decode
from .scores import Scorer, length_ratio, weights
from .side import Side, inverse_frequency, side
from .similarity import Similarity
from .within import Within

ACROSS_LIMITS = Limits(alike=0.3, weak=0.2, better=0.1)
SHORT = 600  # passages of both sides below which nothing learned judges what has moved
WINDOW = 160  # passages of the left side aligned at once
CELLS = 90_000  # pairs of passages in a window, at most
MARGIN = 30  # passages at the end of a window that the next window aligns again
PASSES = 3  # rounds over versions in two languages: the later ones with a learned dictionary


def match(
    a: Sequence[str],
    b: Sequence[str],
    *,
    language_a: str = "",
    language_b: str = "",
    glossary: Sequence[tuple[str, str]] = (),
    sure: bool = True,
) -> tuple[Bead, ...]:
    """Pair the passages of two versions.

    The beads cover `a` and `b` once each; all but the moved ones are in order on both sides.
    `glossary` lists pairs (word of a, word of b). A language that is not told is guessed from
    the letters. Each bead's confidence is its chance of being right, 0 to 1. Unless they are asked
    to be `sure`, the beads of versions in one language come without: the same beads, but numpy is
    not needed for them.
    """
    if not a or not b:
        return _one_sided(len(a), len(b))
    left = language.base(language_a) or language.guess(a)
    right = language.base(language_b) or language.guess(b)
    if left == right or not left or not right:
        return _same(a, b, left or right or "en", sure)
    return _across(a, b, left, right, glossary)


def _one_sided(n: int, m: int) -> tuple[Bead, ...]:
    beads = [Bead(range(i, i + 1), range(0)) for i in range(n)]
    return (*beads, *(Bead(range(n, n), range(j, j + 1)) for j in range(m)))


def _same(a: Sequence[str], b: Sequence[str], code: str, sure: bool) -> tuple[Bead, ...]:
    """Two versions in one language: words are alike when they have one stem."""
    read = Within(a, b, code)
    way = read.in_order()
    if sure:
        chance = chances(way, full(read))
        way = [replace(bead, confidence=round(c, 4)) for bead, c in zip(way, chance)]
    return read.with_moves(way)


def full(read: Within) -> Scorer:
    """The scores of all beads of two versions in one language, by numpy."""
    import numpy as np

    left, right = (columns(bags, read.code, read.stems) for bags in (read.a, read.b))
    alike = similarity.identity(len(read.stems))
    weight = np.array(read.weight) / GRAIN
    covers = Cover(left, weight, right, alike), Cover(right, weight, left, alike)
    return Scorer(covers, weights("same"), read.gains.ratio)


def _across(
    a: Sequence[str], b: Sequence[str], la: str, lb: str, glossary: Sequence[tuple[str, str]]
) -> tuple[Bead, ...]:
    """Versions in two languages: cognates and word lists first, then what they taught us."""
    left, right = side(a, la, {}), side(b, lb, {})
    stems = ({s: u for u, s in enumerate(left.stems)}, {s: v for v, s in enumerate(right.stems)})
    known = similarity.table(
        [
            *cognates.cognates(left, right),
            *word_list.scored(word_list.shipped(la, lb), (la, lb), stems, word_list.LISTED),
            *word_list.scored(glossary, (la, lb), stems, word_list.GIVEN),
        ]
    )
    alike = known
    beads: tuple[Bead, ...] = ()
    for turn in range(PASSES):
        if turn:
            alike = similarity.merged(known, learned(left, right, beads))
        scorer = _scorer(left, right, alike, length_ratio(left, right, beads))
        beads = _beads(left, right, alike, scorer, final=turn == PASSES - 1)
    if left.n + right.n < SHORT:
        # a short text's dictionary has learned its wrong beads by heart: it cannot judge them
        alike, scorer = known, _scorer(left, right, known, scorer.ratio)
    return with_moves(beads, Covered(scorer.covers, scorer.scale, alike), ACROSS_LIMITS)


def _scorer(left: Side, right: Side, alike: Similarity, ratio: float) -> Scorer:
    words = [inverse_frequency(s.document_frequency(), s.n) for s in (left, right)]
    covers = (
        Cover(left, words[0], right, alike),
        Cover(right, words[1], left, alike.turned()),
    )
    return Scorer(covers, weights("across"), ratio)


def _beads(
    left: Side, right: Side, alike: Similarity, scorer: Scorer, *, final: bool = True
) -> tuple[Bead, ...]:
    """Align in windows that roll along the corridor; short texts are one window."""
    n, m = left.n, right.n
    high = None if n <= WINDOW * 1.5 and n * m <= CELLS else corridor(left, right, alike)[1]
    beads: list[Bead] = []
    i = j = 0
    while i < n and j < m:
        stop = n if high is None else min(n, i + WINDOW)
        end = m if high is None or stop == n else min(m, max(int(high[stop - 1]), j + 1))
        while high is not None and stop - i > MARGIN + 2 and (stop - i) * (end - j) > CELLS:
            stop = i + (stop - i) * 2 // 3
            end = min(m, max(int(high[stop - 1]), j + 1))
        scores = scorer.window(range(i, stop), range(j, end))
        steps = decode(scores, stop - i, end - j, sure=final)
        if stop < n:
            steps = _sure_part(steps, stop - i)
        beads.extend(
            Bead(range(i + x, i + x + p), range(j + y, j + y + q), round(chance, 4))
            for x, y, p, q, chance in steps
        )
        i, j = beads[-1].left.stop, beads[-1].right.stop
    beads.extend(Bead(range(x, x + 1), range(j, j)) for x in range(i, n))
    beads.extend(Bead(range(n, n), range(y, y + 1)) for y in range(j, m))
    return tuple(beads)


def _sure_part(steps: list[Step], rows: int) -> list[Step]:
    """The beads of a window up to its surest bead before the margin, at least one passage."""
    last = max(1, rows - MARGIN)
    open_ = [k for k, s in enumerate(steps) if last * 3 // 4 <= s[0] + s[2] <= last and s[2]]
    if not open_:
        open_ = [k for k, s in enumerate(steps) if s[2]][:1]
    best = max(open_, key=lambda k: (steps[k][2] == steps[k][3], round(steps[k][4], 3), k))
    return steps[: best + 1]
