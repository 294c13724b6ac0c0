"""What a TEI apparatus holds beside its witnesses: the table, and which witness is the base."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..model import Collation, Finding, Severity, Signature, Witness
from ..text import xml
from ..text.build import witness_from_text
from ..text.normal import Pipeline
from .apart import apart
from .notes import Note, assembled, merged, text_of
from .pointing import Pointed
from .readings import Sigla, in_place, is_whole, readings, wit
from .segmented import Segment, recorded, segments, tabulate
from .spans import Piece, spans
from .text import Wanted
from .variation import Entry, encoded, moved

_BASE = re.compile(r"\|base:([^|]+)")
EDITED = "base"  # the siglum of a base text that no witness claims

Finish = Callable[[Any, str], Witness]  # a Flow and a siglum -> the witness


@dataclass(frozen=True, slots=True)
class Held:
    """Witnesses, their table with its units, and what could not be placed."""

    witnesses: tuple[Witness, ...]
    collation: Collation
    findings: tuple[Finding, ...] = ()
    pointing: bool = False  # of entries that point; else of those in their place


def in_its_place(
    text: Any, sigla: Sequence[str], wanted: Wanted, ids: dict[Any, str], finish: Finish
) -> Held:
    """The table of an apparatus in parallel segmentation."""
    known = wanted.known
    read = [recorded(text, replace(wanted, siglum=s), ids) for s in sigla]
    parts, apps = segments(text, [flow.length for flow, _ in read], [found for _, found in read])
    witnesses = tuple(finish(flow, s) for s, (flow, _) in zip(sigla, read))
    table, columns = tabulate(witnesses, parts)
    base = declared_base(text) or _lemma_base(text, sigla, known)
    return _held(table, [(c, (app,)) for c, app in zip(columns, apps)], base, known)


def _held(
    table: Collation, entries: Sequence[Entry], base: str, known: Sigla,
    findings: Sequence[Finding] = (),
) -> Held:  # fmt: skip
    """The table with what its entries say beside their texts."""
    table = replace(
        table, signature=Signature().adding(base=base), transpositions=moved(table, entries)
    )
    table = replace(table, encoded=encoded(entries, table, base, known))
    return Held(table.witnesses, table, tuple(findings))


def pointing_at(
    text: Any, name: str, wanted: Wanted, ids: dict[Any, str], normal: Pipeline, language: str
) -> Held:
    """The table of an apparatus by end points or by place: the base and what differs from it."""
    declared = declared_base(text)
    known = wanted.known
    pointed = Pointed(text, name, wanted, ids, bool(declared))
    runs = merged(apart(pointed.notes, pointed.string))
    base = declared or EDITED
    named = {s for note in pointed.notes for said in note.readings for s in said.sigla}
    others = [*known.listed, *sorted(named - set(known.listed))]
    sigla = list(dict.fromkeys([*([] if base in others else [base]), *others]))
    shape = pointed.flow.witness(base, normal=normal)
    made = [_assembled(pointed.string, shape, runs, s, normal, language, known) for s in sigla]
    witnesses = tuple(w for w, _ in made)
    parts = [
        Segment(
            tuple(own[k][0] for _, own in made),
            tuple(own[k][1] for _, own in made),
            k % 2 == 0,
        )
        for k in range(2 * len(runs) + 1)
    ]
    table, columns = tabulate(witnesses, parts)
    findings = [*pointed.findings, *_contradictions(runs, sigla, pointed.string, name)]
    entries = [
        (c, tuple(app for note in run for app in (note.app, *note.around)))
        for c, run in zip(columns, runs)
    ]
    return replace(_held(table, entries, base, known, findings), pointing=True)


def _assembled(
    string: str, shape: Witness, runs: list[list[Note]], siglum: str, normal: Pipeline,
    language: str, known: Sigla,
) -> tuple[Witness, list[tuple[int, bool]]]:  # fmt: skip
    """One witness of a pointing apparatus, and for each piece where it ends and whether it is
    lacunose. Its passages begin where the base's do."""
    parts: list[str] = []
    own: list[tuple[int, bool]] = []
    gaps: list[tuple[int, str, str]] = []
    length, source = 0, 0
    pieces: list[Piece] = []
    for number, (text, gone, _agreed) in enumerate(assembled(runs, siglum, string)):
        if parts and parts[-1][-1:].isspace():
            cut = len(text) - len(text.lstrip(" "))
            text = text[cut:]
        end = _source_end(runs, number, len(string))
        pieces.append(Piece(source, end, length, text))
        source = end
        if gone:
            gaps.append((length, "not extant", ""))
        if text:
            parts.append(text)
        length += len(text)
        own.append((length, gone))
    whole = "".join(parts)
    bounds = _bounds(shape, pieces, length)
    witness = witness_from_text(
        siglum, whole, normal=normal, bounds=bounds or None,
        ids=[p.id for p in shape.passages] if bounds else None,
        kinds=[p.kind for p in shape.passages] if bounds else None,
        spans=spans(pieces, runs, siglum, shape.spans),
        gaps=gaps, language=language, title=known.titles.get(siglum, ""),
    )  # fmt: skip
    return witness, own


def _source_end(runs: list[list[Note]], number: int, last: int) -> int:
    """Where piece `number` ends in the base text."""
    run, varying = divmod(number, 2)
    if run == len(runs):
        return last
    if varying:
        return max(n.last for n in runs[run])
    return min(n.first for n in runs[run])


def _bounds(shape: Witness, pieces: list[Piece], length: int) -> list[tuple[int, int]]:
    """The base's passages in the witness's own characters.

    What is inserted at the head of a line of the base, after its break, is the new passage's.
    """
    starts = []
    sources = [piece.start for piece in pieces]
    for passage in shape.passages:
        at = shape.starts[passage.start] if passage.start < len(shape) else len(shape.text)
        number = bisect_right(sources, at) - 1
        if sources[number] == at and shape.text[at - 1 : at] == "\n":
            number = bisect_left(sources, at)
        piece = pieces[number]
        starts.append(min(piece.own + at - piece.start, length))
    return list(zip(starts, [*starts[1:], length]))


def _contradictions(
    runs: list[list[Note]], sigla: Sequence[str], string: str, name: str
) -> list[Finding]:
    found = []
    for siglum in sigla:
        for run in runs:
            for note in text_of(siglum, run, string)[2]:
                message = f"two entries that overlap give {siglum} different readings"
                found.append(
                    Finding(name, note.line, 0, "TEI013", "app-overlap", Severity.WARNING, message)
                )
    return found


def declared_base(text: Any) -> str:
    """The base that our own signature names."""
    root = text.getroottree().getroot()
    for node in root.iter(f"{{{xml.TEI}}}application"):
        if node.get("ident") == "variorum" and (found := _BASE.search(xml.string(node))):
            return found[1].strip()
    return ""


def _lemma_base(text: Any, sigla: Sequence[str], known: Sigla) -> str:
    """The witness that most often has the lemma, the first where it ties."""
    votes: Counter[str] = Counter()
    for app in text.iter("app", f"{{{xml.TEI}}}app"):
        for part in readings(app) if in_place(app) else ():
            if xml.local(part) == "lem" and (named := wit(part)) and not is_whole(app):
                votes.update(s for s in known.of(named) if s in sigla)
    return max(sigla, key=lambda s: (votes[s], -list(sigla).index(s))) if sigla else ""


__all__ = ["Held", "declared_base", "in_its_place", "pointing_at"]
