"""A date says both @when and a stretch of time.

@when is a point; @from, @to, @notBefore and @notAfter bound a stretch. Nor do @from and @notBefore
(or @to and @notAfter) go together. The same holds of the forms in -iso and in -custom.

Guidelines: 14.4.1 att.datable.w3c, att.datable.iso, att.datable.custom; Schematron

PASS
    <p><date from="1988-12-20" to="1989-01-10">late December</date></p>
FAIL
    <p><date when="1988" from="1988-12-20" to="1989-01-10">late December</date></p>
FAIL
    <p><date from="1988" notBefore="1987">about 1988</date></p>
FAIL
    <p><date when-iso="1988" from-iso="1988-12-20" to-iso="1989-01-10">late December</date></p>
FAIL
    <p><date to-custom="1710" notAfter-custom="1711">before 1711</date></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR004"
SEVERITY = Severity.WARNING

FORMS = ("", "-iso", "-custom")
STRETCH = ("from", "to", "notBefore", "notAfter")
CLASHES = (("from", "notBefore"), ("to", "notAfter"))
NOT_DATES = frozenset("app span arc biblScope citedRange u annotationBlock timeline".split())


def check(context: Context) -> Iterator[Finding]:
    for form in FORMS:
        yield from _point_and_stretch(context, form)
        for one, other in CLASHES:
            yield from _twice(context, one + form, other + form)


def _point_and_stretch(context: Context, form: str) -> Iterator[Finding]:
    for element, _ in context.document.having(f"when{form}"):
        others = [a + form for a in STRETCH if element.get(a + form) is not None]
        if others and name(element) not in ("when", "anchor"):
            yield context.finding(
                element,
                f"@when{form} excludes @{' and @'.join(others)}",
                attribute=f"when{form}",
                hint="keep either the point or the range",
            )


def _twice(context: Context, one: str, other: str) -> Iterator[Finding]:
    for element, _ in context.document.having(one):
        if element.get(other) is not None and name(element) not in NOT_DATES:
            yield context.finding(
                element,
                f"@{one} and @{other} cannot be combined",
                attribute=one,
                hint="keep one of them",
            )
