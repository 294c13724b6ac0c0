"""Match the passages of two versions: the whole work for one pair."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ...model import Bead
from ...text.languages import spoken
from . import similarity
from .bags import GRAIN, columns
from .borne_out import borne_out
from .confidence import chances
from .coverage import Cover
from .facing import faced
from .fixed import Heads, heads
from .scores import Scorer, weights
from .verse import hardly_paired, is_verse, run_on, sentences, unfolded
from .within import Within


def match(
    a: Sequence[str],
    b: Sequence[str],
    *,
    language_a: str = "",
    language_b: str = "",
    glossary: Sequence[tuple[str, str]] = (),
    headings: tuple[Collection[int], Collection[int]] = ((), ()),
    sure: bool = True,
) -> tuple[Bead, ...]:
    """Pair the passages of two versions.

    The beads cover `a` and `b` once each; all but the moved ones are in order on both sides.
    `glossary` lists pairs (word of a, word of b). A language that is not given is guessed.
    `headings`: the numbers of the passages of either side that are headings, besides those known
    by their words. Each bead's confidence is its chance of being right, 0 to 1. Unless they are
    asked to be `sure`, the beads of versions in one language come without: the same beads, but
    numpy is not needed for them. Verse is set beside prose sentence by sentence.
    """
    if not a or not b:
        return _one_sided(len(a), len(b))
    verse = is_verse(a), is_verse(b)
    fixed = heads(a, b, headings)
    if verse[0] == verse[1]:
        return _matched(a, b, (language_a, language_b), glossary, fixed, sure, verse=verse[0])
    left, right = (
        sentences(text, held) if lines else [range(n, n + 1) for n in range(len(text))]
        for text, held, lines in zip((a, b), (fixed.left, fixed.right), verse)
    )
    one, two = (
        [" ".join(t[n] for n in run) for run in runs] for t, runs in ((a, left), (b, right))
    )
    titles = _among(left, fixed.left), _among(right, fixed.right)
    told = language_a, language_b
    beads = _matched(one, two, told, glossary, heads(one, two, titles), sure, free=True)
    return tuple(unfolded(bead, left, right) for bead in run_on(beads, one, two, titles))


def _among(runs: Sequence[range], passages: Collection[int]) -> set[int]:
    """The runs that begin with one of the passages."""
    return {n for n, run in enumerate(runs) if run.start in passages}


def _matched(
    a: Sequence[str],
    b: Sequence[str],
    told: tuple[str, str],
    glossary: Sequence[tuple[str, str]],
    fixed: Heads,
    sure: bool,
    *,
    verse: bool = False,
    free: bool = False,
) -> tuple[Bead, ...]:
    """Both in `verse`, or one of them, its sentences given (`free`), or neither."""
    left, right = spoken((a, b), told)
    if left == right or not left or not right:
        code = left or right or "en"
        beads = _same(a, b, code, fixed, sure)
        if not (verse or free) or not hardly_paired(beads):
            return beads
        left = right = code
    from .across import across  # two languages take more modules, and longer to load

    beads = across(a, b, (left, right), glossary, fixed)
    return run_on(beads, a, b) if verse else borne_out(beads)


def _one_sided(n: int, m: int) -> tuple[Bead, ...]:
    beads = [Bead(range(i, i + 1), range(0)) for i in range(n)]
    return (*beads, *(Bead(range(n, n), range(j, j + 1)) for j in range(m)))


def _same(
    a: Sequence[str], b: Sequence[str], code: str, fixed: Heads, sure: bool
) -> tuple[Bead, ...]:
    """Two versions in one language: words are alike when they have one stem."""
    read = Within(a, b, code, fixed)
    way = read.in_order()
    if sure:
        chance = chances(way, full(read))
        pins = set(read.heads.pins)
        way = [
            bead if (bead.left.start, bead.right.start) in pins else replace(bead, confidence=c)
            for bead, c in zip(way, (round(c, 4) for c in chance))
        ]
    moved = read.with_moves(way)
    return tuple(faced(moved, (read.a.lengths, read.b.lengths), read.gains.ratio, read.heads))


def full(read: Within) -> Scorer:
    """The scores of all beads of two versions in one language, by numpy."""
    import numpy as np

    left, right = (columns(bags, read.code, read.stems) for bags in (read.a, read.b))
    alike = similarity.identity(len(read.stems))
    weight = np.array(read.weight) / GRAIN
    covers = Cover(left, weight, right, alike), Cover(right, weight, left, alike)
    return Scorer(covers, weights("same"), read.gains.ratio)
