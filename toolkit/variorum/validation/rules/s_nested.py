"""A sentence (`s`) stands within a sentence.

Guidelines: 18.1 (#AILC); Schematron of s

PASS
    <p><s>one</s> <s>two</s></p>
FAIL
    <p><s>one <s>two</s></s></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import ancestor
from ..indexes.context import Context

CODE = "STR010"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for element in context.document.named("s"):
        if ancestor(element, "s") is not None:
            yield context.finding(
                element, "an <s> stands within an <s>", hint="use seg for the inner one"
            )
