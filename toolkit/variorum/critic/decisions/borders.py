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
    work = _Work(docket, table)
    for standing in docket.of("align", "apart", "unit"):
        work.obey(standing)
    joins = work.merged()
    kept = _of_conjectures(docket, work.columns, joins)
    return Borders(frozenset(work.cuts), tuple(joins), frozenset(kept))


class _Work:
    """Borders and joined entries, each with the decision that says so."""

    def __init__(self, docket: Docket, table: Collation) -> None:
        self.docket = docket
        self.table = table
        self.columns = Columns(table)
        self.known = set(table.sigla)
        self.cuts: dict[int, Standing] = {}
        self.joins: list[tuple[int, int, Standing]] = []

    def obey(self, standing: Standing) -> None:
        spots = [s for s in standing.spots if s.siglum in self.known]
        spans = sorted((self.columns.span(s) for s in spots), key=lambda r: r.start)
        if not spans:
            return
        if standing.kind == "apart":
            self._cut(standing, [b.start for a, b in pairwise(spans) if a.stop <= b.start])
        elif standing.kind == "unit" and standing.ruling == "split":
            self._cut(standing, [span.start for span in spans])
        elif standing.kind == "unit" or any(len(s.tokens) > 1 for s in spots):
            self._join(standing, spans[0].start, max(s.stop for s in spans))

    def _cut(self, standing: Standing, at: Iterable[int]) -> None:
        for c in at:
            self.cuts[c] = standing
            for a, b, old in [one for one in self.joins if one[0] < c < one[1]]:
                self.joins.remove((a, b, old))
                self._overrule(old, standing)

    def _join(self, standing: Standing, start: int, end: int) -> None:
        """One entry, if it lies in one row."""
        if bisect_right(self.table.rows, start) != bisect_right(self.table.rows, end - 1):
            return
        for c in [c for c in self.cuts if start < c < end]:
            self._overrule(self.cuts.pop(c), standing)
        self.joins.append((start, end, standing))

    def _overrule(self, old: Standing, new: Standing) -> None:
        if old.kind == "unit" and old is not new:
            self.docket.overruled(old, new)

    def merged(self) -> list[Range]:
        """The joined entries from left to right; those that overlap are one."""
        found: list[Range] = []
        for start, end, _ in sorted(self.joins, key=lambda one: one[:2]):
            if found and start < found[-1][1]:
                found[-1] = found[-1][0], max(end, found[-1][1])
            else:
                found.append((start, end))
        return found


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
        return "words that belong together make one entry there" if inside else ""
    first, last = min(s.start for s in spans), max(s.stop for s in spans)
    if any(a <= first and last <= b for a, b in ranges):
        return ""
    if not any(a < last and first < b for a, b in ranges):
        return "no witness differs there now"
    return "their passages are in different rows, or words that stand apart part them"


def _share(spans: Sequence[range], ranges: Sequence[Range]) -> bool:
    """Do words of two places stand in one entry?"""
    return any(
        sum(a < span.stop and span.start < b for span in spans) > 1
        for a, b in ranges
        if len(spans) > 1
    )
