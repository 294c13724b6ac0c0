"""Two readings are equal once normalised and are not called orthographic.

Say so by @type (`orthographic`, `punctuation`, ...), so that it can be shown or hidden as a class.

Guidelines: 13.1.2 (#TCAPLL)

PASS
    <p><app><lem wit="#A">sage</lem><rdg wit="#B">scholar</rdg></app></p>
PASS
    <p><app><lem wit="#A">the ‘sage’</lem><rdg wit="#B" type="orthographic">the 'Sage'</rdg></app>
    </p>
FAIL
    <p><app><lem wit="#A">the ‘sage’</lem>
    <rdg wit="#B">the 'Sage'</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.base import shown
from ..indexes.compare import differing
from ..indexes.context import Context

CODE = "APP012"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    for reading, base, text in differing(context, "spelling"):
        yield context.finding(
            reading.element,
            "this reading differs from the lemma only in what the declared normalisation removes",
            hint=f"{shown(text)} against {shown(base)}: classify it by @type, or merge the two",
        )
