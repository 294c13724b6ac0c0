"""A standOff within a standOff does not say what it holds.

Guidelines: 17.10 The standOff Container; Schematron

PASS
    <standOff><standOff type="persons"><listPerson><person/></listPerson></standOff></standOff>
FAIL
    <standOff><standOff><listPerson><person/></listPerson></standOff></standOff>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "STR030"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for inner in context.document.named("standOff"):
        if inner.get("type") is None and context.document.ancestor(inner, "standOff") is not None:
            yield context.finding(
                inner,
                "a <standOff> within another has no @type",
                hint="say in @type what sort of annotations it holds",
            )
