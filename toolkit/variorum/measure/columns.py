"""Links that a collation gives: words of two versions that stand in one column correspond.

For copies of one text. Between translations a column says less, and the word aligner is asked.
"""

from __future__ import annotations

from itertools import pairwise

from ..model import Collation, Kind, Link


def links(table: Collation, a: int, b: int) -> tuple[list[Link], int, int]:
    """The links of two witnesses, numbered by their words without marks, and how many each has.

    Counted are rows in which both have words, and in these no column where one is not extant.
    The kind is `same` where the normal forms agree, else `changed`. Time grows with the table.
    """
    shared = bytearray(len(table))
    for start, end in pairwise(table.rows):
        if all(any(table.cell(w, c) for c in range(start, end)) for w in (a, b)):
            for c in range(start, end):
                shared[c] = not any(not table.cell(w, c) and table.lacunose(w, c) for w in (a, b))
    first, second = _words(table, a, shared), _words(table, b, shared)
    columns: dict[int, list[int]] = {}
    for number, (column, _) in enumerate(second):
        columns.setdefault(column, []).append(number)
    found = []
    for number, (column, form) in enumerate(first):
        answers = columns.get(column)
        if answers:
            other = answers.pop(0)
            kind = "same" if second[other][1] == form else "changed"
            found.append(Link((number,), (other,), kind))
    return found, len(first), len(second)


def _words(table: Collation, w: int, shared: bytearray) -> list[tuple[int, str]]:
    """Column and normal form of every word in a shared column, in the order of the text."""
    witness = table.witnesses[w]
    kinds, forms, ids = witness.kinds, witness.forms, witness.ids
    cells = sorted(
        (start, end, column)
        for column, (start, end) in enumerate(zip(table.starts[w], table.ends[w]))
        if end > start and shared[column]
    )
    return [
        (column, forms[ids[i]])
        for start, end, column in cells
        for i in range(start, end)
        if kinds[i] == Kind.WORD
    ]
