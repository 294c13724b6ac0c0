"""Rows of passages in the terminal: what answers what, and how sure that is."""

from __future__ import annotations

import textwrap

from ..alignment.table import numbers, text
from ..model import Row, Synopsis


def rows_text(synopsis: Synopsis, *, width: int = 80) -> str:
    """A block of lines a row: kind and confidence, then each version's passages."""
    pad = max((len(s) for s in synopsis.sigla), default=1)
    lines: list[str] = []
    for number, row in enumerate(synopsis.rows, 1):
        if heading := _heading(synopsis, row):
            lines.append(f"── {heading}")
        lines.append(f"row {number}  {_kind(row)}  confidence {row.confidence:.2f}")
        for siglum, witness, run in zip(synopsis.sigla, synopsis.witnesses, row.passages):
            lead = f"  {siglum:>{pad}} {numbers(run) or '—':>7}  "
            lines += textwrap.wrap(
                text(witness, run) or "—",
                max(width, 40),
                initial_indent=lead,
                subsequent_indent=" " * len(lead),
            )
    return "\n".join(lines) + "\n" if lines else ""


def chapters(synopsis: Synopsis) -> list[str]:
    """For each row the heading that it stands under, "" before the first."""
    found, last = [], ""
    for row in synopsis.rows:
        last = _heading(synopsis, row) or last
        found.append(last)
    return found


def _heading(synopsis: Synopsis, row: Row) -> str:
    """The heading with which a row begins, in the first version that has one there."""
    for witness, run in zip(synopsis.witnesses, row.passages):
        if run and witness.passages[run[0]].kind == "head":
            return " ".join(witness.passages[run[0]].text.split())
    return ""


def _kind(row: Row) -> str:
    """`1-1`, `2-1`, `1-0`: how many passages of each version; and whether it is moved."""
    sizes = "-".join(str(len(run)) for run in row.passages)
    return f"{sizes} moved" if row.moved else sizes
