"""A `link` joins fewer than two things.

Guidelines: 17.1 Links (#SAPTL)

PASS
    <p xml:id="a"/><p xml:id="b"/><linkGrp><link target="#a #b"/></linkGrp>
FAIL
    <p xml:id="a"/><linkGrp><link target="#a"/></linkGrp>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "REF007"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for link in context.document.named("link"):
        value = link.get("target")
        if value is not None and len(set(value.split())) < 2:
            yield context.finding(
                link,
                "a link joins two things or more; @target names "
                + ("one" if value.split() else "none"),
                attribute="target",
                hint="name every end of the link in @target",
            )
