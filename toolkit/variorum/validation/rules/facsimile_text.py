"""Transcribed text stands in a facsimile, which holds images only.

Text that is transcribed line by line as the page has it belongs in sourceDoc.

Guidelines: 12.1 Digital Facsimiles (#PHFAX); Schematron

PASS
    <sourceDoc><surface><zone><line>the wise man</line></zone></surface></sourceDoc>
FAIL
    <facsimile><surface><zone><line>the wise man</line></zone></surface></facsimile>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR031"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    for facsimile in document.named("facsimile"):
        for run in document.layout.runs_in(facsimile):
            if name(run.parent) in ("line", "zone") and run.text.strip():
                yield context.finding(
                    run.parent,
                    f"text stands in a <{name(run.parent)}> of a facsimile",
                    hint="write <sourceDoc> for <facsimile>, or transcribe in <text>",
                )
                break
