"""A siglum stands twice in one @wit.

One of the two is superfluous, or was meant to be another.

Guidelines: 13.1.4 Witness Information (#TCAPWI)

PASS
    <p><app><lem wit="#A #B">sage</lem></app></p>
FAIL
    <p><app><lem wit="#A #B #A">sage</lem></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..context import Context

CODE = "WIT008"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    sound: set[str] = set()  # values without a repetition
    for element, value in context.document.having("wit"):
        if value in sound:
            continue
        tokens = value.split()
        if len(set(tokens)) == len(tokens):
            sound.add(value)
            continue
        seen: set[str] = set()
        for token in tokens:
            if token in seen:
                yield context.finding(
                    element,
                    f"siglum {token!r} stands twice in one @wit",
                    attribute="wit",
                    token=token,
                    hint="take one out",
                )
            seen.add(token)
