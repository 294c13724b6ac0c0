"""An empty rdg does not say whether the witness omits the words or is not extant.

Omission and lacuna are different things. Give it a @type or @cause, or put a `gap` into it. With
@n and @wit and nothing else it is the interchange profile's omission.

Guidelines: 13.1.2 (#TCAPLL)

PASS
    <p><app><lem>sage</lem><rdg wit="#A" type="omission"/><rdg wit="#B"><gap reason="damage"/></rdg>
    <rdg n="2" wit="#C"/></app></p>
FAIL
    <p><app><lem>sage</lem>
    <rdg wit="#A"/></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..compare import comparable
from ..context import Context

CODE = "APP013"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    for app in context.apps:
        for reading in app.variants:
            if comparable(context, reading) != "":
                continue  # as almost everywhere
            element = reading.element
            if len(element) or (element.text or "").strip() or reading.type:
                continue
            if element.get("cause") or (element.get("n") and reading.tokens):
                continue
            yield context.finding(
                element,
                "an empty rdg: does the witness omit the words, or is it not extant here?",
                hint='write type="omission", or put a gap into it',
            )
