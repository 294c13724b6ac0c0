"""@subtype stands without @type.

Guidelines: 1.3.1.1.7 att.typed; Schematron

PASS
    <div type="letter" subtype="draft"><p/></div>
FAIL
    <div subtype="draft"><p/></div>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR003"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for element, _ in context.document.having("subtype"):
        if name(element) and element.get("type") is None:
            yield context.finding(
                element,
                f"<{name(element)}> has @subtype but no @type",
                attribute="subtype",
                hint="give it a @type, of which this is a kind",
            )
