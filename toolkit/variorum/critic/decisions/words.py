"""Words that belong together or do not: what the collation is told, and whether it obeyed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import combinations, product

from ...model import Block, Collation, Link, Links, Synopsis, Transposition
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


def moved(table: Collation, docket: Docket) -> Collation:
    """The table with its moves linked and unlinked as was decided."""
    columns = Columns(table)
    moves = list(table.transpositions)
    for standing in docket.of("transpose"):
        if absent := [s.siglum for s in standing.spots if s.siglum not in table.sigla]:
            docket.stale(standing, f"{absent[0]} is not collated here")
            continue
        here, there = sorted(standing.spots, key=lambda spot: columns.span(spot).start)
        over = [move for move in moves if _is_of(move, here) and _is_of(move, there)]
        if standing.ruling == "unlink" and not over:
            docket.stale(standing, "nothing moved there")
            continue
        if standing.ruling == "link" and _meet(columns.span(here), columns.span(there)):
            docket.contradicted(standing, "these words stand opposite each other")
            continue
        moves = [move for move in moves if move not in over]
        if standing.ruling == "link":
            moves.append(Transposition((_block(here),), (_block(there),)))
        docket.applied(standing)
    return replace(table, transpositions=tuple(moves))


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def linked(links: Links, docket: Docket) -> Links:
    """The links of words as was decided: none across words apart, one between words together.

    Words that stand in different rows cannot be linked.
    """
    sigla = links.synopsis.sigla
    apart, joined = docket.of("apart"), _allowed(docket)
    rows = [_rows_of(links.synopsis, w) for w in range(len(sigla))]
    made = []
    for a, b, by_row in links.pairs:
        found = [list(own) for own in by_row]
        for standing in (*apart, *joined):
            one, other = ([s for s in standing.spots if s.siglum == sigla[w]] for w in (a, b))
            if one and other:
                _relink(found, one[0], other[0], standing.kind == "align", rows[a], rows[b])
        made.append((a, b, tuple(map(tuple, found))))
    for standing in (*apart, *joined):
        _tell_linked(standing, docket, sigla, rows)
    return replace(links, pairs=tuple(made))


def _rows_of(synopsis: Synopsis, w: int) -> dict[int, int]:
    """The row of each token of a witness."""
    return {i: r for r in range(len(synopsis.rows)) for i in synopsis.tokens(r, w)}


def _relink(
    found: list[list[Link]], one: Spot, other: Spot, together: bool, rows: dict[int, int],
    beside: dict[int, int],
) -> None:  # fmt: skip
    row = rows.get(one.start, -1)
    if row < 0 or row != beside.get(other.start):
        return
    left, right = set(one.tokens), set(other.tokens)

    def stays(link: Link) -> bool:
        a, b = not left.isdisjoint(link.a), not right.isdisjoint(link.b)
        return not (a or b) if together else not (a and b)

    found[row] = [link for link in found[row] if stays(link)]
    if together:
        several = len(left) > 1 or len(right) > 1
        made = Link(tuple(one.tokens), tuple(other.tokens), "phrase" if several else "same")
        found[row] = sorted([*found[row], made], key=lambda link: (link.a, link.b))


def _tell_linked(
    standing: Standing, docket: Docket, sigla: Collection[str], rows: list[dict[int, int]]
) -> None:
    index = {siglum: w for w, siglum in enumerate(sigla)}
    if absent := [s.siglum for s in standing.spots if s.siglum not in index]:
        return docket.stale(standing, f"{absent[0]} is not aligned here")
    held = {rows[index[s.siglum]].get(s.start) for s in standing.spots}
    if standing.kind == "align" and len(held) > 1:
        return docket.contradicted(
            standing, "their passages are in different rows; put those together first"
        )
    return docket.applied(standing)


def _block(spot: Spot) -> Block:
    return Block(spot.siglum, spot.start, spot.end)


def _is_of(move: Transposition, spot: Spot) -> bool:
    """Does a move have some of these words in one of its places?"""
    return any(
        b.siglum == spot.siglum and b.start < spot.end and spot.start < b.end
        for b in (*move.here, *move.there)
    )


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
