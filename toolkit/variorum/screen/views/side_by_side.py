"""Versions in columns, wrapped at words; as many beside each other as the width has room for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from ...model.comparison import EQUAL, Comparison, Row
from ..closing import closing
from ..look import Look
from ..marking import blank_after, move_label, phrase_side
from ..width import Piece, clean, width
from .rows import chapter, narrowed, same, shown, title

NARROWEST = 24  # columns of a text that can still be read
_GUTTER = 3


def render(comparison: Comparison, look: Look) -> Iterator[str]:
    """Lines of the view, without line ends."""
    for group in _groups(comparison, look):
        columns = (look.width - _GUTTER * (len(group) - 1)) // len(group)
        heads = [[Piece(comparison.versions[v].siglum, "head")] for v in group]
        yield from _beside([look.wrap(head, columns) for head in heads], columns, look)
        yield look.rule()
        for row in shown(comparison, look):
            if isinstance(row, int):
                yield from same(row, look, narrowed(comparison))
                continue
            if isinstance(row, str):
                yield from chapter(row, look)
                continue
            yield from look.block(" ", title(comparison, row, look))
            cells = [look.wrap(_cell(comparison, row, v, group, look), columns) for v in group]
            yield from _beside(cells, columns, look)
        yield look.rule()
    yield from closing(comparison, look)


def _groups(comparison: Comparison, look: Look) -> list[tuple[int, ...]]:
    """The base with as many others as fit; the rest below, again with the base."""
    fit = max(2, (look.width + _GUTTER) // (NARROWEST + _GUTTER))
    others = comparison.others
    step = min(fit - 1, len(others))
    return [(comparison.base, *others[k : k + step]) for k in range(0, len(others), step)]


def _cell(
    comparison: Comparison, row: Row, v: int, group: tuple[int, ...], look: Look
) -> Iterator[Piece]:
    """One version's own words; what differs from the base, or from the one other, is marked."""
    if v == comparison.base:
        if len(group) == 2:
            yield from _own(row, group[1], True, look)
        else:
            yield Piece(clean(row.texts[v]).strip())
    else:
        yield from _own(row, v, False, look, alone=len(group) > 2 and bool(row.counts[v]))


def _own(row: Row, v: int, base: bool, look: Look, *, alone: bool = False) -> Iterator[Piece]:
    """Where the base's column marks nothing, a version `alone` says what it leaves out."""
    open_, close = ("[-", "-]") if base else ("{+", "+}")
    for change in row.changes[v]:
        own = change.base if base else change.other
        text = clean(own).strip()
        if not text:
            lost = clean(change.base).strip() if alone and not change.move else ""
            if lost:
                yield from (Piece(f"[-{lost}-]", "base"), Piece(blank_after(change.base)))
            continue
        if change.kind == EQUAL:
            yield Piece(text)
        else:
            label = look.glyph("⤴" if base else "⤵") + move_label(change.move)
            yield Piece((label if change.move else "") + open_, "mark")
            for piece in phrase_side(text, change.shared):
                yield Piece(piece.text, piece.role or ("base" if base else "other"))
            yield Piece(close, "mark")
        if own[-1:].isspace():
            yield Piece(" ")


def _beside(cells: list[list[list[Piece]]], columns: int, look: Look) -> Iterator[str]:
    for line in zip_longest(*cells, fillvalue=None):
        pieces: list[Piece] = []
        for n, cell in enumerate(line):
            cell = cell or []
            pieces += cell
            if n < len(line) - 1:
                pad = columns - sum(width(p.text) for p in cell)
                pieces.append(Piece(" " * pad + look.glyph(" │ "), "faint"))
        yield look.paint(pieces).rstrip()
