"""Bring an apparatus into the shape that a method of TEI needs; the texts never change.

Parallel segmentation says where a witness stops being extant by milestones; the pointing methods
need a unit for it (`with_lacunae`). The location-referenced method finds a place by its lemma, so
every unit that can has one (`with_lemmata`). Units that come to overlap are merged to the union of
their spans, with each witness's full text: always right, if less fine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from ..model import Apparatus, Collation, EncodedReading, EncodedUnit, VariationUnit
from .columns import passage_columns, token_texts
from .edition import Options, UnitMaker
from .segments import segmented


def rebuilt(apparatus: Apparatus, spans: Iterable[tuple[int, int]]) -> Apparatus:
    """The apparatus with units over these column ranges.

    A unit whose range is unchanged stays as it is, with its id, classes and decisions; one that is
    widened by words on which all agree keeps what is said of its readings.
    """
    known = {(unit.start, unit.end): unit for unit in apparatus.units}
    options = Options(classes=apparatus.classes, layers=apparatus.layers)
    maker = UnitMaker(apparatus.collation, apparatus.base, options)
    taken = {unit.id for unit in apparatus.units}
    units = []
    for start, end in spans:
        unit = known.get((start, end))
        if unit is None:
            inner = [u for u in apparatus.units if start <= u.start and u.end <= end]
            said = _widened_by(apparatus, inner[0], start, end) if len(inner) == 1 else None
            unit = maker.unit(start, end, inner[0].id if inner else _fresh(taken), said)
        units.append(unit)
    return replace(apparatus, units=tuple(units))


def _widened_by(apparatus: Apparatus, old: VariationUnit, start: int, end: int) -> EncodedUnit:
    """What is said of a unit, for the wider columns `start:end`."""
    table = apparatus.collation
    base = table.index(apparatus.base)
    before = token_texts(table, base, start, old.start)
    after = token_texts(table, base, old.end, end)
    return EncodedUnit(
        start, end, old.id, old.layer,
        tuple(EncodedReading(r.sigla, r.cls, r.label, r.place, r.kind) for r in old.readings),
        tuple(
            replace(c, text=" ".join([*before, *c.text.split(), *after])) for c in old.conjectures
        ),
        old.notes,
    )  # fmt: skip


def _fresh(taken: set[str]) -> str:
    number = len(taken) + 1
    while f"u{number}" in taken:
        number += 1
    taken.add(f"u{number}")
    return f"u{number}"


def merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Column ranges with overlapping ones joined to their union; in order.

    >>> list(merged([(4, 6), (0, 2), (1, 3)]))
    [(0, 3), (4, 6)]
    """
    run: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if run and start < run[1]:
            run = (run[0], max(run[1], end))
            continue
        if run:
            yield run
        run = (start, end)
    if run:
        yield run


def with_lacunae(apparatus: Apparatus) -> Apparatus:
    """Units also where all extant witnesses agree but some are lacunose, passage by passage."""
    apparatus = segmented(apparatus)
    table = apparatus.collation
    if not any(table.lacunae):
        return apparatus
    borders = {edge for ranges in table.lacunae for pair in ranges for edge in pair}
    borders |= set(passage_columns(table, table.index(apparatus.base)))
    added = []
    for start, end in _agreed(apparatus):
        cuts = [start, *sorted(b for b in borders if start < b < end), end]
        for a, b in pairwise(cuts):
            if any(table.lacunose(w, a) for w in range(len(table.witnesses))):
                added.append((a, b))
    return rebuilt(apparatus, sorted([*_spans(apparatus), *added]))


def with_lemmata(apparatus: Apparatus) -> Apparatus:
    """Units widened to the neighbouring word of the base where they have no lemma of their own.

    Where there is none, since the base is not extant there or is empty, they stay without.
    """
    apparatus = segmented(apparatus)
    spans = list(_spans(apparatus))
    while True:
        widened = list(merged(_widened(apparatus, spans)))
        if widened == spans:
            return rebuilt(apparatus, spans)
        spans = widened


def _widened(apparatus: Apparatus, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    table = apparatus.collation
    base = table.index(apparatus.base)
    firsts = [*passage_columns(table, base), len(table)]
    varied = {c for start, end in spans for c in range(start, end)}
    for start, end in spans:
        if any(table.cell(base, c) for c in range(start, end)):
            yield start, end
            continue
        low = max((f for f in firsts if f <= start), default=0)
        high = min((f for f in firsts if f > start), default=len(table))
        inside = (range(start - 1, low - 1, -1), range(end, high))
        around = (range(low - 1, -1, -1), range(high, len(table)))
        before, after = (_first_word(table, base, columns) for columns in inside)
        if before is None and after is None:
            before, after = (_first_word(table, base, columns) for columns in around)
        if table.lacunose(base, start) or (before is None and after is None):
            yield start, end
            continue
        if before in varied and after is not None and after not in varied:
            before = None  # the word before has an entry of its own
        yield (before, end) if before is not None else (start, (after or 0) + 1)


def _first_word(table: Collation, base: int, columns: range) -> int | None:
    """The first of some columns in which the base has a word."""
    return next((c for c in columns if table.cell(base, c)), None)


def _spans(apparatus: Apparatus) -> Iterator[tuple[int, int]]:
    return ((unit.start, unit.end) for unit in apparatus.units)


def _agreed(apparatus: Apparatus) -> Iterator[tuple[int, int]]:
    """The column ranges between the units."""
    column = 0
    for unit in apparatus.units:
        if unit.start > column:
            yield column, unit.start
        column = unit.end
    if column < len(apparatus.collation):
        yield column, len(apparatus.collation)
