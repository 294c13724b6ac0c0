"""The words of one witness in one row, its variants linked to their entries."""

from __future__ import annotations

from .entries import Entry
from .versions import Rows

# Signs are drawn by the style: what is copied from the page is the witness's text.
OMITTED = '<span class="om"></span>'
GAP = '<span class="gap"></span>'


def cell(rows: Rows, number: int, w: int, entries: tuple[Entry, ...], is_base: bool) -> str:
    """The cell's HTML: the witness's text in order, whole."""
    siglum = rows.collation.witnesses[w].siglum
    parts = []
    first = True  # nothing of the version stands in the cell yet
    before = ""  # the sign of what the version lacks in the unit before
    for segment in rows.segments(number, w):
        words = rows.html(w, segment, first)
        first = first and not words
        if segment.unit is None:
            parts.append(words)
            before = "" if words else before
        else:
            entry = entries[segment.unit]
            sign = "" if words else GAP if siglum in entry.unit.lacunose else OMITTED
            kinds = ["z", "c"] if sign and sign == before else ["z"] if sign else []
            lemma = entry.unit.lemma
            if is_base or lemma is None or siglum not in lemma.sigla:
                parts.append(_link(words or sign, entry, kinds, is_base))
            else:
                # Marking what agrees would mark most of a tradition of many witnesses.
                own = ' class="c"' if "c" in kinds else ""
                parts.append(f'<a{own} data-u="{entry.number}">{words}</a>')
            before = sign
        parts.append(rows.space_after(w, segment))
    return "".join(parts)


def in_variants(rows: Rows, number: int) -> float:
    """The share of a row's words that stand in a unit, 0 … 1."""
    inside = total = 0
    for w in range(len(rows.collation.witnesses)):
        for segment in rows.segments(number, w):
            size = segment.end - segment.start
            total += size
            inside += size if segment.unit is not None else 0
    return round(inside / total, 4) if total else 0.0


def _link(words: str, entry: Entry, kinds: list[str], is_base: bool) -> str:
    """A variant and the way to its entry.

    The number that is shown behind it is drawn by the style, from `data-u`. Where a silence goes
    on from one unit to the next (`c`), the style shows one sign of it and all the numbers.
    """
    n = entry.number
    names = " ".join(["v", *(f"k-{c}" for c in entry.classes), *kinds])
    own = f' id="v-{n}"' if is_base else ""
    empty = "z" in kinds
    said = f' aria-label="{"lacuna" if words == GAP else "no words"}, entry {n}"' if empty else ""
    return f'<a class="{names}"{own} href="#app-{n}" data-u="{n}"{said}>{words}</a>'
