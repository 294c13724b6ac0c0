"""Two entries overlap without one holding the other.

Double end-point attachment allows it; parallel segmentation cannot express it, and a conversion
must merge the two.

Guidelines: 13.2.2 (#TCAPDE)

PASS
    <p><anchor xml:id="a"/>the<anchor xml:id="b"/> wise<anchor xml:id="c"/></p>
    <listApp><app from="#a" to="#b"><lem>the</lem></app><app from="#a" to="#c"><lem>x</lem></app>
    </listApp>
FAIL
    <p>
    <anchor xml:id="a"/>the<anchor xml:id="b"/> wise<anchor xml:id="c"/> man<anchor xml:id="d"/></p>
    <listApp><app from="#a" to="#c"><lem>the wise</lem></app>
    <app from="#b" to="#d"><lem>wise man</lem></app></listApp>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.apps import PARALLEL
from ..indexes.base import end_points
from ..indexes.context import Context

CODE = "APP004"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    spans = []
    for element in context.document.named("app"):
        ends = end_points(context, element)
        if ends is not None:
            first, last = (context.document.order(e) for e in ends)
            if first < last:
                spans.append((first, -last, context.document.order(element), element))
    severity = Severity.ERROR if context.shared.method == PARALLEL else None
    open_ends: list[int] = []
    for first, minus_last, _, element in sorted(spans, key=lambda s: s[:3]):
        while open_ends and open_ends[-1] <= first:
            open_ends.pop()
        if open_ends and -minus_last > open_ends[-1]:
            yield context.finding(
                element,
                "this entry overlaps another without one holding the other",
                attribute="from",
                hint="merge them, or keep to double end-point attachment",
                severity=severity,
            )
        else:
            open_ends.append(-minus_last)
