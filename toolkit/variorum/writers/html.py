"""An HTML fragment: the table, or the base text with its entries; no script, no style of its own.

The reading page is `variorum compare`; this is for a page that is already there.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Apparatus, Collation
from . import _cells
from ._entries import lemma_words, others
from ._events import Begin, Blank, End, Unit, Words, events
from ._frame import HEADING, VERSE, Frame, frames
from ._moved import asides, lost, numbers, twins
from ._options import Options
from ._xml import element, escape, quote, xml_names

SUFFIX = ".html"
TAKES = "collation"
ALSO = ("apparatus",)
DROPS = ("markup", "normal forms", "titles", "notes", "labels", "entry notes")
_TAGS = {HEADING: "h2"}


def write(value: Apparatus | Collation, *, options: Options) -> str:
    """The fragment."""
    if isinstance(value, Apparatus):
        return "".join(_edition(value, options))
    return "".join(_table(value, options))


def _table(value: Collation, options: Options) -> Iterator[str]:
    """Witnesses down, columns across, as CollateX shows it."""
    yield '<table class="variorum-collation">\n'
    if options.title:
        yield f"{element('caption', escape(options.title))}\n"
    yield "<tbody>\n"
    known = numbers(value)
    for w, siglum in enumerate(value.sigla):
        language = value.witnesses[w].language
        tag = f" lang={quote(language)}" if language else ""
        yield f'<tr{tag}><th scope="row">{escape(siglum)}</th>'
        for c in range(len(value)):
            yield _cell(value, w, c, known)
        yield "</tr>\n"
    yield "</tbody>\n</table>\n"


def _cell(value: Collation, w: int, c: int, known: dict[tuple[int, int], int]) -> str:
    text = _cells.cell(value, w, c, "", "\x00")
    if text == "\x00":
        return '<td class="lacuna" title="not extant">?</td>'
    if not text:
        return '<td class="omission" title="omitted">–</td>'
    shared = {_cells.text(value, v, c) for v in range(len(value.witnesses))}
    kind = ' class="variant"' if len(shared) > 1 else ""
    number = known.get((w, value.starts[w][c]))
    moved = f' data-transposition="{number}"' if number else ""
    return f'<td{kind}{moved} dir="auto">{escape(text)}</td>'


def _edition(value: Apparatus, options: Options) -> Iterator[str]:
    """The base text, each unit a link to its entry; then the entries by layer."""
    ids = xml_names(unit.id for unit in value.units)
    base = value.collation.witnesses[value.collation.index(value.base)]
    language = f" lang={quote(base.language)}" if base.language else ""
    yield f'<section class="variorum-text"{language}>\n'
    framed = frames(base)
    for event in events(value):
        if isinstance(event, Begin):
            yield _begin(framed[event.passage.id])
        elif isinstance(event, End):
            yield _end(framed[event.passage.id])
        elif isinstance(event, Words):
            yield escape(" ".join(base.slice(event.start, event.end).split()))
        elif isinstance(event, Blank):
            yield " "
        elif isinstance(event, Unit):
            yield _mark(event, ids[event.unit.id])
    yield "</section>\n"
    yield from _entries(value, ids)


def _begin(frame: Frame) -> str:
    """A paragraph, a heading or a stanza begins where a passage does."""
    if not (frame.stanza_opens if frame.kind == VERSE else frame.opens):
        return ""
    kind = ' class="verse"' if frame.kind == VERSE else ""
    return f'<{_TAGS.get(frame.kind, "p")}{kind} dir="auto">'


def _end(frame: Frame) -> str:
    if not frame.closes:
        return " " if frame.parted else ""
    if frame.kind == VERSE and not frame.stanza_closes:
        return "<br>\n"
    return f"</{_TAGS.get(frame.kind, 'p')}>\n"


def _mark(event: Unit, id: str) -> str:
    lemma = event.unit.lemma
    left, right = (" " if blank else "" for blank in event.spaced[0]) if lemma else ("", "")
    text = escape(lemma.text) if lemma and lemma.text else "‸"
    return f'{left}<a href="#app-{id}" id="{id}">{text}</a>{right}'


def _entries(value: Apparatus, ids: dict[str, str]) -> Iterator[str]:
    known = twins(value)
    for layer in dict.fromkeys(unit.layer for unit in value.units):
        title = f" {quote(layer)}" if layer else ""
        yield f'<ol class="variorum-apparatus"{" data-layer=" + title.strip() if title else ""}>\n'
        for unit in value.units:
            if unit.layer != layer:
                continue
            lemma = f'<b dir="auto">{escape(lemma_words(unit))}</b>]'
            agreed = f" <i>{escape(' '.join(unit.lemma.sigla))}</i>" if unit.lemma else ""
            parts = [
                f'<span class={quote(r.cls or "lemma")} dir="auto">{escape(r.text or "om.")}</span>'
                f" <i>{escape(' '.join(r.sigla))}</i>"
                for r in others(unit)
            ]
            if unit.lacunose:
                parts.append(f"lac. <i>{escape(' '.join(unit.lacunose))}</i>")
            if also := asides(unit, known):
                parts.append(escape(also))
            id = ids[unit.id]
            place = f'<a href="#{id}">{escape(str(unit.locus))}</a>'
            yield f'<li id="app-{id}">{place}: {lemma}{agreed} {"; ".join(parts)}</li>\n'
        yield "</ol>\n"
    if gone := "; ".join(lost(value)):
        yield f'<p class="variorum-lacunae">lac. {escape(gone)}</p>\n'
