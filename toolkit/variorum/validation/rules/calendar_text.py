"""@calendar stands on a date without text.

It says by which calendar the date *in the text* is counted.

Guidelines: 14.4.2 att.datable @calendar; Schematron

PASS
    <p><date when="1917-11-07" calendar="#julian">25 October 1917</date></p>
FAIL
    <p><date when="1917-11-07" calendar="#julian"/></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR007"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for element, _ in context.document.having("calendar"):
        if name(element) and not context.document.text(element, frozenset()):
            yield context.finding(
                element,
                f"@calendar on a <{name(element)}> without text",
                attribute="calendar",
                hint="write the date as the source has it, or drop @calendar",
            )
