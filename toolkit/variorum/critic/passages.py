"""The rows of passages that a table of words implies, for formats that know passages only."""

from __future__ import annotations

from bisect import bisect_right

from ..model import Block, Collation, Row, Synopsis, Witness
from .columns import Finder


def synopsis(table: Collation) -> Synopsis:
    """Every passage once, in the row of the table where its first word stands.

    A passage without words stands with the one before it. Rows that hold no passage are none.
    The table must be straight.
    """
    reach = Finder(table)
    per_witness = [_rows_of(table, reach, witness) for witness in table.witnesses]
    rows = []
    for r in range(len(table.rows) - 1):
        passages = tuple(own[r] for own in per_witness)
        if any(passages):
            rows.append(Row(passages))
    return Synopsis(table.witnesses, tuple(rows), table.signature)


def _rows_of(table: Collation, reach: Finder, witness: Witness) -> list[range]:
    """For each row the passages of one witness that begin there."""
    last = max(len(table.rows) - 2, 0)
    at = 0
    numbers = []
    for passage in witness.passages:
        if len(passage):
            column = reach(Block(witness.siglum, passage.start, passage.end)).start
            at = min(max(at, bisect_right(table.rows, column) - 1), last)
        numbers.append(at)
    found = []
    for r in range(last + 1):
        own = [i for i, number in enumerate(numbers) if number == r]
        found.append(range(own[0], own[-1] + 1) if own else range(0))
    return found
