"""An app has no reading at all.

Guidelines: 13.1.1 (#TCAPEN)

PASS
    <p><app><lem wit="#A">sage</lem><rdg wit="#B">scholar</rdg></app></p>
FAIL
    <p><app><note>lost</note></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..context import Context

CODE = "APP015"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for app in context.apps:
        if not app.readings:
            yield context.finding(app.element, "this app has no reading", hint="give a lem or rdg")
