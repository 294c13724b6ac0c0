"""A workbook of measures: places with their text, passages, measures, distances, classes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from ..errors import MissingExtra
from ..measure import Measures, report
from ._zip import pack, unpack
from .xlsx import _clean, _undated

COLOURS = {
    "type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#D98B8F"
}  # fmt: skip


def workbook(measures: Measures, *, title: str = "") -> bytes:
    """The workbook; the same bytes for the same measures. Needs the extra `xlsx`."""
    if find_spec("xlsxwriter") is None:
        raise MissingExtra("xlsx", "XLSX output")
    import xlsxwriter

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, safe)
    book.set_properties({"title": title, "comments": str(measures.signature)})
    looks = (
        book.add_format({"bold": True, "text_wrap": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for name, rows, shaded in _sheets(measures):
        _fill(book.add_worksheet(name), rows, looks, shaded)
    book.close()
    return pack((name, _undated(name, content)) for name, content in unpack(out.getvalue()))


def _sheets(measures: Measures) -> list[tuple[str, list[list[str]], tuple[int, int]]]:
    """Name, rows, and the columns `first:last` that are shaded by value."""
    size = len(measures.sigla)
    return [
        ("places", report.place_table(measures), (1, 2)),
        ("passages", report.row_table(measures), (2 + size, 2 + 2 * size)),
        ("measures", report.value_table(measures), (0, 0)),
        ("distances", report.distance_table(measures), (1, 1 + len(measures.distances))),
        ("classes", report.class_table(measures), (0, 0)),
        ("shared", report.shared_table(measures), (0, 0)),
    ]


def _fill(sheet: Any, rows: list[list[str]], looks: Sequence[Any], shaded: tuple[int, int]) -> None:
    texts = {c for c, name in enumerate(rows[0]) if name in ("passage", "version", "versions")}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            number = _number(cell) if r and c not in texts else None
            if number is None:
                sheet.write_string(r, c, _clean(cell), looks[0] if r == 0 else looks[1])
            else:
                sheet.write_number(r, c, number, looks[1])
    sheet.freeze_panes(1, 1)
    first, last = shaded
    if last > first and len(rows) > 1:
        sheet.conditional_format(1, first, len(rows) - 1, last - 1, COLOURS)


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if abs(value) < 1e15 and value == value else None
