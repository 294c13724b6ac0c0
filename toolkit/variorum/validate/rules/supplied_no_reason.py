"""A `supplied` does not say why it was supplied.

Words that syntax needs, words that sense needs, part of a date, a completed name: the reader must
be able to tell them apart.

Guidelines: 12.3.1.7 (#PHSU)

PASS
    <p>This is <supplied reason="syntax">a</supplied> prospect</p>
FAIL
    <p>This is <supplied>a</supplied> prospect</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..context import Context

CODE = "ENC001"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    for element in context.document.named("supplied"):
        if not (element.get("reason") or "").strip():
            yield context.finding(
                element,
                "this <supplied> has no @reason",
                hint='write reason="syntax", "sense", "completion", "date", …',
            )
