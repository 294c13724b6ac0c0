"""Rows of a spreadsheet: wide (a column for each witness) or long (a line for each reading), and
safe cells.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ..model import Apparatus, Collation
from . import _cells
from ._moved import numbers, twins
from ._options import Options

FORMULA = tuple("=+-@\t\r")  # what makes a spreadsheet run a cell
GUARD = "'"


def table(value: Apparatus | Collation, options: Options) -> Iterator[list[str]]:
    """Header and rows, as the options and the value ask."""
    shape = options.shape or ("long" if isinstance(value, Apparatus) else "wide")
    if isinstance(value, Apparatus) and shape == "long":
        return long(value)
    collation = value.collation if isinstance(value, Apparatus) else value
    return wide(collation) if shape == "wide" else long_table(collation)


def wide(collation: Collation) -> Iterator[list[str]]:
    """A line for each column of the table, a column for each witness."""
    yield ["column", "passage", *collation.sigla]
    names = collation.passage_names()
    for r, columns in _cells.rows(collation):
        for c in columns:
            cells = [_cells.cell(collation, w, c) for w in range(len(collation.witnesses))]
            yield [str(c), names[r], *cells]


def long_table(collation: Collation) -> Iterator[list[str]]:
    """A line for each cell."""
    yield ["column", "passage", "witness", "text", "extant", "transposition"]
    names = collation.passage_names()
    known = numbers(collation)
    for r, columns in _cells.rows(collation):
        for c in columns:
            for w, siglum in enumerate(collation.sigla):
                gone = not collation.cell(w, c) and collation.lacunose(w, c)
                text = _cells.text(collation, w, c)
                held = {known[w, i]: "" for i in collation.cell(w, c) if (w, i) in known}
                moved = " ".join(map(str, held))
                yield [str(c), names[r], siglum, text, "no" if gone else "yes", moved]


def long(apparatus: Apparatus) -> Iterator[list[str]]:
    """A line for each reading and witness of a unit; lacunose witnesses have the class `lacuna`."""
    yield [
        "unit", "passage", "first", "last", "after", "lemma", "reading", "witness", "class",
        "layer", "transposition",
    ]  # fmt: skip
    known = twins(apparatus)
    for unit in apparatus.units:
        also = " ".join(other.id for other in known.get(unit.id, ()))
        for row in unit.to_rows():
            row["lemma"] = _cells.LACUNA if row["lemma"] is None else row["lemma"]
            yield [*map(_word, row.values()), also]


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe goes before what looks like a formula.

    A cell that already has one there gets another, so that `unsafe` always gives it back.

    >>> safe("=1+1"), safe("-"), safe("a-b"), safe("'=x")
    ("'=1+1", "'-", 'a-b', "''=x")
    """
    return GUARD + cell if cell.lstrip(GUARD).startswith(FORMULA) else cell


def render(rows: Iterator[list[str]], *, delimiter: str, options: Options) -> str:
    """RFC 4180 text with CRLF line ends."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    guard = (lambda cell: cell) if options.formulas else safe
    for row in rows:
        writer.writerow([guard(cell) for cell in row])
    return ("\ufeff" if options.bom else "") + out.getvalue()
