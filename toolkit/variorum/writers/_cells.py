"""What stands in a cell of the table, as text: shared by the writers of tables."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Collation

LACUNA = "[lac]"


def text(collation: Collation, w: int, c: int) -> str:
    """The words of a cell as written, white space folded; "" for an omission."""
    witness = collation.witnesses[w]
    return " ".join(witness.slice(collation.starts[w][c], collation.ends[w][c]).split())


def cell(collation: Collation, w: int, c: int, omitted: str = "", lacuna: str = LACUNA) -> str:
    """The words of a cell, or the sign for an omission or a lacuna."""
    if collation.ends[w][c] > collation.starts[w][c]:
        return text(collation, w, c)
    return lacuna if collation.lacunose(w, c) else omitted


def rows(collation: Collation) -> Iterator[tuple[int, range]]:
    """The rows of the table with their columns."""
    for r in range(len(collation.rows) - 1):
        yield r, range(collation.rows[r], collation.rows[r + 1])
