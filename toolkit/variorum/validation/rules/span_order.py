"""The place where an entry begins comes after the place where it ends.

Guidelines: 13.2.2 The Double End-Point Attachment Method (#TCAPDE)

PASS
    <p>the <anchor xml:id="a"/>wise<anchor xml:id="b"/></p>
    <listApp><app from="#a" to="#b"><lem>wise</lem></app></listApp>
FAIL
    <p>the <anchor xml:id="a"/>wise<anchor xml:id="b"/></p>
    <listApp><app from="#b" to="#a"><lem>wise</lem></app></listApp>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.base import end_points
from ..indexes.context import Context

CODE = "APP003"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for element in context.document.named("app"):
        ends = end_points(context, element)
        if ends is None:
            continue
        first, last = ends
        if context.document.order(first) > context.document.order(last):
            yield context.finding(
                element,
                f"@from {element.get('from')!r} stands after @to {element.get('to')!r}",
                attribute="from",
                hint="change the two",
            )
