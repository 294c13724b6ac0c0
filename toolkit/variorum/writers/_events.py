"""The base text with its units in place, as events: what every writer of a running text needs.

Passages of the base follow each other; in each stand agreed words and variation units. White
space beside a unit stands outside where all its readings have it there, else inside the readings
that have it: so no word of any witness is glued to another.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..critic.columns import base_positions, passage_columns
from ..model import Apparatus, Block, Passage, Reading, VariationUnit


@dataclass(frozen=True, slots=True)
class Begin:
    """A passage of the base begins."""

    passage: Passage


@dataclass(frozen=True, slots=True)
class End:
    """The passage ends."""

    passage: Passage


@dataclass(frozen=True, slots=True)
class Words:
    """Agreed words: base tokens `start:end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Blank:
    """White space between words and units; never two, never at a passage's border."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A witness stops or begins to be extant among agreed words."""

    siglum: str
    begins: bool  # the lacuna begins


@dataclass(frozen=True, slots=True)
class Unit:
    """A variation unit; for each of its readings whether a blank stands inside, at its ends.

    `start:end` are the lemma's tokens in the base; empty where the base has none.
    """

    unit: VariationUnit
    spaced: tuple[tuple[bool, bool], ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bound:
    """An overlap unit begins before the next words, or ends behind the last ones."""

    unit: VariationUnit
    begins: bool


_NONE, _BESIDE, _BEFORE = range(3)  # no blank; one directly here; one, and words put in behind it
Event = Begin | End | Words | Blank | Edge | Unit | Bound


def events(apparatus: Apparatus) -> Iterator[Event]:
    """The running text of an apparatus, passage by passage."""
    due, fresh = False, True
    for event in _Walk(apparatus).run():
        if isinstance(event, Blank):
            due = not fresh
            continue
        if isinstance(event, Bound) and not event.begins:
            yield event
            continue
        if due and not isinstance(event, End):
            yield Blank()
        due, fresh = False, isinstance(event, Begin) or (fresh and isinstance(event, Bound))
        yield event


class _Walk:
    def __init__(self, apparatus: Apparatus) -> None:
        self.table = apparatus.collation
        self.units = [unit for unit in apparatus.units if not unit.overlap]
        self.w = self.table.index(apparatus.base)
        self.base = self.table.witnesses[self.w]
        self.passages = self.base.passages or (Passage("p1", 0, len(self.base)),)
        self.firsts = passage_columns(self.table, self.w) or [0]
        self.before = array("i", base_positions(self.table, self.w))
        self.edges = _edges(apparatus, self.w)
        long = [unit for unit in apparatus.units if unit.overlap]
        self.opening = [(self.before[unit.start], unit) for unit in long]
        self.closing = sorted(
            ((self.before[unit.end], unit) for unit in long), key=lambda bound: bound[0]
        )
        self.opening.reverse()
        self.closing.reverse()
        self.position = 0  # base tokens written
        self.number = 0  # passages begun
        self.blank = _NONE  # stands one behind the last words of the base?

    def run(self) -> Iterator[Event]:
        yield Begin(self.passages[0])
        for unit in self.units:
            yield from self._up_to(max(bisect_right(self.firsts, unit.start) - 1, 0))
            start = self.before[unit.start]
            end = max(self.before[unit.end], start)
            yield from self._words(start)
            yield from self._closed(start)
            before, after, spaced = self._spacing(unit, start, end)
            if before:
                yield Blank()
            yield from self._opened(max(end - 1, start))
            yield Unit(unit, spaced, start, end)
            self.position = max(self.position, end)
            yield from self._closed(end)
            beside = before or self.blank if start == end else spaced[0][1]
            self.blank = _BESIDE if after else _BEFORE if beside else _NONE
            if after:
                yield Blank()
        yield from self._up_to(len(self.passages) - 1)
        yield from self._words(len(self.base))
        yield End(self.passages[-1])

    def _opened(self, position: int) -> Iterator[Bound]:
        """The overlap units that begin at a base token or before it."""
        while self.opening and self.opening[-1][0] <= position:
            yield Bound(self.opening.pop()[1], begins=True)

    def _closed(self, position: int) -> Iterator[Bound]:
        """The overlap units whose last word is written."""
        while self.closing and self.closing[-1][0] <= position:
            yield Bound(self.closing.pop()[1], begins=False)

    def _up_to(self, passage: int) -> Iterator[Event]:
        """End passages and begin others, up to one."""
        while self.number < passage:
            yield from self._words(self.passages[self.number].end)
            yield End(self.passages[self.number])
            self.number += 1
            yield Begin(self.passages[self.number])

    def _words(self, end: int) -> Iterator[Event]:
        """Agreed words up to a base token, broken where a lacuna of a witness begins or ends."""
        while self.position < end:
            yield from self._due_edges(self.position)
            yield from self._closed(self.position)
            yield from self._opened(self.position)
            bounds = (b[-1][0] for b in (self.opening, self.closing) if b)
            cut = min([end, *bounds, *(edge[0] for edge in self.edges[:1])])
            yield Words(self.position, cut)
            self.position, self.blank = cut, _NONE
            yield from self._due_edges(cut, ends_only=True)
            yield from self._closed(cut)
            if _gap(self.base.starts, self.base.ends, cut) and cut < end:
                yield Blank()

    def _due_edges(self, position: int, ends_only: bool = False) -> Iterator[Event]:
        while self.edges and self.edges[0][0] <= position:
            if ends_only and self.edges[0][1]:
                return
            _, begins, siglum = self.edges.pop(0)
            yield Edge(siglum, begins)

    def _spacing(
        self, unit: VariationUnit, start: int, end: int
    ) -> tuple[bool, bool, tuple[tuple[bool, bool], ...]]:
        """Is there a blank outside, before and after; and inside, for each reading.

        Where the base has no words there is one blank outside at most, and none beside a border of
        the passage: what a text that is read back would not show is the readings' own.
        """
        passage = self.passages[self.number]
        wants = [self._wants(reading) for reading in unit.readings]
        before = all(left for left, _ in wants) and self.blank != _BEFORE
        after = all(right for _, right in wants)
        if start == end:
            before = before and start < passage.end
            after = after and not (self.blank or before) and start > passage.start
        inside = []
        for reading, (left, right) in zip(unit.readings, wants):
            if reading.text:
                inside.append((left and not before, right and not after))
            else:  # one gap only; without a blank somewhere its neighbours would be glued
                inside.append((left and not before and not after, False))
        return before, after, tuple(inside)

    def _wants(self, reading: Reading) -> tuple[bool, bool]:
        """White space before and after a reading: where one of its witnesses has some.

        White space is not part of a reading, so witnesses that share one may differ in it; better
        parted than glued.
        """
        found = [self._gaps(block) for block in reading.blocks]
        return any(left for left, _ in found), any(right for _, right in found)

    def _gaps(self, block: Block) -> tuple[bool, bool]:
        witness = self.table.witnesses[self.table.index(block.siglum)]
        left = _gap(witness.starts, witness.ends, block.start)
        return left, _gap(witness.starts, witness.ends, block.end)


def _gap(starts: Sequence[int], ends: Sequence[int], token: int) -> bool:
    """Is there white space before a token? At both ends of a text there is."""
    return token <= 0 or token >= len(starts) or ends[token - 1] < starts[token]


def _edges(apparatus: Apparatus, base: int) -> list[tuple[int, bool, str]]:
    """Where lacunae of witnesses begin and end among agreed words, by base token; ends first."""
    table = apparatus.collation
    if not any(table.lacunae):
        return []
    static = bytearray(b"\1") * len(table)
    for unit in apparatus.units:
        if not unit.overlap:
            static[unit.start : unit.end] = bytes(unit.end - unit.start)
    starts, ends = table.starts[base], table.ends[base]
    found = []
    for siglum, ranges in zip(table.sigla, table.lacunae):
        for a, b in ranges:
            agreed = [c for c in range(a, b) if static[c] and ends[c] > starts[c]]
            if agreed:
                found.append((starts[agreed[0]], True, siglum))
                found.append((ends[agreed[-1]], False, siglum))
    return sorted(found)
