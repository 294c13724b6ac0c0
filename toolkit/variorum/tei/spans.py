"""The inline markup of a witness whose text is put together from a base and its readings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model import Span
from ..text.brackets import bracket_spans
from .notes import Note


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters from `start` of the base text on, as they stand in the witness from `own` on."""

    start: int
    end: int
    own: int
    text: str


def spans(
    pieces: Sequence[Piece], runs: Sequence[Sequence[Note]], siglum: str, base: Sequence[Span]
) -> tuple[Span, ...]:
    """Markup of the base where the witness has the base's words, of its readings elsewhere.

    Pieces are in turn agreed and varying. An element of the base both of whose ends stand in
    agreed text goes around what the witness has between them.
    """
    kept: dict[int, Piece] = {}
    found: list[Span] = []
    for number, piece in enumerate(pieces):
        run = runs[number // 2] if number % 2 else ()
        said = [s for note in run for s in note.readings if siglum in s.sigla]
        if not said:
            kept[number] = piece
        elif len(run) == 1 and (words := said[0].text.strip()) and words in piece.text:
            at = piece.own + piece.text.index(words)
            found += (replace(s, start=s.start + at, end=s.end + at) for s in said[0].spans)
    starts = [piece.start for piece in pieces]
    ends = {p for run in runs for note in run for p in (note.app.get("from"), note.app.get("to"))}
    for span in base:
        if span.name == "bracket" or (span.name == "anchor" and f"#{span.get('xml:id')}" in ends):
            continue
        first = kept.get(bisect_right(starts, span.start) - 1)
        last = kept.get(bisect_right(starts, max(span.end - 1, span.start)) - 1)
        if first and last and span.start <= first.end and span.end <= last.end:
            start = first.own + min(span.start - first.start, len(first.text))
            end = last.own + min(span.end - last.start, len(last.text))
            if start < end or span.start == span.end:
                found.append(replace(span, start=start, end=max(end, start)))
    whole = "".join(piece.text for piece in pieces)
    found += bracket_spans(whole)
    return tuple(sorted(found, key=lambda s: (s.start, s.depth)))
