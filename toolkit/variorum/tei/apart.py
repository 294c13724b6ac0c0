"""Entries around others, written piece by piece: a long omission and the variants within."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate, pairwise

from .notes import Note, Said


def apart(notes: list[Note], string: str) -> list[Note]:
    """The notes, with those around others written piece by piece.

    Such a note says of its witnesses that they have the base's words or none: what the notes within
    it say of some of these words is more exact.
    """
    ordered = sorted(notes, key=lambda n: n.start)
    starts = [note.start for note in ordered]
    plain = {id(note) for note in notes if _is_plain(note, string)}
    crossing: set[int] = set()
    outer = []
    for note in ordered:
        if id(note) not in plain:
            continue
        near = ordered[bisect_left(starts, note.start) : bisect_right(starts, note.end)]
        crossed = [n for n in near if id(n) in plain and note.start < n.start < note.end < n.end]
        crossing.update(map(id, (note, *crossed) if crossed else ()))
        if id(note) in crossing or any(_within(other, note) for other in near):
            outer.append(note)
    long = set(map(id, outer))
    reach = _Reach([note for note in notes if id(note) not in long])
    outer = [n for n in outer if not (reach.over(n.start) or reach.over(n.end))]
    if not outer:
        return notes
    long = set(map(id, outer))
    taken = [note for note in notes if id(note) not in long]
    reach = _Reach(taken)
    edges = {edge for note in notes for edge in (note.start, note.end)}
    borders = sorted(edge for edge in edges if any(n.start <= edge <= n.end for n in outer))
    pieces = []
    for start, end in pairwise(borders):
        around = [n for n in outer if n.start <= start and end <= n.end]
        words = string[start:end].strip()
        if around and words and not reach.around(start, end):
            first = start + string[start:end].index(words)
            pieces.append(_piece(around, first, words))
    return [*taken, *pieces]


class _Reach:
    """How far the notes reach that begin before a place."""

    def __init__(self, notes: list[Note]) -> None:
        ordered = sorted(notes, key=lambda n: n.start)
        self._starts = [note.start for note in ordered]
        self._ends = list(accumulate((note.end for note in ordered), max))

    def over(self, edge: int) -> bool:
        """Does a note begin before a place and end after it?"""
        count = bisect_left(self._starts, edge)
        return count > 0 and self._ends[count - 1] > edge

    def around(self, start: int, end: int) -> bool:
        """Does a note stand on all of a range?"""
        count = bisect_right(self._starts, start)
        return count > 0 and self._ends[count - 1] >= end


def _is_plain(note: Note, string: str) -> bool:
    """Has everybody in a note the base's words, or none?"""
    own = "".join(string[note.start : note.end].split())
    return bool(own) and all("".join(s.text.split()) in ("", own) for s in note.readings)


def _within(note: Note, outer: Note) -> bool:
    """Does a note stand within another, on fewer words?"""
    held = outer.start <= note.start and note.end <= outer.end
    inside = note.end > note.start or outer.start < note.start < outer.end
    return held and inside and (note.start, note.end) != (outer.start, outer.end)


def _piece(around: list[Note], start: int, words: str) -> Note:
    """What notes around others say of words for which no other speaks."""
    silent = frozenset[str]().union(
        *(s.sigla for n in around for s in n.readings if not s.text and not s.lacunose)
    )
    lost = frozenset[str]().union(*(s.sigla for n in around for s in n.readings if s.lacunose))
    have = frozenset[str]().union(*(s.sigla for n in around for s in n.readings if s.text))
    said = (
        Said(words, have - silent - lost), Said("", silent - lost), Said("", lost, lacunose=True),
    )  # fmt: skip
    return replace(
        around[0], start=start, end=start + len(words), readings=said, ahead=0, behind=0,
        positive=False, around=tuple(n.app for n in around[1:]),
    )  # fmt: skip
