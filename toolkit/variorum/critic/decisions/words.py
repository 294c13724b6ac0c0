"""Words that belong together or do not: what the collation is told, and whether it obeyed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import combinations, product

from ...model import Collation
from .docket import Docket, Spot, Standing

Place = tuple[str, int]
Pair = tuple[Place, Place]


def together(docket: Docket, sigla: Collection[str]) -> list[Pair]:
    """Pairs of tokens to be aligned, without those that later decisions do not allow."""
    return [
        ((first[0], first[1]), other)
        for standing in _allowed(docket)
        for first, *others in _ends(standing)
        for other in others
        if first[0] in sigla and other[0] in sigla
    ]


def decided(table: Collation, docket: Docket) -> Collation:
    """The table with words together and apart as was decided; what it cannot obey is reported."""
    from ...collation.shifting import Wish, shifted

    index = {siglum: w for w, siglum in enumerate(table.sigla)}
    wishes: list[Wish] = []
    whose: list[Standing] = []
    for standing in reversed([*docket.of("apart"), *_allowed(docket)]):
        if absent := [s.siglum for s in standing.spots if s.siglum not in index]:
            docket.stale(standing, f"{absent[0]} is not collated here")
            continue
        made = _ends(standing) if standing.kind == "align" else _each_pair(standing)
        wishes += [
            Wish(tuple((index[s], i) for s, i in group), standing.kind == "align") for group in made
        ]
        whose += [standing] * (len(wishes) - len(whose))
    if not wishes:
        return table
    found, refused = shifted(table, wishes)
    for number, why in refused.items():
        docket.contradicted(whose[number], why)
    for standing in whose:
        docket.applied(standing)
    return found


def _allowed(docket: Docket) -> list[Standing]:
    """The decisions that put words together and that no later one crosses."""
    held: dict[tuple[str, str], list[tuple[Spot, Spot, Standing]]] = {}
    kept: list[Standing] = []
    for standing in reversed(docket.of("align")):
        if against := _against(standing, held):
            docket.contradicted(standing, f"it crosses {docket.name(against.decision)}")
            continue
        for a, b in _pairs(standing):
            own = held.setdefault((a.siglum, b.siglum), [])
            own.insert(bisect_left(own, a.start, key=lambda e: e[0].start), (a, b, standing))
        kept.append(standing)
    return kept[::-1]


def _each_pair(standing: Standing) -> list[tuple[Place, ...]]:
    return [
        ((a.siglum, i), (b.siglum, j))
        for a, b in _pairs(standing)
        for i, j in product(a.tokens, b.tokens)
    ]


def _pairs(standing: Standing) -> Iterator[tuple[Spot, Spot]]:
    yield from combinations(sorted(standing.spots, key=lambda s: s.siglum), 2)


def _ends(standing: Standing) -> list[tuple[Place, ...]]:
    """The words that share a column: the first of all, and the last where several have more."""
    spots = sorted(standing.spots, key=lambda s: s.siglum)
    several = [s for s in spots if len(s.tokens) > 1]
    found = [tuple((s.siglum, s.start) for s in spots)]
    return [*found, tuple((s.siglum, s.end - 1) for s in several)] if len(several) > 1 else found


def _against(
    standing: Standing, held: dict[tuple[str, str], list[tuple[Spot, Spot, Standing]]]
) -> Standing | None:
    """A decision, held already, that puts words together across these."""
    for a, b in _pairs(standing):
        own = held.get((a.siglum, b.siglum), [])
        at = bisect_left(own, a.start, key=lambda e: e[0].start)
        for left, right, other in own[max(at - 1, 0) : at + 2]:
            before = left.end <= a.start and right.end <= b.start
            after = a.end <= left.start and b.end <= right.start
            if not (before or after or (left, right) == (a, b)):
                return other
    return None


class Columns:
    """In which column of a table each token of a witness stands."""

    def __init__(self, table: Collation) -> None:
        self.table = table
        self._of: dict[str, list[int]] = {}

    def of(self, siglum: str) -> list[int]:
        """By token."""
        if siglum not in self._of:
            w = self.table.index(siglum)
            found = [0] * len(self.table.witnesses[w])
            for c, (start, end) in enumerate(zip(self.table.starts[w], self.table.ends[w])):
                if end == start + 1:
                    found[start] = c
                else:
                    found[start:end] = [c] * (end - start)
            self._of[siglum] = found
        return self._of[siglum]

    def span(self, spot: Spot) -> range:
        """The columns over which some words stand."""
        own = self.of(spot.siglum)[spot.start : spot.end]
        return range(min(own), max(own) + 1) if own else range(0)
