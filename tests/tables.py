"""Alignment tables written by hand: a word a column, `-` omits it, `#` is not extant."""

from __future__ import annotations

from array import array

from variorum.model import Collation, Lacuna, Witness
from variorum.text.build import witness_from_tokens


def table(**rows: str) -> Collation:
    """A collation of one row of passages; every row of words has as many columns."""
    cells = {siglum: row.split() for siglum, row in rows.items()}
    width = max((len(own) for own in cells.values()), default=0)
    assert all(len(own) == width for own in cells.values()), "rows of one length"
    made = [_row(siglum, own) for siglum, own in cells.items()]
    return Collation(
        witnesses=tuple(w for w, _, _, _ in made),
        starts=tuple(s for _, s, _, _ in made),
        ends=tuple(e for _, _, e, _ in made),
        rows=array("i", [0, width]),
        lacunae=tuple(gone for _, _, _, gone in made),
    )


def _row(
    siglum: str, cells: list[str]
) -> tuple[Witness, array[int], array[int], tuple[tuple[int, int], ...]]:
    words = [cell for cell in cells if cell not in "-#"]
    starts, ends, position = array("i"), array("i"), 0
    gone: list[tuple[int, int]] = []
    lacunae: list[int] = []
    for c, cell in enumerate(cells):
        starts.append(position)
        position += cell not in "-#"
        ends.append(position)
        if cell == "#":
            lacunae.append(position)
            if gone and gone[-1][1] == c:
                gone[-1] = (gone[-1][0], c + 1)
            else:
                gone.append((c, c + 1))
    witness = witness_from_tokens(
        siglum, words, lacunae=tuple(Lacuna(at, "damage") for at in sorted(set(lacunae)))
    )
    return witness, starts, ends, tuple(gone)
