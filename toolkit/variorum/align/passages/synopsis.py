"""Rows over all versions: each is matched with one pivot, and the pairs are put together.

The pivot is chosen by content (most versions share its language, then it has most passages), so
the rows do not depend on the order in which the versions are named. Passages that the pivot lacks
are put in rows in the same way, with a pivot of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ...model import Bead, Row, Signature, Synopsis, Witness
from . import language
from .match import match


def synopsis(
    witnesses: Sequence[Witness],
    *,
    glossary: Sequence[tuple[str, str]] = (),
    signature: Signature | None = None,
) -> Synopsis:
    """Put the passages that answer each other in rows, for any number of versions.

    All rows together hold every passage of every witness exactly once. Rows stand in the order
    of the pivot; a passage that the pivot lacks follows its own predecessor. `glossary` lists
    pairs of words of two of the languages, in either order.
    """
    composer = _Composer(witnesses, glossary)
    rows = composer.rows({w: range(len(t)) for w, t in enumerate(composer.texts)})
    signed = (signature or Signature()).adding(passages="stems-1")
    return Synopsis(tuple(witnesses), tuple(rows), signed)


def passage_texts(witness: Witness) -> list[str]:
    """The passages of a witness as strings."""
    return [witness.slice(p.start, p.end) for p in witness.passages]


@dataclass(frozen=True, slots=True)
class _Cell:
    """What one version has for one group of the pivot's passages."""

    run: range
    confidence: float
    moved: bool


class _Composer:
    def __init__(self, witnesses: Sequence[Witness], glossary: Sequence[tuple[str, str]]) -> None:
        self.texts = [passage_texts(w) for w in witnesses]
        self.codes = [
            language.base(w.language) or language.guess(t) for w, t in zip(witnesses, self.texts)
        ]
        self.glossary = (*glossary, *((b, a) for a, b in glossary))
        # an order that only content decides; versions of equal content by siglum
        self.order = sorted(
            range(len(witnesses)), key=lambda w: (self.texts[w], witnesses[w].siglum)
        )
        self.known: dict[tuple[int, int], tuple[Bead, ...]] = {}

    def rows(self, runs: dict[int, range]) -> Iterator[Row]:
        """The rows of runs of passages, in order."""
        present = [w for w in self.order if runs.get(w)]
        if not present:
            return
        pivot = self._pivot(present, runs)
        others = [w for w in present if w != pivot]
        beads = {w: tuple(self._between(pivot, runs[pivot], w, runs[w])) for w in others}
        groups = _groups(runs[pivot], beads.values())
        cells = {w: _cells(groups, beads[w]) for w in others}
        gaps = {w: _gaps(runs[w], cells[w]) for w in others}
        for number in range(len(groups) + 1):
            pieces = zip_longest(*(gaps[w].get(number, ()) for w in others))
            for piece in pieces:
                yield from self.rows({w: run for w, run in zip(others, piece) if run})
            if number < len(groups):
                found = {w: cells[w][number] for w in others if number in cells[w]}
                yield self._row(pivot, groups[number], found)

    def _row(self, pivot: int, run: range, cells: dict[int, _Cell]) -> Row:
        passages = [range(0)] * len(self.texts)
        passages[pivot] = run
        for w, cell in cells.items():
            passages[w] = cell.run
        return Row(
            passages=tuple(passages),
            confidence=min((c.confidence for c in cells.values()), default=1.0),
            moved=any(c.moved for c in cells.values()),
        )

    def _pivot(self, present: Sequence[int], runs: dict[int, range]) -> int:
        """Of the language of most, then with most passages, then first by content."""
        codes = [self.codes[w] for w in present]
        return max(present, key=lambda w: (codes.count(self.codes[w]), len(runs[w])))

    def _between(self, x: int, run: range, y: int, other: range) -> Iterator[Bead]:
        """The beads of two whole versions, cut down to runs of their passages."""
        if (x, y) not in self.known:
            self.known[x, y] = match(
                self.texts[x],
                self.texts[y],
                language_a=self.codes[x],
                language_b=self.codes[y],
                glossary=self.glossary,
            )
        for bead in self.known[x, y]:
            left, right = _inside(bead.left, run), _inside(bead.right, other)
            if left and right:
                yield Bead(left, right, bead.confidence, bead.moved)


def _inside(run: range, limits: range) -> range:
    return range(max(run.start, limits.start), min(run.stop, limits.stop))


def _groups(run: range, beads: Iterable[Iterable[Bead]]) -> list[range]:
    """The pivot's passages, those together that some version has in one bead."""
    joined = {i for each in beads for bead in each for i in bead.left[1:]}
    starts = [i for i in run if i == run.start or i not in joined]
    return [range(i, j) for i, j in zip(starts, [*starts[1:], run.stop])]


def _cells(groups: Sequence[range], beads: Sequence[Bead]) -> dict[int, _Cell]:
    """What a version has for each group: one run of its passages, or nothing.

    The beads in order come first: what stands between two of one group belongs to it. A moved
    bead is taken where its group is free and its passages are.
    """
    number = {i: g for g, run in enumerate(groups) for i in run}
    cells: dict[int, _Cell] = {}
    for bead in (b for b in beads if not b.moved):
        g = number[bead.left.start]
        old = cells.get(g)
        start = old.run.start if old else bead.right.start
        sure = min(old.confidence, bead.confidence) if old else bead.confidence
        cells[g] = _Cell(range(start, bead.right.stop), sure, moved=False)
    taken = {j for cell in cells.values() for j in cell.run}
    for bead in sorted((b for b in beads if b.moved), key=lambda b: (-b.confidence, b.left.start)):
        g = number[bead.left.start]
        if g not in cells and taken.isdisjoint(bead.right):
            cells[g] = _Cell(bead.right, bead.confidence, moved=True)
    return cells


def _gaps(run: range, cells: dict[int, _Cell]) -> dict[int, list[range]]:
    """The passages of a version that no group has, as runs, by the group they stand before."""
    home = {j: (g, cell.moved) for g, cell in cells.items() for j in cell.run}
    gaps: dict[int, list[range]] = {}
    after, last = 0, -2
    for j in run:
        if j in home:
            g, moved = home[j]
            after = after if moved else g + 1
            continue
        pieces = gaps.setdefault(after, [])
        if last == j - 1 and pieces:
            pieces[-1] = range(pieces[-1].start, j + 1)
        else:
            pieces.append(range(j, j + 1))
        last = j
    return gaps
