"""A rdgGrp has more than one lem.

Guidelines: 13.1.3 (#TCAPSU); Schematron of rdgGrp

PASS
    <p><app><rdgGrp><lem>a</lem><rdg>b</rdg></rdgGrp></app></p>
FAIL
    <p><app><rdgGrp><lem>a</lem>
    <lem>b</lem></rdgGrp></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR001"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for group in context.document.named("rdgGrp"):
        for extra in [c for c in group if name(c) == "lem"][1:]:
            yield context.finding(
                extra, "a <rdgGrp> has at most one <lem>; this is another", hint="make it a <rdg>"
            )
