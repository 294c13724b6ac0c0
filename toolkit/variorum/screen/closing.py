"""The last lines of every view: what differs, by class, and what was hidden."""

from __future__ import annotations

from collections.abc import Iterator

from .comparison import Comparison
from .look import Look
from .width import Piece


def closing(comparison: Comparison, look: Look) -> Iterator[str]:
    """One line, or as many as the width asks for; it always says what was hidden."""
    yield from look.block(" ", [Piece(look.glyph(summary(comparison)), "faint")])


def summary(comparison: Comparison) -> str:
    """`4 passages · 3 differ · phrase 2, case 1 · hidden: 9 whitespace`."""
    rows = comparison.rows
    differing = sum(row.different for row in rows)
    parts = [
        f"{len(rows)} {'passage' if len(rows) == 1 else 'passages'}",
        f"{differing} {'differs' if differing == 1 else 'differ'}",
    ]
    counts = comparison.kinds()
    if counts:
        parts.append(", ".join(f"{kind} {n}" for kind, n in counts.most_common()))
    hidden = ", ".join(f"{n} {name}" for name, n in comparison.hidden)
    parts.append(f"hidden: {hidden or 'nothing'}")
    return " · ".join(parts)
