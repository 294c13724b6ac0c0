"""The default view: the base in full, every other version where it differs."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import CLASSES
from ...model.comparison import EQUAL, Comparison, Row
from ..closing import closing
from ..look import Look
from ..marking import pieces_of
from ..width import Piece, clean, width, wrap


def render(comparison: Comparison, look: Look) -> Iterator[str]:
    """Lines of the view, without line ends."""
    yield from header(comparison, look)
    yield look.rule()
    for row in shown(comparison, look):
        if isinstance(row, int):
            yield from same(row, look, narrowed(comparison))
        elif isinstance(row, str):
            yield from chapter(row, look)
        else:
            yield from _row(comparison, row, look)
    yield look.rule()
    yield from closing(comparison, look)


def chapter(heading: str, look: Look) -> Iterator[str]:
    """The line under which the rows of a chapter stand."""
    yield from look.block(" ", [Piece(look.glyph("── ") + clean(heading), "head")])


def narrowed(comparison: Comparison) -> bool:
    """Did the user choose not to see some class of difference that is there?"""
    return any(name in {c.name for c in CLASSES} for name, _ in comparison.hidden)


def same(rows: int, look: Look, narrowed: bool) -> Iterator[str]:
    """The line that stands for rows left out: equal, or without a difference of a chosen class."""
    noun = "passage" if rows == 1 else "passages"
    said = "without a difference of these classes" if narrowed else "the same"
    yield from look.block(" ", [Piece(look.glyph(f"… {rows} {noun} {said}"), "faint")])


def header(comparison: Comparison, look: Look) -> Iterator[str]:
    """Who is compared, against which base: one line, or a line each where titles are long."""
    base = comparison.versions[comparison.base].siglum
    said = look.glyph(f"base {base} · unit {comparison.unit}")
    titles = ["" if v.title == v.siglum else clean(v.title) for v in comparison.versions]
    names = [f"{v.siglum} {t}".strip() for v, t in zip(comparison.versions, titles)]
    joined = "   ".join(names)
    if width(joined) + len(said) + 7 <= look.width or not any(titles):
        yield from look.block(" ", [Piece(joined, "head"), Piece(f"      {said}", "faint")])
        return
    margin = _margin(comparison, look, 1)
    for version, title in zip(comparison.versions, titles):
        text = shortened(title, look.width - margin, look)
        yield from look.block(_lead(version.siglum, margin, 1), [Piece(text, "faint")], hang=margin)
    yield from look.block(" ", [Piece(said, "faint")])


def shortened(text: str, columns: int, look: Look) -> str:
    """A text that fits into one line, its end left out where it does not."""
    dots = look.glyph("…")
    if width(text) <= columns:
        return text
    first = wrap([Piece(text)], columns - width(dots) - 1)[0]
    return "".join(piece.text for piece in first) + " " + dots


def shown(comparison: Comparison, look: Look) -> Iterator[Row | int | str]:
    """The rows to show: those that differ, with context; numbers stand for rows left out, and the
    heading of a chapter before the first row that is shown of it."""
    rows = comparison.rows
    near: set[int] = set()
    for r, row in enumerate(rows):
        if look.full or row.different:
            near.update(range(max(0, r - look.context), min(len(rows), r + look.context + 1)))
    skipped, section = 0, ""
    for r, row in enumerate(rows):
        if r not in near:
            skipped += 1
            continue
        if skipped:
            yield skipped
        skipped = 0
        if row.section != section:
            section = row.section
            yield section
        yield row
    if skipped:
        yield skipped


def _row(comparison: Comparison, row: Row, look: Look) -> Iterator[str]:
    margin = _margin(comparison, look, 3)
    yield from look.block(" ", title(comparison, row, look))
    base = comparison.versions[comparison.base].siglum
    if row.texts[comparison.base].strip():
        whole = Piece(clean(row.texts[comparison.base]).strip())
        yield from look.block(_lead(base, margin, 3), [whole], hang=margin)
    for v in comparison.others:
        if not (look.full or row.differs(v)):
            continue
        if not row.counts[v] and row.counts[comparison.base]:
            continue  # the title says so
        pieces = list(pieces_of(row.changes[v], look, elide=not look.full))
        pieces[:0] = moved_mark(row, v)
        kinds = dict.fromkeys(c.kind for c in row.changes[v] if c.kind != EQUAL)
        if kinds and row.texts[comparison.base]:
            pieces.append(Piece(f"  ({', '.join(kinds)})", "faint"))
        if pieces:
            lead = _lead(comparison.versions[v].siglum, margin, 3)
            yield from look.block(lead, pieces, hang=margin)


def _margin(comparison: Comparison, look: Look, indent: int) -> int:
    """Where the texts begin: behind the longest siglum, but for one that would take the room."""
    widest = max(width(look.shown(v.siglum)) for v in comparison.versions)
    return min(indent + widest + (2 if indent > 1 else 1), look.margin)


def _lead(siglum: str, margin: int, indent: int) -> str:
    return " " * indent + siglum + " " * max(1, margin - indent - width(siglum))


def title(comparison: Comparison, row: Row, look: Look) -> list[Piece]:
    """A row's name, and what is to be said of its passages."""
    pieces = [Piece(look.glyph(f"§{row.place}"), "head")]
    base = comparison.versions[comparison.base].siglum
    here = row.counts[comparison.base]
    for v in comparison.others:
        siglum = comparison.versions[v].siglum
        if row.divided[v]:
            said = f"{siglum} has {row.counts[v]} where {base} has {here} ({row.divided[v]})"
            pieces.append(Piece(f"   {said}", "faint"))
        elif not here and row.counts[v]:
            pieces.append(Piece(f"   only {siglum}", "faint"))
        elif here and not row.counts[v]:
            pieces.append(Piece(f"   not in {siglum}", "faint"))
        if row.moved[v]:
            pieces.append(Piece(look.glyph(f"   moved in {siglum}, {place(row, v)}"), "faint"))
    return pieces


def place(row: Row, v: int) -> str:
    """Where a moved passage stands in its version."""
    return f"after §{row.follows[v]}" if row.follows[v] else "to the beginning"


def moved_mark(row: Row, v: int) -> list[Piece]:
    """What stands before a passage that a version has elsewhere."""
    return [Piece("(moved) ", "mark")] if row.moved[v] else []
