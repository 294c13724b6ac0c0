"""A pointer has both @target and @cRef.

Guidelines: 3.7 (#COXR); Schematron of ptr and ref

PASS
    <p><ref target="#p" xml:id="p">x</ref></p>
FAIL
    <p><ref target="#p" xml:id="p" cRef="Gen 1">x</ref></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR008"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for element in context.document.named("ptr", "ref", "gloss", "term"):
        if element.get("target") is not None and element.get("cRef") is not None:
            yield context.finding(
                element,
                f"<{name(element)}> has both @target and @cRef",
                attribute="cRef",
                hint="keep one of them",
            )
