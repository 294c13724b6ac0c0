"""An addSpan, delSpan, damageSpan or the like does not say where it ends.

@spanTo points to an element that comes later in the file.

Guidelines: 12.3.1.4 (#PHAD); Schematron of att.spanning

PASS
    <p><delSpan spanTo="#e"/>x<anchor xml:id="e"/></p>
FAIL
    <p><delSpan/>x</p>
FAIL
    <p><anchor xml:id="e"/><delSpan spanTo="#e"/>x</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR011"
SEVERITY = Severity.ERROR


SPANS = ("addSpan", "delSpan", "damageSpan", "modSpan")


def check(context: Context) -> Iterator[Finding]:
    for element in context.document.named(*SPANS):
        if element.get("spanTo") is None:
            yield context.finding(
                element, f"<{name(element)}> has no @spanTo", hint="point to an anchor at its end"
            )
    for element, value in context.document.having("spanTo"):
        end = context.document.ids.get(value.strip().removeprefix("#"))
        if end is None or context.document.order(end) >= context.document.order(element):
            continue
        if context.shared.elsewhere.stays(value, element):
            yield context.finding(
                element,
                f"@spanTo {value!r} points backwards",
                attribute="spanTo",
                hint="a span ends after it begins: point to a later element",
            )
