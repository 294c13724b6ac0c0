"""Two rdgs of one app have the same text.

Within one rdgGrp they may: it says that they belong together. Where a witness begins or ends within
one of them, that is not text of the others.

Guidelines: 13.1.2 (#TCAPLL)

PASS
    <p><app><lem>sage</lem><rdg wit="#A">scholar</rdg><rdg wit="#B">teacher</rdg></app></p>
PASS
    <p><app><rdgGrp><rdg wit="#A">scholar</rdg><rdg wit="#B">scholar</rdg></rdgGrp>
    <rdg wit="#C">sage</rdg></app></p>
PASS
    <p><app><rdg wit="#A">scholar</rdg><rdg wit="#B"><witStart/>scholar</rdg></app></p>
FAIL
    <p><app><rdgGrp><rdg wit="#A">scholar</rdg></rdgGrp>
    <rdgGrp><rdg wit="#B">scholar</rdg></rdgGrp></app></p>
FAIL
    <p><app><lem>sage</lem><rdg wit="#A">scholar</rdg>
    <rdg wit="#B">scholar</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Element
from ..indexes.base import shown
from ..indexes.compare import comparable
from ..indexes.context import Context

CODE = "APP007"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    for app in context.apps:
        texts = [(reading, comparable(context, reading)) for reading in app.variants]
        if len({text for _, text in texts}) == len(texts):
            continue  # as almost everywhere
        seen: dict[tuple[str, ...], Element | None] = {}  # the group of the first that reads so
        for reading, text in texts:
            if not text:
                continue
            element = reading.element
            key = (text, reading.type, *(element.get(a) or "" for a in ("hand", "cause", "rend")))
            if key in seen and (reading.group is None or reading.group is not seen[key]):
                yield context.finding(
                    element,
                    "another rdg of this app has the same text",
                    hint=f"merge the two and their sigla: {shown(text)}",
                )
            seen.setdefault(key, reading.group)
