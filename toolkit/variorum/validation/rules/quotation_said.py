"""A quotation declaration says nothing: neither @marks nor a paragraph.

Guidelines: 2.3.3 The Editorial Practices Declaration (#HD53); Schematron

PASS
    <encodingDesc><editorialDecl><quotation marks="all"/></editorialDecl></encodingDesc>
FAIL
    <encodingDesc><editorialDecl><quotation/></editorialDecl></encodingDesc>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR021"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for quotation in context.document.named("quotation"):
        if quotation.get("marks") is None and not any(name(c) == "p" for c in quotation):
            yield context.finding(
                quotation,
                "a <quotation> has neither @marks nor a paragraph",
                hint="say in @marks whether quotation marks are kept: all, some or none",
            )
