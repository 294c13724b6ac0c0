"""XLSX: the table, the apparatus or the alignment, to be read and corrected by hand.

Cells are always text: nothing runs as a formula. The header stays in view, the first column is
locked. Needs the extra `xlsx`.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from importlib.util import find_spec

from ..errors import MissingExtra, WriteError
from ..model import Apparatus, Collation, Synopsis, VariationUnit
from . import _tabular
from ._entries import lemma_words
from ._options import Options
from ._zip import pack, unpack

SUFFIX = ".xlsx"
TAKES = "collation"
ALSO = ("apparatus", "synopsis")
OVERLAPS = True
DROPS = (
    "markup",
    "normal forms",
    "language",
    "titles",
    "notes",
    "labels",
    "conjectures",
    "entry notes",
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what a sheet cannot hold
_DATE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_LIMIT = 32_767  # characters a cell may hold


def write(value: Apparatus | Collation | Synopsis, *, options: Options) -> bytes:
    """The workbook; the same bytes for the same value."""
    if find_spec("xlsxwriter") is None:
        raise MissingExtra("xlsx", "XLSX output")
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": options.title, "comments": str(value.signature)})
    sheet = book.add_worksheet("variorum")
    bold = book.add_format({"bold": True, "text_wrap": True})
    free = book.add_format({"locked": False, "text_wrap": True, "valign": "top"})
    fixed = book.add_format({"locked": True, "valign": "top"})
    if isinstance(value, Apparatus):
        value = replace(value, units=tuple(map(_fitting, value.units)))
    for r, row in enumerate(_rows(value, options)):
        for c, cell in enumerate(row):
            look = bold if r == 0 else fixed if c == 0 else free
            sheet.write_string(r, c, _clean(cell), look)
    sheet.freeze_panes(1, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    book.close()
    return pack((name, _undated(name, content)) for name, content in unpack(out.getvalue()))


def _fitting(unit: VariationUnit) -> VariationUnit:
    """The unit; a long omission that no cell holds is given by its first and last word."""
    if not unit.overlap or unit.lemma is None or len(unit.lemma.text) <= _LIMIT:
        return unit
    lemma = replace(unit.lemma, text=lemma_words(unit))
    return replace(unit, lemma=lemma, readings=(lemma, *unit.readings[1:]))


def _clean(cell: str) -> str:
    if len(cell) > _LIMIT:
        raise WriteError(
            f"a cell of {len(cell)} characters; a sheet holds {_LIMIT}",
            hint="cut the texts into smaller passages, or write CSV",
        )
    return _CONTROL.sub("\ufffd", cell)


def _rows(value: Apparatus | Collation | Synopsis, options: Options) -> list[list[str]]:
    if isinstance(value, Synopsis):
        from ..alignment.table import to_table

        return [list(row) for row in to_table(value)]
    return list(_tabular.table(value, options))


def _undated(name: str, content: bytes) -> bytes:
    return _DATE.sub(rb"\g<1>1980-01-01T00:00:00Z", content) if "docProps" in name else content
