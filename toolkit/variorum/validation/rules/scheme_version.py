"""@schemeVersion gives the version of a style language that is not named.

Guidelines: att.styleDef; Schematron

PASS
    <encodingDesc><styleDefDecl scheme="css" schemeVersion="2.1"/></encodingDesc>
FAIL
    <encodingDesc><styleDefDecl schemeVersion="2.1"/></encodingDesc>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "STR023"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for element, _ in context.document.having("schemeVersion"):
        if element.get("scheme") in (None, "free"):
            yield context.finding(
                element,
                "@schemeVersion without a @scheme of which it is the version",
                attribute="schemeVersion",
                hint='name the language: scheme="css"',
            )
