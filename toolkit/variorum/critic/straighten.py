"""Turn a table in which passages cross into one that reads in every witness's own order.

A passage that stands elsewhere in some version is, in a straight table, absent at its row and
present in columns of its own where that version has it; both places are linked as a
transposition. Apparatus, TEI and the variant graph need this; the synopsis does not.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, replace

from ..model import Block, Collation, Transposition

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Run:
    """Cells of one witness that leave their columns: tokens `start:end` from columns `columns`."""

    w: int
    start: int
    end: int
    columns: tuple[int, ...]
    after: int  # the column that holds the token before; -1 = none


def straighten(collation: Collation) -> Collation:
    """The same alignment with every witness in its own order; a straight table is left alone."""
    if collation.straight:
        return collation
    runs = [run for w in range(len(collation.witnesses)) for run in _runs(collation, w)]
    order, sources = _layout(len(collation), runs)
    starts, ends = [], []
    for w in range(len(collation.witnesses)):
        cells = _placed([_cell(collation, runs, w, source) for source in order])
        starts.append(array("i", (a for a, _ in cells)))
        ends.append(array("i", (b for _, b in cells)))
    links = tuple(_link(collation, run) for run in runs)
    return replace(
        collation,
        starts=tuple(starts),
        ends=tuple(ends),
        rows=array("i", (sources[c] for c in collation.rows)),
        lacunae=tuple(
            tuple((sources[a], sources[b]) for a, b in ranges) for ranges in collation.lacunae
        ),
        transpositions=(*collation.transpositions, *(link for link in links if link)),
        ties=tuple(replace(t, start=sources[t.start], end=sources[t.end]) for t in collation.ties),
        straight=True,
    )


def _runs(collation: Collation, w: int) -> list[_Run]:
    """The runs of cells that stand out of the witness's order; the longest order stays."""
    filled = [c for c in range(len(collation)) if collation.cell(w, c)]
    kept = _longest_rising([collation.starts[w][c] for c in filled])
    staying = {filled[i] for i in kept}
    column_of_end = {collation.ends[w][c]: c for c in filled}
    moved = sorted((c for c in filled if c not in staying), key=lambda c: collation.starts[w][c])
    runs: list[_Run] = []
    for c in moved:
        cell = collation.cell(w, c)
        if runs and runs[-1].end == cell.start:
            last = runs[-1]
            runs[-1] = replace(last, end=cell.stop, columns=(*last.columns, c))
        else:
            after = column_of_end.get(cell.start, -1)
            runs.append(_Run(w, cell.start, cell.stop, (c,), after))
    return runs


def _longest_rising(values: list[int]) -> list[int]:
    """Indexes of a longest rising subsequence (patience sorting), the leftmost where it ties."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for i, value in enumerate(values):
        place = bisect_left(tops, value)
        before.append(piles[place - 1] if place else -1)
        if place == len(tops):
            tops.append(value)
            piles.append(i)
        else:
            tops[place], piles[place] = value, i
    chain: list[int] = []
    i = piles[-1] if piles else -1
    while i >= 0:
        chain.append(i)
        i = before[i]
    return chain[::-1]


def _layout(columns: int, runs: list[_Run]) -> tuple[list[int], list[int]]:
    """The new order of columns (old number, or -1 - r for a cell of run r), and old -> new bounds.

    Each moved cell gets a column of its own, directly after the column it follows in its text.
    """
    behind: dict[int, list[int]] = {}
    for r, run in enumerate(runs):
        behind.setdefault(run.after, []).append(r)
    order: list[int] = []
    sources: list[int] = []
    order += [-1 - r for r in behind.get(-1, [])]
    for c in range(columns):
        sources.append(len(order) if c else 0)
        order.append(c)
        order += [-1 - r for r in behind.get(c, [])]
    return order, [*sources, len(order)]


def _cell(collation: Collation, runs: list[_Run], w: int, source: int) -> Cell:
    if source < 0:
        run = runs[-1 - source]
        return (run.start, run.end) if run.w == w else (0, 0)
    gone = any(run.w == w and source in run.columns for run in runs)
    return (0, 0) if gone else (collation.starts[w][source], collation.ends[w][source])


def _placed(cells: list[Cell]) -> list[Cell]:
    """Empty cells stand at the number of tokens before them."""
    position, placed = 0, []
    for start, end in cells:
        placed.append((start, end) if end > start else (position, position))
        position = max(position, end)
    return placed


def _link(collation: Collation, run: _Run) -> Transposition | None:
    """The moved run and what the others have in the columns that it left."""
    here = []
    for w, witness in enumerate(collation.witnesses):
        cells = [collation.cell(w, c) for c in run.columns if collation.cell(w, c)]
        if w != run.w and cells:
            start, end = min(r.start for r in cells), max(r.stop for r in cells)
            if end - start == sum(len(r) for r in cells):
                here.append(Block(witness.siglum, start, end))
    own = Block(collation.witnesses[run.w].siglum, run.start, run.end)
    return Transposition(tuple(here), (own,)) if here else None
