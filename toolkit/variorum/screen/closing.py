"""The last lines of every view: what differs, by class, and what was hidden."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.comparison import Comparison
from .look import Look
from .width import Piece, clean


def closing(comparison: Comparison, look: Look) -> Iterator[str]:
    """Changes of encoding, then one line that always says what was hidden."""
    if comparison.markup:
        yield look.paint([Piece(" markup", "head")])
    for change in comparison.markup:
        yield from look.block("   ", [Piece(look.glyph(clean(str(change))))])
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
    if comparison.markup:
        parts.append(f"markup {len(comparison.markup)}")
    hidden = ", ".join(f"{n} {name}" for name, n in comparison.hidden)
    parts.append(f"hidden: {hidden or 'nothing'}")
    return " · ".join(parts)
