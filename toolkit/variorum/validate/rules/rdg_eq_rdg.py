"""Two rdgs of one app have the same text.

Guidelines: 13.1.2 (#TCAPLL)

PASS
    <p><app><lem>sage</lem><rdg wit="#A">scholar</rdg><rdg wit="#B">teacher</rdg></app></p>
FAIL
    <p><app><lem>sage</lem><rdg wit="#A">scholar</rdg>
    <rdg wit="#B">scholar</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..base import shown
from ..compare import comparable
from ..context import Context

CODE = "APP007"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    for app in context.apps:
        texts = [(reading, comparable(context, reading)) for reading in app.variants]
        if len({text for _, text in texts}) == len(texts):
            continue  # as almost everywhere
        seen: set[tuple[str, ...]] = set()
        for reading, text in texts:
            if not text:
                continue
            element = reading.element
            key = (text, reading.type, *(element.get(a) or "" for a in ("hand", "cause", "rend")))
            if key in seen:
                yield context.finding(
                    element,
                    "another rdg of this app has the same text",
                    hint=f"merge the two and their sigla: {shown(text)}",
                )
            seen.add(key)
