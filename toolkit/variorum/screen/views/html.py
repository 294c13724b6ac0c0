"""A simple page: a table of passages with `del`, `ins` and `mark`; no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ...model.comparison import EQUAL, Change, Comparison, Row
from ..closing import summary
from ..look import Look
from ..marking import phrase_side
from ..width import Piece
from .rows import place, shown

_STYLE = """
body{font:16px/1.5 Georgia,serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1a1a1a;
background:#fff}
th{text-align:start;vertical-align:top;padding-inline-end:1rem;font-weight:600}
td{padding-bottom:.4rem} h2{font-size:1rem;margin:1.2rem 0 .2rem}
h2.chapter{font-size:1.3rem;margin-top:2rem}
del{color:#8a3d00;text-decoration:line-through} ins{color:#0b4f8a;text-decoration:underline}
.both{color:#1a1a1a;display:inline-block;text-decoration:none}
.kind,.hidden,.same{color:#595959;font-size:.85em}
"""


def render(comparison: Comparison, look: Look) -> Iterator[str]:
    """Lines of the page."""
    sigla = ", ".join(v.siglum for v in comparison.versions)
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="generator" content="{escape(str(comparison.signature))}">'
    yield f"<title>{escape(sigla)}: differences</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{escape(sigla)}</h1>\n<main>"
    for row in shown(comparison, look):
        if isinstance(row, int):
            yield f'<p class="same">{row} the same</p>'
        elif isinstance(row, str):
            yield f'<h2 class="chapter">{escape(row)}</h2>'
        else:
            yield from _row(comparison, row, look)
    yield f'</main>\n<p class="hidden">{escape(summary(comparison))}</p>\n</body>\n</html>'


def _row(comparison: Comparison, row: Row, look: Look) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(row.place)}</h2>\n<table>"
    yield _line(comparison, comparison.base, escape(row.texts[comparison.base].strip()), "")
    for v in comparison.others:
        if look.full or row.differs(v):
            kinds = dict.fromkeys(c.kind for c in row.changes[v] if c.kind != EQUAL)
            said = [*kinds, *([row.divided[v]] if row.divided[v] else [])]
            if row.moved[v]:
                said.append(f"moved, {place(row, v)}")
            yield _line(comparison, v, "".join(_change(c) for c in row.changes[v]), ", ".join(said))
    yield "</table>\n</section>"


def _line(comparison: Comparison, v: int, text: str, kinds: str) -> str:
    siglum = escape(comparison.versions[v].siglum)
    note = f' <span class="kind">({escape(kinds)})</span>' if kinds else ""
    return f'<tr><th scope="row">{siglum}</th><td dir="auto">{text}{note}</td></tr>'


def _change(change: Change) -> str:
    if change.kind == EQUAL:
        return escape(change.other)
    old, new = (
        "".join(_piece(p) for p in phrase_side(text.strip(), change.shared))
        for text in (change.base, change.other)
    )
    label = f' data-move="{change.move}"' if change.move else ""
    kind = escape(change.kind)
    blank = " " if (change.other or change.base)[-1:].isspace() else ""
    return (
        (f'<del class="{kind}"{label}>{old}</del>' if old else "")
        + (f'<ins class="{kind}"{label}>{new}</ins>' if new else "")
        + blank
    )


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    return f'<span class="both">{text}</span>' if piece.role == "shared" else text
