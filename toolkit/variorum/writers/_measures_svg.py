"""A heat map of passages x versions as SVG: how far each version stands from the others, where."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ..measure import Measures, RowMeasures

MEASURE = "eddy_angular"  # 0 … 1 whatever the length of a passage
CELL = 14  # pixels
BAND = 50  # passages side by side before a new band begins
HUE = "#a3242b"
_PEN = 'font-family="sans-serif" font-size="11"'


def heat_map(measures: Measures) -> str:
    """The map; a darker cell is a version farther from the mean of all, an empty one lacks it.

    The shades run from 0 to the greatest value found, which the legend names. Each cell tells
    passage, version and value when pointed at.
    """
    sigla = measures.sigla
    margin = 12 + 7 * max((len(s) for s in sigla), default=1)
    most = max((v for r in measures.rows for v in _values(r, len(sigla)) if v), default=0.0)
    across = min(len(measures.rows), BAND)
    height = (len(sigla) + 2) * CELL
    bands = range(0, len(measures.rows), BAND)
    body = [f'<text x="4" y="12" {_PEN}>{escape(_legend(most))}</text>']
    for number, first in enumerate(bands):
        body += _band(measures, first, margin, 24 + number * height, most or 1.0)
    width = max(margin + across * CELL + 8, 460)
    total = 24 + len(bands) * height
    return (
        f'<svg class="heat" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {total}" '
        f'width="{width}" height="{total}" role="img" '
        f'aria-label="Heat map of {len(measures.rows)} passages in {escape(", ".join(sigla))}">'
        f"{''.join(body)}</svg>"
    )


def _legend(most: float) -> str:
    return (
        f"Passages × versions: {MEASURE}, white 0 to full {most:.2f}; crossed = lacks the passage"
    )


def _values(row: RowMeasures, size: int) -> tuple[float | None, ...]:
    return dict(row.eddy).get(MEASURE, (None,) * size)


def _band(measures: Measures, first: int, x: int, y: int, most: float) -> Iterator[str]:
    rows = measures.rows[first : first + BAND]
    yield (
        f'<text x="{x}" y="{y + CELL - 3}" {_PEN} fill="#555">{escape(rows[0].id)} … '
        f"{escape(rows[-1].id)}</text>"
    )
    for w, siglum in enumerate(measures.sigla):
        top = y + (w + 1) * CELL
        yield f'<text x="4" y="{top + CELL - 3}" {_PEN}>{escape(siglum)}</text>'
        for n, row in enumerate(rows):
            yield _cell(row, w, siglum, x + n * CELL, top, most, len(measures.sigla))


def _cell(row: RowMeasures, w: int, siglum: str, x: int, y: int, most: float, size: int) -> str:
    value = _values(row, size)[w]
    at = f'x="{x}" y="{y}" width="{CELL - 1}" height="{CELL - 1}"'
    place = f"{escape(row.id)}, {escape(siglum)}"
    if not row.words[w]:
        cross = f"M{x} {y}l{CELL - 1} {CELL - 1}m0 -{CELL - 1}l-{CELL - 1} {CELL - 1}"
        return f'<path d="{cross}" stroke="#999"><title>{place}: lacking</title></path>'
    said = "alone" if value is None else f"{value:.3f}"
    shade = (value or 0.0) / most
    return (
        f'<rect {at} fill="{HUE}" fill-opacity="{shade:.2f}" stroke="#ccc" stroke-width="0.5">'
        f"<title>{place}: {said}</title></rect>"
    )
