"""Rows over all versions: each is matched with one pivot, and the pairs are put together.

The pivot is chosen by content (it has most passages, then most text: the version that omits
least), so the rows do not depend on the order in which the versions are named, nor on their sigla:
versions of equal content are matched once and stand in the same rows. Passages that the pivot lacks
are put in rows in the same way, with a pivot of their own.

Versions of one language are put in rows first, among themselves; the rows of another language
are then set beside those, since what a language shares with itself is seen far more clearly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ...model import Bead, Row, Signature, Synopsis, Witness
from ...text.languages import spoken
from .matching import match
from .opposite import beside

_Version = tuple[tuple[str, ...], str, tuple[int, ...]]  # passages, language, headings
_Spoken = tuple[Sequence[str], str, Sequence[int]]


def synopsis(
    witnesses: Sequence[Witness],
    *,
    glossary: Sequence[tuple[str, str]] = (),
    signature: Signature | None = None,
    sure: bool = True,
) -> Synopsis:
    """Put the passages that correspond in rows, for any number of versions.

    All rows together hold every passage of every witness exactly once. Rows stand in the order
    of the pivot; a passage that the pivot lacks follows its own predecessor. `glossary` lists
    pairs of words of two of the languages, in either order. Who has no use for the confidence of
    rows does without (`sure`): the same rows, in less time.
    """
    texts = [tuple(passage_texts(w)) for w in witnesses]
    codes = spoken(texts, [w.language for w in witnesses])
    headings = (tuple(i for i, p in enumerate(w.passages) if p.kind == "head") for w in witnesses)
    versions = list(zip(texts, codes, headings))
    distinct = sorted(set(versions))
    composer = _Composer(distinct, [versions.count(v) for v in distinct], glossary, sure)
    place = [distinct.index(v) for v in versions]
    rows = (
        Row(tuple(row.passages[n] for n in place), row.confidence, row.moved)
        for row in composer.all_rows()
    )
    signed = (signature or Signature()).adding(passages="stems-3")
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
    """The rows of distinct versions, sorted by content; `copies` says how many have each."""

    def __init__(
        self,
        versions: Sequence[_Version],
        copies: Sequence[int],
        glossary: Sequence[tuple[str, str]],
        sure: bool,
    ) -> None:
        self.texts = [texts for texts, _, _ in versions]
        self.codes = [code for _, code, _ in versions]
        self.headings = [headings for _, _, headings in versions]
        self.copies = copies
        self.sure = sure
        self.glossary = (*glossary, *((b, a) for a, b in glossary))
        self.known: dict[tuple[int, int], tuple[Bead, ...]] = {}
        self.alone: dict[tuple[int, int], float] = {}  # how surely a passage has no partner

    def all_rows(self) -> list[Row]:
        """The rows of all versions: those of the language of most, the others set beside them."""
        rows: list[Row] = []
        done: list[int] = []
        for members in self._tongues():
            found = list(self.rows({w: range(len(self.texts[w])) for w in members}))
            if rows and found:
                beads = self._match(self._spoken(rows, done), self._spoken(found, members))
                found = list(beside(rows, found, beads))
            rows, done = found or rows, done or members
        return rows

    def _tongues(self) -> list[list[int]]:
        """The versions of each language, that of most first; what has no language goes with it."""
        filled = [w for w, texts in enumerate(self.texts) if texts]
        groups: dict[str, list[int]] = {}
        for w in filled:
            groups.setdefault(self.codes[w], []).append(w)
        unknown = groups.pop("", [])
        size = {w: self._size(w, range(len(self.texts[w]))) for w in filled}
        count = {code: sum(self.copies[w] for w in group) for code, group in groups.items()}
        listed = [
            groups[code]
            for code in sorted(groups, key=lambda c: (-count[c], [-x for x in size[groups[c][0]]]))
        ]
        if not listed:
            return [unknown] if unknown else []
        return [[w for w in filled if w in {*listed[0], *unknown}], *listed[1:]]

    def _size(self, w: int, run: range) -> tuple[int, int]:
        """How many passages and how many characters a version has in a run."""
        return len(run), sum(len(self.texts[w][i]) for i in run)

    def _spoken(self, rows: Sequence[Row], members: Sequence[int]) -> _Spoken:
        """Each row in the words of the version that says most there, their language, headings."""
        said, headings = [], []
        for number, row in enumerate(rows):
            w = max(members, key=lambda w: self._size(w, row.passages[w])[::-1])
            said.append(" ".join(self.texts[w][i] for i in row.passages[w]))
            if all(i in self.headings[w] for i in row.passages[w]):
                headings.append(number)
        return said, next((self.codes[w] for w in members if self.codes[w]), ""), headings

    def _match(self, left: _Spoken, right: _Spoken) -> tuple[Bead, ...]:
        return match(
            left[0],
            right[0],
            language_a=left[1],
            language_b=right[1],
            glossary=self.glossary,
            headings=(left[2], right[2]),
            sure=self.sure,
        )

    def rows(self, runs: dict[int, range]) -> Iterator[Row]:
        """The rows of runs of passages of versions in one language, in order."""
        present = [w for w in sorted(runs) if runs[w]]
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
            confidence=min((c.confidence for c in cells.values()), default=self._alone(pivot, run)),
            moved=any(c.moved for c in cells.values()),
        )

    def _alone(self, w: int, run: range) -> float:
        """How surely no passage of a run has a partner."""
        return min(self.alone.get((w, i), 1.0) for i in run)

    def _pivot(self, present: Sequence[int], runs: dict[int, range]) -> int:
        """The version with most passages, then with most text, then first by content."""
        return max(present, key=lambda w: self._size(w, runs[w]))

    def _between(self, x: int, run: range, y: int, other: range) -> Iterator[Bead]:
        """The beads of two whole versions, cut down to runs of their passages."""
        if (x, y) not in self.known:
            self.known[x, y] = self._match(
                (self.texts[x], self.codes[x], self.headings[x]),
                (self.texts[y], self.codes[y], self.headings[y]),
            )
            for bead in self.known[x, y]:
                if not (bead.left and bead.right):
                    for key in (*((x, i) for i in bead.left), *((y, j) for j in bead.right)):
                        self.alone[key] = min(bead.confidence, self.alone.get(key, 1.0))
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
