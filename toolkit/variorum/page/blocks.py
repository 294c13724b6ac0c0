"""Where the page cuts the collation into rows that can be read side by side.

A row of the collation ends where all versions end a passage. Where they seldom do it would fill
hundreds of screens, so that a longer one is cut further: never inside a variation unit, and best
where the base begins a passage or a sentence has ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..model import Apparatus, Kind

LONG = 600  # columns; a longer row is cut
PIECE = 250  # columns of a piece, about a page of a book
REACH = 120  # columns on either side in which a better place is looked for


def bounds(apparatus: Apparatus) -> list[int]:
    """The first column of every row, and the end of the last."""
    rows = list(apparatus.collation.rows)
    if not any(b - a > LONG for a, b in pairwise(rows)):
        return rows
    places = _Places(apparatus)
    found: list[int] = []
    for a, b in pairwise(rows):
        found.append(a)
        if b - a > LONG:
            found += places.cuts(a, b)
    return [*found, rows[-1]]


class _Places:
    """How good a column is to begin a row at: 0 inside a unit, else better the higher."""

    def __init__(self, apparatus: Apparatus) -> None:
        table = apparatus.collation
        base = table.index(apparatus.base)
        witness = table.witnesses[base]
        self.merit = [1] * (len(table) + 1)
        begins = {p.start for p in witness.passages}
        for column, (start, end) in enumerate(zip(table.starts[base], table.ends[base])):
            if end <= start:
                continue
            if start in begins:
                self.merit[column] = 3
            elif start and witness.kinds[start - 1] == Kind.PUNCTUATION:
                self.merit[column] = 2 if witness.normal(start - 1)[-1:] in ".!?" else 1
        for unit in apparatus.units:
            for column in range(unit.start + 1, unit.end):
                self.merit[column] = 0

    def cuts(self, first: int, last: int) -> Iterator[int]:
        """The columns at which a long row is cut."""
        at = first
        while last - at > LONG:
            near = range(at + PIECE - REACH, min(at + PIECE + REACH, last))
            best = max(near, key=lambda c: (self.merit[c], -abs(c - at - PIECE)))
            if not self.merit[best]:  # one long unit: behind it
                best = next((c for c in range(near.stop, last) if self.merit[c]), last)
            if best >= last:
                return
            yield best
            at = best
