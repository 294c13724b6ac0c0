"""Plain text, read as it was meant: its passages (`text.layout`), and what of a page is not text
(`text.furniture`).

Where there is no furniture the text is that of the file, character for character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ..model import Finding, Severity, Source, Span
from ..text import furniture
from ..text.brackets import bracket_spans
from ..text.build import witness_from_text
from ..text.encoding import decode
from ..text.layout import blocks
from ._options import Options

SUFFIXES = (".txt", ".text")
_NEW_LINE = re.compile("\r\n|\r|\n")
_PAGES = ("page-number", "running-head")


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read a plain text as one witness; raises `ReadError` if it is not text."""
    whole = decode(data, name=name, encoding=options.encoding)
    pieces = furniture.find(whole) if options.furniture == "drop" else ()
    text = furniture.without(whole, pieces)
    places = [furniture.moved(p.start, pieces) for p in pieces]
    found = blocks(text, [at for at, p in zip(places, pieces) if p.kind in _PAGES])
    witness = witness_from_text(
        options.siglum_for(name),
        text,
        normal=options.normal,
        bounds=[(b.start, b.end) for b in found] or None,
        kinds=[b.kind for b in found] or None,
        lines=_lines(whole, text, pieces, [b.line for b in found]) or None,
        spans=_spans(text, pieces, places) if pieces else None,
        notes=_notes(pieces, places),
        language=options.language,
    )
    return Source((witness,), reader="txt", findings=_findings(name, pieces))


def _lines(whole: str, text: str, pieces: Sequence[furniture.Piece], lines: list[int]) -> list[int]:
    """The line of the file for each line of the text."""
    if not pieces:
        return lines
    starts = [0, *(m.end() for m in _NEW_LINE.finditer(text))]
    ends = [m.end() for m in _NEW_LINE.finditer(whole)]
    gone, at, found = 0, 0, []
    for number in lines:
        offset = starts[number - 1]
        while at < len(pieces) and pieces[at].start - gone <= offset:
            gone += pieces[at].end - pieces[at].start
            at += 1
        found.append(bisect_right(ends, offset + gone) + 1)
    return found


def _spans(text: str, pieces: Sequence[furniture.Piece], places: Sequence[int]) -> tuple[Span, ...]:
    """Brackets, and a `pb` where a page begins."""
    pages = [
        Span("pb", at, at, (("n", piece.said),))
        for at, piece in zip(places, pieces)
        if piece.kind == "page-number"
    ]
    return tuple(sorted((*bracket_spans(text), *pages), key=lambda s: s.start))


def _notes(pieces: Sequence[furniture.Piece], places: Sequence[int]) -> list[tuple[int, str, str]]:
    """Marks of notes, with the text of the note where the file has it."""
    footnotes = (p.said.partition(" ") for p in pieces if p.kind == "footnote")
    said = {mark: note for mark, _, note in footnotes}
    marks = [(at, p.said) for at, p in zip(places, pieces) if p.kind == "note-mark"]
    return [
        (at, said.get(mark) or mark, "footnote" if mark in said else "mark") for at, mark in marks
    ]


def _findings(name: str, pieces: Sequence[furniture.Piece]) -> tuple[Finding, ...]:
    if not pieces:
        return ()
    message = f"not read as text: {furniture.report(pieces)}"
    return (Finding(name, 0, 0, "TXT010", "furniture", Severity.INFO, message),)
