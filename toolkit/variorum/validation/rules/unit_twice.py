"""A measure says its unit twice: in @unit and in @unitRef.

@unitRef points to the definition of the unit, which names it.

Guidelines: att.measurement; Schematron

PASS
    <p><measure quantity="3" unitRef="#ell">three ells</measure></p>
FAIL
    <p><measure quantity="3" unit="ell" unitRef="#ell">three ells</measure></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR025"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    for element, _ in context.document.having("unitRef"):
        if element.get("unit") is not None and name(element):
            yield context.finding(
                element,
                f"a <{name(element)}> has both @unit and @unitRef",
                attribute="unit",
                hint="@unitRef alone says it",
            )
