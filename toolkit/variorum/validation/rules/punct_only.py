"""Two readings differ in punctuation only and are not called so.

Say so by @type (`orthographic`, `punctuation`, ...), so that it can be shown or hidden as a class.

Guidelines: 13.1.2 (#TCAPLL)

PASS
    <p><app><lem wit="#A">sage</lem><rdg wit="#B">scholar</rdg></app></p>
PASS
    <p><app><lem wit="#A">sage,</lem><rdg wit="#B" type="orthographic">sage</rdg></app></p>
FAIL
    <p><app><lem wit="#A">sage,</lem>
    <rdg wit="#B">sage</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.base import shown
from ..indexes.compare import differing
from ..indexes.context import Context

CODE = "APP010"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    for reading, base, text in differing(context, "punctuation"):
        yield context.finding(
            reading.element,
            "this reading differs from the lemma only in punctuation",
            hint=f"{shown(text)} against {shown(base)}: classify it by @type, or merge the two",
        )
