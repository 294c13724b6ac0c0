"""An empty rdg does not say whether the witness omits the words or is not extant.

Omission and lacuna are different things. Give it a @type or @cause, or put a `gap` into it. With
@n and @wit and nothing else it is the interchange profile's omission. A note on that reading may
say it as well, and @copyOf what stands there.

Guidelines: 13.1.2 (#TCAPLL)

PASS
    <p><app><lem>sage</lem><rdg wit="#A" type="omission"/><rdg wit="#B"><gap reason="damage"/></rdg>
    <rdg n="2" wit="#C"/></app></p>
PASS
    <p><app><lem>sage</lem><rdg wit="#A" xml:id="r1"/>
    <witDetail wit="#A" target="#r1">space left</witDetail></app></p>
PASS
    <p><app><lem xml:id="l1">sage</lem><rdg wit="#A" copyOf="#l1"/></app></p>
FAIL
    <p><app><lem>sage</lem>
    <rdg wit="#A"/></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import XML_ID
from ..document.document import Element, ancestor, name
from ..indexes.compare import comparable
from ..indexes.context import Context

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
            if element.get("copyOf") or element.get("sameAs") or _explained(element):
                continue
            yield context.finding(
                element,
                "an empty rdg: does the witness omit the words, or is it not extant here?",
                hint='write type="omission", or put a gap into it',
            )


def _explained(reading: Element) -> bool:
    """Does a note of the entry speak of this reading?"""
    app = ancestor(reading, "app")
    pointer = f"#{reading.get(XML_ID)}"
    return app is not None and any(
        name(child) in ("witDetail", "note") and pointer in (child.get("target") or "").split()
        for child in app
    )
