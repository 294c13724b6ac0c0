"""The text read off the apparatus for a witness is not its transcription.

Asked where a transcription of the witness is given (`variorum validate --transcription A=a.txt`).
Compared after the declared normalisation; the first difference is shown with its context.

Guidelines: 13.2 (#TCAPLK)

PASS
    <p>the <app><lem wit="#A">sage</lem><rdg wit="#B">scholar</rdg></app> answers</p>
FAIL
    <p>the <app><lem wit="#A">wise man</lem><rdg wit="#B">scholar</rdg></app> answers</p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Element, ancestor, name
from ..indexes.context import Context

CODE = "APP001"
SEVERITY = Severity.ERROR


EXAMPLE_OPTIONS = {"transcriptions": {"A": "The sage answers"}}
CONTEXT = 4  # words shown on each side of the first difference


def check(context: Context) -> Iterator[Finding]:
    if not context.options.transcriptions:
        return
    from ...tei.readings import sigla
    from ...tei.text import Wanted, read_text, text_elements
    from ...text.normal import pipeline

    root = context.document.root
    known = sigla(root)
    normalise = pipeline(context.options.normal)
    for siglum, wanted in sorted(context.options.transcriptions.items()):
        texts = text_elements(root)
        got = " ".join(read_text(t, Wanted(siglum=siglum, known=known)).string() for t in texts)
        read, given = _words(got), _words(wanted)
        place = _first_difference([normalise(w) for w in read], [normalise(w) for w in given])
        if place is not None:
            yield _difference(context, siglum, place, read, given)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:['’\-]\w+)*|[^\w\s]", text)


def _first_difference(read: list[str], given: list[str]) -> int | None:
    for i, (a, b) in enumerate(zip(read, given)):
        if a != b:
            return i
    return None if len(read) == len(given) else min(len(read), len(given))


def _difference(
    context: Context, siglum: str, place: int, read: list[str], given: list[str]
) -> Finding:
    start, stop = max(place - CONTEXT, 0), place + CONTEXT
    element = _nearest_app(context, siglum, read, place)
    ours, theirs = " ".join(read[start:stop]), " ".join(given[start:stop])
    return context.finding(
        element,
        f"the text of {siglum!r} read off the apparatus differs from its transcription: "
        f"“{ours}” against “{theirs}”",
        hint="fix the reading or the transcription",
    )


def _nearest_app(context: Context, siglum: str, read: list[str], place: int) -> Element:
    """The reading of the witness that has the first differing word, else the text itself."""
    word = read[place] if place < len(read) else ""
    count = read[: place + 1].count(word)
    for run in context.document.text_body:
        reading = run.parent if name(run.parent) in ("lem", "rdg") else None
        reading = reading if reading is not None else ancestor(run.parent, "lem", "rdg")
        if reading is not None and not _reads(context, reading, siglum):
            continue
        for found in _words(run.text):
            count -= found == word
            if count == 0 and found == word:
                return reading if reading is not None else run.parent
    return next(iter(context.document.named("body")), context.document.root)


def _reads(context: Context, reading: Element, siglum: str) -> bool:
    tokens = (reading.get("wit") or "").split()
    witnesses = context.witnesses
    keys = {leaf for t in tokens for leaf in witnesses.leaves(witnesses.resolve(t) or "")}
    return siglum in keys or siglum in {t.removeprefix("#") for t in tokens}
