"""Where entries begin and end, as was decided: for the units of one table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...model import Apparatus, Collation
from .docket import Docket, Standing
from .words import Columns

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Borders:
    """Columns before which an entry ends, that are one, that are one though nobody differs."""

    cuts: frozenset[int]
    wholes: tuple[Range, ...]
    kept: frozenset[Range]


def borders(docket: Docket, table: Collation) -> Borders:
    """Where entries begin and end.

    Words that do not belong together are two entries; ranges of words that belong together are
    one. What a later decision says holds over an earlier one.
    """
    columns, known = Columns(table), set(table.sigla)
    cuts: set[int] = set()
    joins: list[Range] = []
    for standing in docket.of("align", "apart", "unit"):
        spots = [s for s in standing.spots if s.siglum in known]
        spans = sorted((columns.span(s) for s in spots), key=lambda r: r.start)
        if not spans:
            continue
        if standing.kind == "apart":
            _cut([b.start for a, b in pairwise(spans) if a.stop <= b.start], cuts, joins)
        elif standing.kind == "unit" and standing.ruling == "split":
            _cut([span.start for span in spans], cuts, joins)
        elif standing.kind == "unit" or any(len(s.tokens) > 1 for s in spots):
            _join((spans[0].start, max(s.stop for s in spans)), cuts, joins, table)
    return Borders(
        frozenset(cuts), tuple(joins), frozenset(_of_conjectures(docket, columns, joins))
    )


def _of_conjectures(docket: Docket, columns: Columns, joins: Sequence[Range]) -> Iterator[Range]:
    """The words that a conjecture replaces are an entry, where no entry is said to be there."""
    known = set(columns.table.sigla)
    taken = list(joins)
    for standing in docket.of("conjecture"):
        if standing.spots[0].siglum in known:
            span = columns.span(standing.spots[0])
            if not any(a < span.stop and span.start < b for a, b in taken):
                taken.append((span.start, span.stop))
                yield span.start, span.stop


def _cut(at: Iterable[int], cuts: set[int], joins: list[Range]) -> None:
    for c in at:
        cuts.add(c)
        joins[:] = [(a, b) for a, b in joins if not a < c < b]


def _join(whole: Range, cuts: set[int], joins: list[Range], table: Collation) -> None:
    """One entry, if it lies in one row; entries that it overlaps are part of it."""
    start, end = whole
    if bisect_right(table.rows, start) != bisect_right(table.rows, end - 1):
        return
    for a, b in [one for one in joins if one[0] < end and start < one[1]]:
        joins.remove((a, b))
        start, end = min(a, start), max(b, end)
    cuts -= {c for c in cuts if start < c < end}
    joins.append((start, end))


def check(docket: Docket, made: Apparatus) -> None:
    """Report of each decision on entries whether the apparatus obeys it."""
    columns = Columns(made.collation)
    known = set(made.collation.sigla)
    ranges = [(unit.start, unit.end) for unit in made.units]
    for standing in docket.of("unit"):
        if any(s.siglum not in known for s in standing.spots):
            docket.stale(standing, "one of its witnesses is not collated here")
        elif why := _fault(standing, [columns.span(s) for s in standing.spots], ranges):
            docket.stale(standing, why)
        else:
            docket.applied(standing)
    for standing in docket.of("apart"):
        spans = [columns.span(s) for s in standing.spots if s.siglum in known]
        if _share(spans, ranges):
            docket.contradicted(standing, "another decision makes one entry of them")


def _fault(standing: Standing, spans: Sequence[range], ranges: Sequence[Range]) -> str:
    if standing.ruling == "split":
        inside = [s for s in spans for a, b in ranges if a < s.start < b]
        return "a later decision joins the entry there" if inside else ""
    first, last = min(s.start for s in spans), max(s.stop for s in spans)
    if any(a <= first and last <= b for a, b in ranges):
        return ""
    if not any(a < last and first < b for a, b in ranges):
        return "no witness differs there now"
    return "they are in two rows, or a later decision parts them"


def _share(spans: Sequence[range], ranges: Sequence[Range]) -> bool:
    """Do words of two places stand in one entry?"""
    return any(
        sum(a < span.stop and span.start < b for span in spans) > 1
        for a, b in ranges
        if len(spans) > 1
    )
