"""A span, or a ruby text, says in two ways, or only by half, what it spans.

It has either @target or @from with @to; each end is one pointer. The @from of a span may stand
alone, that of an rt may not.

Guidelines: 18.3 span; Schematron of span and rt

PASS
    <p xml:id="a">x</p><p xml:id="b">y</p><span from="#a" to="#b">both</span>
FAIL
    <p xml:id="a">x</p><span from="#a" target="#a">this</span>
FAIL
    <p xml:id="a">x</p><span to="#a">up to this</span>
FAIL
    <p xml:id="a">x</p><p xml:id="b">y</p><span from="#a #b">both</span>
FAIL
    <p xml:id="a">x</p><p xml:id="b">y</p><span from="#b" to="#a">both</span>
FAIL
    <p><ruby><rb xml:id="b">x</rb><rt from="#b">y</rt></ruby></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Element, name
from ..indexes.context import Context

CODE = "STR017"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for span in context.document.named("span", "rt"):
        ends = [a for a in ("from", "to") if span.get(a) is not None]
        if ends and span.get("target") is not None:
            yield context.finding(
                span,
                f"{_a(span)} has both @target and @{ends[0]}",
                attribute="target",
                hint="keep @target, or @from and @to",
            )
        elif ends == ["to"] or (ends == ["from"] and name(span) == "rt"):
            yield context.finding(
                span,
                f"{_a(span)} has @{ends[0]} without @{'from' if ends == ['to'] else 'to'}",
                attribute=ends[0],
                hint=f"say where it {'begins' if ends == ['to'] else 'ends'}",
            )
        first, last = (context.document.ids.get((span.get(a) or "#")[1:]) for a in ("from", "to"))
        if first is not None and last is not None and _before(context, last, first):
            yield context.finding(
                span,
                f"{_a(span)} ends before it begins",
                attribute="from",
                hint="change @from and @to",
            )
        for attribute in (a for a in ends if len((span.get(a) or "").split()) > 1):
            yield context.finding(
                span,
                f"@{attribute} of {_a(span)} points to more than one thing",
                attribute=attribute,
                hint="give one pointer; @target takes several",
            )


def _before(context: Context, one: Element, other: Element) -> bool:
    return context.document.order(one) < context.document.order(other)


def _a(element: Element) -> str:
    return "an <rt>" if name(element) == "rt" else "a <span>"
