"""The words of one witness in one row, its variants linked to their entries."""

from __future__ import annotations

from .entries import Entry
from .rows import Rows, Segment


def cell(rows: Rows, number: int, w: int, entries: tuple[Entry, ...], is_base: bool) -> str:
    """The cell's HTML: the witness's text in order, whole."""
    parts = []
    for segment in rows.segments(number, w):
        space = rows.space_after(w, segment)
        if segment.unit is None:
            parts.append(rows.html(w, segment) + space)
        else:
            parts.append(_variant(rows, w, segment, entries[segment.unit], is_base) + space)
    return "".join(parts)


def divergence(rows: Rows, number: int) -> float:
    """How far the versions part in a row, 0 … 1: the share of words that stand in a unit."""
    inside = total = 0
    for w in range(len(rows.collation.witnesses)):
        for segment in rows.segments(number, w):
            size = segment.end - segment.start
            total += size
            inside += size if segment.unit is not None else 0
    return round(inside / total, 4) if total else 0.0


def _variant(rows: Rows, w: int, segment: Segment, entry: Entry, is_base: bool) -> str:
    """A link where the version is the base or parts from it; else its words with the number.

    Marking what agrees would mark most of a tradition of many witnesses, and weigh as much. The
    number that is shown behind a link is drawn by the style, from `data-u`.
    """
    siglum = rows.collation.witnesses[w].siglum
    words = rows.html(w, segment)
    n = entry.number
    agrees = entry.unit.lemma is not None and siglum in entry.unit.lemma.sigla
    if agrees and not is_base:
        return f'<a data-u="{n}">{words}</a>'
    kinds = " ".join(f"k-{c}" for c in entry.classes) + ("" if words else " z")
    if not words:
        gone = siglum in entry.unit.lacunose
        words = '<span class="gap">[…]</span>' if gone else '<span class="om">∅</span>'
    own = f' id="v-{n}"' if is_base else ""
    return f'<a class="v {kinds}"{own} href="#app-{n}" data-u="{n}">{words}</a>'
