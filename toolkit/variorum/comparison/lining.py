"""The rows of a synopsis as seen from one version: the base's passages in order, then the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..alignment.rising import heaviest
from ..model import Synopsis


@dataclass(frozen=True, slots=True)
class Line:
    """Passage indexes of every version in one row; `moved` says whose stand elsewhere."""

    passages: tuple[tuple[int, ...], ...]
    moved: tuple[bool, ...]


def lines(synopsis: Synopsis, base: int) -> list[Line]:
    """The rows in the base's order; what the base lacks stands after the row that it follows.

    Every passage of every version stands once. A version has moved passages where the base has
    them in another order: as little text as may be.
    """
    rows = [row.passages for row in synopsis.rows]
    still = _in_order(synopsis, range(len(rows)), base)
    own: dict[int, list[int]] = {-1: []}  # by row of the base: itself, and what follows it
    last = -1
    for r, passages in enumerate(rows):
        if passages[base]:
            own[r] = [r]
            last = r if r in still else last
        else:
            own[last].append(r)
    known = sorted((r for r in own if r >= 0), key=lambda r: rows[r][base].start)
    order = [*own[-1], *(r for first in known for r in own[first])]
    moved = [
        {r for r in known if rows[r][v]} - _in_order(synopsis, known, v)
        for v in range(len(synopsis.witnesses))
    ]
    return [Line(tuple(map(tuple, rows[r])), tuple(r in away for away in moved)) for r in order]


def _in_order(synopsis: Synopsis, order: Sequence[int], v: int) -> set[int]:
    """The rows that stand for a version in the order given: first those that are not moved."""
    found = [r for r in order if synopsis.rows[r].passages[v]]
    starts = [synopsis.rows[r].passages[v].start for r in found]
    if all(x < y for x, y in pairwise(starts)):
        return set(found)
    sizes = [sum(len(synopsis.tokens(r, w)) for w in range(len(synopsis.witnesses))) for r in found]
    whole = sum(sizes) + 1
    weights = [size + (0 if synopsis.rows[r].moved else whole) for r, size in zip(found, sizes)]
    cells = [(n, start, 1, 1) for n, start in enumerate(starts)]
    return {found[n] for n, _, _, _ in heaviest(cells, weights)}
