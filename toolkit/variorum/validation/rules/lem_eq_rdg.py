"""A rdg repeats the text of a lem that has its own witnesses.

Programs see two readings where there is one. A bare `lem` without @wit may repeat the base's
reading; else put the sigla together.

Guidelines: 13.1.2 (#TCAPLL)

PASS
    <p><app><lem>sage</lem><rdg wit="#A">sage</rdg><rdg wit="#B">scholar</rdg></app></p>
FAIL
    <p><app><lem wit="#A">sage</lem>
    <rdg wit="#B">sage</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.base import shown
from ..indexes.compare import comparable
from ..indexes.context import Context

CODE = "APP006"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    for app in context.apps:
        lemma = app.lemma
        if lemma is None or not lemma.tokens:
            continue
        text = comparable(context, lemma)
        if not text:
            continue
        for reading in app.variants:
            if comparable(context, reading) == text and not reading.type and not lemma.type:
                yield context.finding(
                    reading.element,
                    "this rdg has the same text as the lem",
                    hint=f"cite its witnesses at the lem: {shown(text)}",
                )
