"""A date says both @when and a stretch of time.

@when is a point; @from, @to, @notBefore and @notAfter bound a stretch. Nor do @from and @notBefore
(or @to and @notAfter) go together.

Guidelines: 14.4.1 att.datable.w3c; Schematron

PASS
    <p><date from="1988-12-20" to="1989-01-10">late December</date></p>
FAIL
    <p><date when="1988" from="1988-12-20" to="1989-01-10">late December</date></p>
FAIL
    <p><date from="1988" notBefore="1987">about 1988</date></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..context import Context
from ..document import name

CODE = "STR004"
SEVERITY = Severity.WARNING


STRETCH = ("from", "to", "notBefore", "notAfter")
CLASHES = (("from", "notBefore"), ("to", "notAfter"))
NOT_DATES = frozenset("app span arc biblScope citedRange u annotationBlock timeline".split())


def check(context: Context) -> Iterator[Finding]:
    for element, _ in context.document.having("when"):
        others = [a for a in STRETCH if element.get(a) is not None]
        if others and name(element) not in ("when", "anchor"):
            yield context.finding(
                element,
                f"@when excludes @{' and @'.join(others)}",
                attribute="when",
                hint="keep the point or the stretch",
            )
    for one, other in CLASHES:
        for element, _ in context.document.having(one):
            if element.get(other) is not None and name(element) not in NOT_DATES:
                yield context.finding(
                    element,
                    f"@{one} and @{other} cannot stand together",
                    attribute=one,
                    hint="keep one of them",
                )
