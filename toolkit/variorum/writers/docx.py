"""DOCX: the base text with its apparatus in notes, as tracked changes, or versions in a table.

Written part by part, since the usual library has no footnotes: layer A (the first) stands at the
foot of the page, the others at the end. Word's notes cannot cite lines, so a note names its place
and its lemma. `--form changes` takes the base and one other witness.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import UsageError
from ..model import Apparatus, Collation, Synopsis, VariationUnit
from . import _cells
from ._docx_package import package, paragraph, run
from ._entries import LACUNOSE, lemma_words, others
from ._events import Blank, Bound, End, Unit, Words, events
from ._frame import HEADING, VERSE, Frame, frames
from ._moved import asides, lost, twins
from ._options import Options
from ._xml import quote

SUFFIX = ".docx"
TAKES = "apparatus"
ALSO = ("collation", "synopsis")
OVERLAPS = True
DROPS = (
    "classes",
    "names of layers",
    "markup",
    "normal forms",
    "language",
    "titles",
    "notes",
    "labels",
    "entry notes",
)


def write(value: Apparatus | Collation | Synopsis, *, options: Options) -> bytes:
    """The document; the same bytes for the same value."""
    signature = str(value.signature)
    if isinstance(value, Apparatus) and options.form != "table":
        if options.form == "changes":
            body = "".join(_changes(value))
            return package(body, [], [], title=options.title, signature=signature)
        notes = _Notes(value, options)
        body = "".join(notes.body())
        return package(body, notes.foot, notes.end, title=options.title, signature=signature)
    if options.form == "changes":
        raise UsageError("tracked changes need a base", hint="name the base witness")
    table = "".join(_table(value.collation if isinstance(value, Apparatus) else value))
    return package(table, [], [], title=options.title, signature=signature)


class _Notes:
    """The body, and the notes in the order of their signs."""

    def __init__(self, value: Apparatus, options: Options) -> None:
        self.value = value
        self.options = options
        self.foot: list[str] = []
        self._twins = twins(value)
        self.end: list[str] = []
        self._first = value.layers[0][0] if value.layers else ""

    def body(self) -> Iterator[str]:
        base = self.value.collation.witnesses[self.value.collation.index(self.value.base)]
        runs: list[str] = []
        framed = frames(base)
        for event in events(self.value):
            if isinstance(event, End):
                yield _print(runs, framed[event.passage.id])
            elif isinstance(event, Blank):
                runs.append(run(" "))
            elif isinstance(event, Words):
                runs.append(run(" ".join(base.slice(event.start, event.end).split())))
            elif isinstance(event, Unit):
                runs.append(self._unit(event))
            elif isinstance(event, Bound) and not event.begins:
                runs.append(self._sign(event.unit))
        if gone := "; ".join(lost(self.value)):
            yield paragraph(run(f"{LACUNOSE} {gone}", italic=True))

    def _unit(self, event: Unit) -> str:
        lemma = event.unit.lemma
        left, right = (" " if b else "" for b in event.spaced[0]) if lemma else ("", "")
        text = run(f"{left}{lemma.text}") if lemma else ""
        return text + self._sign(event.unit) + (run(right) if right else "")

    def _sign(self, unit: VariationUnit) -> str:
        at_foot = unit.layer in ("", self._first)
        notes, kind = (self.foot, "footnote") if at_foot else (self.end, "endnote")
        notes.append(self._note(unit))
        style = "FootnoteReference" if at_foot else "EndnoteReference"
        return (
            f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
            f'<w:{kind}Reference w:id="{len(notes)}"/></w:r>'
        )

    def _note(self, unit: VariationUnit) -> str:
        parts = [run(f" {unit.locus}: "), run(f"{lemma_words(unit)}]", bold=True)]
        if unit.lemma and self.options.style == "positive":
            parts += [run(" "), run(" ".join(unit.lemma.sigla), italic=True), run(";")]
        for number, reading in enumerate(others(unit)):
            parts.append(run(("; " if number else " ") + (reading.text or "om.") + " "))
            parts.append(run(" ".join(reading.sigla), italic=True))
        if unit.lacunose:
            parts += [run(f"; {LACUNOSE} "), run(" ".join(unit.lacunose), italic=True)]
        if also := asides(unit, self._twins):
            parts.append(run(f"; {also}"))
        return "".join(parts)


_STYLES = {HEADING: "Heading1", VERSE: "Verse"}


def _print(runs: list[str], frame: Frame) -> str:
    """The block that ends with a passage, as a Word paragraph; "" while it goes on."""
    if not frame.closes:
        runs += [run(" ")] if frame.parted else []
        return ""
    style = "StanzaEnd" if frame.stanza_closes else _STYLES.get(frame.kind, "")
    made = paragraph("".join(runs), style)
    runs.clear()
    return made


def _changes(value: Apparatus) -> Iterator[str]:
    """The base, changed into the other witness; its author is the witness."""
    sigla = [s for s in value.collation.sigla if s != value.base]
    if len(sigla) != 1:
        raise UsageError(
            f"tracked changes lead from the base to one other witness, not {len(sigla)}",
            hint="name two witnesses",
        )
    base = value.collation.witnesses[value.collation.index(value.base)]
    runs: list[str] = []
    number = 0
    framed = frames(base)
    for event in events(value):
        if isinstance(event, End):
            yield _print(runs, framed[event.passage.id])
        elif isinstance(event, Blank):
            runs.append(run(" "))
        elif isinstance(event, Words):
            runs.append(run(" ".join(base.slice(event.start, event.end).split())))
        elif isinstance(event, Unit):
            number += 2
            runs.append(_change(event, sigla[0], number))


def _change(event: Unit, siglum: str, number: int) -> str:
    """A deletion and an insertion; where the other is lacunose, the words stay."""
    parts = []
    gone = siglum in event.unit.lacunose
    for reading, (left, right) in zip(event.unit.readings, event.spaced):
        text = f"{' ' * left}{reading.text}{' ' * right}"
        own = siglum not in reading.sigla
        if not text:
            continue
        if gone:
            parts.append(run(text))
            continue
        kind = "del" if own else "ins"
        mark = f'w:id="{number + (not own)}" w:author={quote(siglum)}'
        parts.append(f"<w:{kind} {mark}>{run(text, deleted=own)}</w:{kind}>")
    return "".join(parts)


def _table(value: Collation | Synopsis) -> Iterator[str]:
    """A row of the alignment a row, a witness a column, the header on every page."""
    yield '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
    yield "</w:tblPr><w:tblGrid>" + "<w:gridCol/>" * len(value.witnesses) + "</w:tblGrid>"
    yield _row([run(s, bold=True) for s in value.sigla], header=True)
    for texts in _texts(value):
        yield _row([run(text) for text in texts])
    yield f"</w:tbl>{paragraph('')}"


def _texts(value: Collation | Synopsis) -> Iterator[list[str]]:
    if isinstance(value, Synopsis):
        for r in range(len(value.rows)):
            ranges = [value.tokens(r, w) for w in range(len(value.witnesses))]
            yield [
                " ".join(w.slice(t.start, t.stop).split()) for w, t in zip(value.witnesses, ranges)
            ]
        return
    for _, columns in _cells.rows(value):
        row = []
        for w, witness in enumerate(value.witnesses):
            filled = [c for c in columns if value.cell(w, c)]
            start = min((value.starts[w][c] for c in filled), default=0)
            end = max((value.ends[w][c] for c in filled), default=0)
            row.append(" ".join(witness.slice(start, end).split()))
        yield row


def _row(cells: list[str], header: bool = False) -> str:
    mark = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if header else ""
    inner = "".join(f"<w:tc><w:tcPr/>{paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{mark}{inner}</w:tr>"
