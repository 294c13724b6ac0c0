"""Plain text: the table for a terminal, or the entries of the apparatus one a line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ..model import Apparatus, Collation
from . import _cells
from ._entries import lines
from ._options import Options
from ._width import columns_of

SUFFIX = ".txt"
TAKES = "collation"
ALSO = ("apparatus",)
OVERLAPS = True
DROPS = ("markup", "normal forms", "language", "titles", "notes", "labels", "entry notes")
OMITTED, LACUNA = "-", "?"
_ISOLATE = ("\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}")


def write(value: Apparatus | Collation, *, options: Options) -> str:
    """The table, wrapped to the width; or one line for each entry."""
    if isinstance(value, Apparatus):
        entries = [f"{line}\n" for line in lines(value, style=options.style)]
        return "".join(entries) or "no variation\n"
    return "".join(f"{line}\n" for line in _table(value, options.width))


def _table(value: Collation, width: int) -> Iterator[str]:
    sigla = value.sigla
    margin = max((columns_of(s) for s in sigla), default=0)
    first = True
    for _, columns in _cells.rows(value):
        for block in _wrapped(value, columns, max(width - margin, 20)):
            if not first:
                yield ""
            first = False
            for w, siglum in enumerate(sigla):
                cells = (_padded(cells[w], size) for size, cells in block)
                yield " | ".join([_padded(siglum, margin), *cells]).rstrip()
    if value.transpositions:
        yield ""
        yield from _moved(value)
    yield ""
    yield f"{OMITTED} omission   {LACUNA} lacuna   {len(value)} columns"


def _wrapped(value: Collation, columns: range, room: int) -> Iterator[list[tuple[int, list[str]]]]:
    """Blocks of columns that fit into the room; each with its width and its cells."""
    block: list[tuple[int, list[str]]] = []
    used = 0
    for c in columns:
        cells = [
            _isolated(_cells.cell(value, w, c, OMITTED, LACUNA))
            for w in range(len(value.witnesses))
        ]
        size = max((columns_of(text) for text in cells), default=0)
        if block and used + size + 3 > room:
            yield block
            block, used = [], 0
        block.append((size, cells))
        used += size + 3
    if block:
        yield block


def _isolated(text: str) -> str:
    """Keep a right-to-left word from turning its neighbours round."""
    if any(unicodedata.bidirectional(c) in ("R", "AL") for c in text):
        return text.join(_ISOLATE)
    return text


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))


def _moved(value: Collation) -> Iterator[str]:
    for moved in value.transpositions:
        sides = []
        for side in (moved.here, moved.there):
            block = side[0]
            words = value.witnesses[value.index(block.siglum)].slice(block.start, block.end)
            sides.append(f"{' '.join(b.siglum for b in side)} “{' '.join(words.split())}”")
        yield f"moved: {' = '.join(sides)}"
