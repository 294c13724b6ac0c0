"""An app, or a group of readings, has no reading at all.

In editions of inscriptions an entry with @loc, or a bare one in a listApp, may be a note alone.

Guidelines: 13.1.1 (#TCAPEN)

PASS
    <p><app><lem wit="#A">sage</lem><rdg wit="#B">scholar</rdg></app></p>
PASS
    <l n="1">sage</l><listApp><app loc="1"><note>read from a photograph</note></app></listApp>
PASS
    <l n="1">sage</l><listApp><app><note>read from a photograph</note></app></listApp>
FAIL
    <p><app><note>lost</note></app></p>
FAIL
    <p><app><lem wit="#A">sage</lem><rdgGrp type="lexical"/></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Element, ancestor, name
from ..indexes.apps import LOCATION, tie
from ..indexes.context import Context

CODE = "APP015"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for app in context.apps:
        if not app.readings and not _noted(app.element):
            yield context.finding(app.element, "this app has no reading", hint="give a lem or rdg")
    for group in context.document.named("rdgGrp"):
        if not any(name(child) in ("lem", "rdg", "rdgGrp") for child in group):
            yield context.finding(group, "this rdgGrp has no reading", hint="give a rdg")


def _noted(app: Element) -> bool:
    apart = tie(app) == LOCATION or (not tie(app) and ancestor(app, "listApp") is not None)
    return apart and any(name(child) == "note" for child in app)
