"""An app has one reading only, and no note.

There is nothing to compare it with.

Guidelines: 13.1.1 (#TCAPEN)

PASS
    <p><app><lem wit="#A">sage</lem><note>so all witnesses</note></app></p>
FAIL
    <p><app><lem wit="#A">sage</lem></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "APP014"
SEVERITY = Severity.INFO


NOTES = ("note", "witDetail", "wit", "noteGrp")


def check(context: Context) -> Iterator[Finding]:
    for app in context.apps:
        if len(app.readings) == 1 and not any(name(c) in NOTES for c in app.element):
            yield context.finding(
                app.element, "this app has one reading and no note", hint="give the other readings"
            )
