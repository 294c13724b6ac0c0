"""A span says in two ways, or only by half, what it spans.

It has either @target or @from with @to; each end is one pointer.

Guidelines: 18.3 span; Schematron

PASS
    <p xml:id="a">x</p><p xml:id="b">y</p><span from="#a" to="#b">both</span>
FAIL
    <p xml:id="a">x</p><span from="#a" target="#a">this</span>
FAIL
    <p xml:id="a">x</p><span to="#a">up to this</span>
FAIL
    <p xml:id="a">x</p><p xml:id="b">y</p><span from="#a #b">both</span>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..context import Context

CODE = "STR017"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for span in context.document.named("span"):
        ends = [a for a in ("from", "to") if span.get(a) is not None]
        crowded = [a for a in ends if len((span.get(a) or "").split()) > 1]
        if ends and span.get("target") is not None:
            yield context.finding(
                span,
                f"a <span> has both @target and @{ends[0]}",
                attribute="target",
                hint="keep @target, or @from and @to",
            )
        elif ends == ["to"]:
            yield context.finding(
                span,
                "a <span> has @to without @from",
                attribute="to",
                hint="say where it begins",
            )
        for attribute in crowded:
            yield context.finding(
                span,
                f"@{attribute} of a <span> points to more than one thing",
                attribute=attribute,
                hint="give one pointer; @target takes several",
            )
