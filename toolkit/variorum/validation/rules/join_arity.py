"""A join, or a transpose, puts together fewer than two things.

Guidelines: 17.7 (#SAAG), 12.3.4.5 (#transpo); Schematron of join

PASS
    <p xml:id="a"/><p xml:id="b"/><join target="#a #b"/>
FAIL
    <p xml:id="a"/><join target="#a"/>
FAIL
    <p xml:id="a"/><listTranspose><transpose><ptr target="#a"/></transpose></listTranspose>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR013"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for element in context.document.named("join"):
        value = element.get("target")
        if value is not None and len(value.split()) < 2:
            yield context.finding(
                element,
                "a <join> needs two pointers or more in @target",
                attribute="target",
                hint="name every part",
            )
    for element in context.document.named("transpose"):
        if sum(name(c) == "ptr" for c in element) < 2:
            yield context.finding(
                element,
                "a <transpose> needs two <ptr> or more",
                hint="name every part in its order",
            )
