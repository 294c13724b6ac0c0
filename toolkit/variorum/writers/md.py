"""Markdown: the base text with footnotes, one a unit; layers are named in the note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Apparatus, VariationUnit
from ._entries import LACUNOSE, lemma_mark, lemma_words, others
from ._events import Begin, Blank, Bound, End, Unit, Words, events
from ._frame import HEADING, VERSE, Frame, frames
from ._moved import Twins, asides, lost, twins
from ._options import Options

SUFFIX = ".md"
TAKES = "apparatus"
OVERLAPS = True
DROPS = (
    "classes",
    "markup",
    "normal forms",
    "language",
    "titles",
    "notes",
    "labels",
    "entry notes",
)
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$])")
_HEADING = "## "
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)", re.M)


def write(value: Apparatus, *, options: Options) -> str:
    """The text and its notes."""
    base = value.collation.witnesses[value.collation.index(value.base)]
    text: list[str] = []
    notes: list[str] = []
    known = twins(value)
    framed = frames(base)
    for event in events(value):
        if isinstance(event, Begin):
            text.append(_HEADING if framed[event.passage.id].kind == HEADING else "")
        elif isinstance(event, End):
            text.append(_end(framed[event.passage.id]))
        elif isinstance(event, Blank):
            text.append(" ")
        elif isinstance(event, Words):
            words = escape(" ".join(base.slice(event.start, event.end).split()))
            fresh = "".join(text[-2:])[-1:] in ("", "\n")
            text.append(_LIST.sub(r"\1\\\2", words) if fresh else words)
        elif isinstance(event, Unit):
            lemma = event.unit.lemma
            left, right = (" " if b else "" for b in event.spaced[0]) if lemma else ("", "")
            text.append(f"{left}{escape(lemma.text) if lemma else ''}[^{len(notes) + 1}]{right}")
            notes.append(_footnote(len(notes) + 1, event.unit, options, known))
        elif isinstance(event, Bound) and not event.begins:
            text.append(f"[^{len(notes) + 1}]")
            notes.append(_footnote(len(notes) + 1, event.unit, options, known))
    title = f"# {escape(options.title)}\n\n" if options.title else ""
    gone = "; ".join(f"{LACUNOSE} {escape(words)}" for words in lost(value))
    return title + "".join(text) + (f"{gone}\n\n" if gone else "") + "".join(notes)


def _end(frame: Frame) -> str:
    """A verse ends its line, a block its paragraph, a sentence neither."""
    if not frame.closes:
        return " " if frame.parted else ""
    return "\\\n" if frame.kind == VERSE and not frame.stanza_closes else "\n\n"


def _footnote(number: int, unit: VariationUnit, options: Options, known: Twins) -> str:
    return f"[^{number}]: {'; '.join(_note(unit, options, known))}\n"


def _note(unit: VariationUnit, options: Options, known: Twins) -> Iterator[str]:
    layer = f"**{escape(unit.layer)}** " if unit.layer else ""
    lead = f"{layer}{escape(lemma_words(unit) + lemma_mark(unit))}"
    if unit.lemma and options.style == "positive":
        yield f"{lead} *{escape(' '.join(unit.lemma.sigla))}*"
        lead = ""
    for reading in others(unit):
        said = f"{escape(reading.text or 'om.')} *{escape(' '.join(reading.sigla))}*"
        yield f"{lead} {said}".strip()
        lead = ""
    if unit.lacunose:
        yield f"{lead} {LACUNOSE} *{escape(' '.join(unit.lacunose))}*".strip()
    if also := asides(unit, known):
        yield escape(also)


def escape(text: str) -> str:
    """Text in which nothing is markup.

    >>> print(escape("[a] *b* 1_2"))
    \\[a\\] \\*b\\* 1\\_2
    """
    return _SPECIAL.sub(r"\\\1", text.replace("&", "&amp;"))
