"""Make a table without crossings: a row that stands elsewhere in some witness becomes two."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..model.collation import Block, Collation, Transposition
from .table import as_array, lacuna_ranges

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class _Strip:
    """One row of the new table: a row of the old one, for some witnesses only."""

    row: int
    witnesses: tuple[int, ...]


def straighten(collation: Collation) -> Collation:
    """Make every witness read from left to right; a straight table comes back as it is.

    For each witness the rows out of its order are taken from where they stand (as few tokens as
    can be) and put where the witness has them; witnesses that agree share the new row. Both
    places are linked by a `Transposition`; what was linked before stays so.
    """
    if collation.straight:
        return collation
    strips = list(_strips(collation))
    columns = [
        (strip, c)
        for strip in strips
        for c in range(collation.rows[strip.row], collation.rows[strip.row + 1])
        if any(collation.cell(w, c) for w in strip.witnesses)
    ]
    bounds = _bounds(strips, [strip for strip, _ in columns])
    starts, ends = _cells(collation, columns)
    lacunae = [
        tuple(lacuna_ranges(witness, a, b))
        for witness, a, b in zip(collation.witnesses, starts, ends, strict=True)
    ]
    return replace(
        collation,
        starts=tuple(as_array(s) for s in starts),
        ends=tuple(as_array(e) for e in ends),
        rows=as_array(bounds),
        lacunae=tuple(lacunae),
        transpositions=collation.transpositions + tuple(_links(collation, strips)),
        ties=(),  # ties name columns of the old table
        straight=True,
    )


def _strips(collation: Collation) -> Iterator[_Strip]:
    """The rows of the new table, in order."""
    size, count = len(collation.witnesses), len(collation.rows) - 1
    away: dict[int, set[int]] = {}  # row -> witnesses that have it elsewhere
    inserts: dict[int, dict[tuple[int, ...], list[int]]] = {}  # after row -> rows -> witnesses
    for w in range(size):
        for after, rows in _moves(collation, w).items():
            inserts.setdefault(after, {}).setdefault(rows, []).append(w)
            for row in rows:
                away.setdefault(row, set()).add(w)
    for row in range(-1, count):
        if row >= 0:
            yield _Strip(row, tuple(w for w in range(size) if w not in away.get(row, ())))
        for rows, witnesses in sorted(inserts.get(row, {}).items()):
            for moved in rows:
                yield _Strip(moved, tuple(witnesses))


def _moves(collation: Collation, w: int) -> dict[int, tuple[int, ...]]:
    """Rows out of order for a witness, by the row in its own order after which they belong."""
    extents = _extents(collation, w)
    kept = _heaviest_rise(extents)
    in_text = sorted(extents, key=lambda x: x[1])
    moves: dict[int, list[int]] = {}
    last = -1
    for row, _, _ in in_text:
        if row in kept:
            last = row
        else:
            moves.setdefault(last, []).append(row)
    return {after: tuple(rows) for after, rows in moves.items()}


def _extents(collation: Collation, w: int) -> list[tuple[int, int, int]]:
    """(row, first token, number of tokens) of the rows in which a witness has something."""
    found = []
    starts, ends = collation.starts[w], collation.ends[w]
    for row in range(len(collation.rows) - 1):
        span = range(collation.rows[row], collation.rows[row + 1])
        filled = [c for c in span if ends[c] > starts[c]]
        if filled:
            tokens = sum(ends[c] - starts[c] for c in filled)
            found.append((row, min(starts[c] for c in filled), tokens))
    return found


def _heaviest_rise(extents: list[tuple[int, int, int]]) -> set[int]:
    """The rows whose tokens rise, with the most tokens; ties keep the earlier rows.

    A tree of running maxima over the sorted first tokens (Fenwick, 1994): n log n.
    """
    order = sorted(first for _, first, _ in extents)
    tree: list[tuple[int, int]] = [(0, 0)] * (len(order) + 1)  # (tokens, -index - 1)
    before: list[int] = []
    best_end, best = -1, 0
    for index, (_, first, tokens) in enumerate(extents):
        place = bisect_left(order, first)
        top = (0, 0)
        i = place
        while i > 0:
            top = max(top, tree[i])
            i -= i & -i
        before.append(-top[1] - 1)
        total = top[0] + tokens
        i = place + 1
        while i <= len(order):
            tree[i] = max(tree[i], (total, -index - 1))
            i += i & -i
        if total > best:
            best, best_end = total, index
    kept = set()
    while best_end >= 0:
        kept.add(extents[best_end][0])
        best_end = before[best_end]
    return kept


def _bounds(strips: list[_Strip], used: list[_Strip]) -> Ints:
    import numpy as np

    position = {id(strip): n for n, strip in enumerate(strips)}
    widths = np.bincount([position[id(s)] for s in used], minlength=len(strips))
    return np.unique(np.concatenate(([0], np.cumsum(widths))))


def _cells(
    collation: Collation, columns: list[tuple[_Strip, int]]
) -> tuple[list[Ints], list[Ints]]:
    import numpy as np

    starts: list[Ints] = []
    ends: list[Ints] = []
    for w in range(len(collation.witnesses)):
        own_starts, own_ends = np.zeros(len(columns), np.int64), np.zeros(len(columns), np.int64)
        position = 0
        for n, (strip, c) in enumerate(columns):
            own_starts[n] = position
            if w in strip.witnesses:
                position += len(collation.cell(w, c))
            own_ends[n] = position
        starts.append(own_starts)
        ends.append(own_ends)
    return starts, ends


def _links(collation: Collation, strips: list[_Strip]) -> Iterator[Transposition]:
    """What stayed and what went, of each row that is now in several places."""
    places: dict[int, list[tuple[Block, ...]]] = {}
    for strip in strips:
        blocks = tuple(
            block for w in strip.witnesses if (block := _block(collation, w, strip.row)) is not None
        )
        if blocks:
            places.setdefault(strip.row, []).append(blocks)
    for row in sorted(places):
        first, *others = places[row]
        for other in others:
            yield Transposition(first, other)


def _block(collation: Collation, w: int, row: int) -> Block | None:
    span = range(collation.rows[row], collation.rows[row + 1])
    filled = [c for c in span if collation.cell(w, c)]
    if not filled:
        return None
    starts = [collation.starts[w][c] for c in filled]
    stops = [collation.ends[w][c] for c in filled]
    return Block(collation.witnesses[w].siglum, min(starts), max(stops))
