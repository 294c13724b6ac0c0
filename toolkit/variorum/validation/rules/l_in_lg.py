"""A line group holds no line.

Guidelines: 3.13.1 (#CODV), Schematron of lg

PASS
    <lg><l>one</l></lg>
FAIL
    <lg><head>Song</head></lg>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "STR014"
SEVERITY = Severity.ERROR


LINES = ("l", "lg", "gap", "app", "choice", "subst")


def check(context: Context) -> Iterator[Finding]:
    for element in context.document.named("lg"):
        if not context.document.descendants(element, *LINES):
            yield context.finding(
                element, "a <lg> needs at least one <l> or <lg>", hint="add the lines"
            )
