"""Two elements have the same xml:id.

A pointer to it may mean either; every program takes its own pick.

Guidelines: 1.3.1.1.1 (#STGAid)

PASS
    <p xml:id="p1"/><p xml:id="p2"/>
FAIL
    <p xml:id="p1"/>
    <p xml:id="p1"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import XML_ID
from ..indexes.context import Context

CODE = "REF001"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    for element, value in document.having(XML_ID):
        first = document.ids.get(value.strip())
        if value.strip() and first is not element and first is not None:  # an empty one: REF002
            twice = f"is given twice: first on {document.origins.line_said(first)}"
            if document.origins.same_place(first, element):
                twice = "occurs twice, since the element that has it is included twice"
            yield context.finding(
                element,
                f"xml:id {value.strip()!r} {twice}",
                attribute=XML_ID,
                hint="give one of them another id, and check where pointers to it should lead",
            )
