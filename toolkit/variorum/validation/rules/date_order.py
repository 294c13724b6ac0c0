"""A stretch of time ends before it begins.

Guidelines: 14.4.1 (#NDDATEISO)

PASS
    <p><date from="1988-12-20" to="1989-01-10">late December</date></p>
FAIL
    <p><date from="1989-01-10" to="1988-12-20">late December</date></p>
FAIL
    <p><date notBefore="1990" notAfter="1989">about 1989</date></p>
FAIL
    <p><date notBefore="1990" to="1989">until 1989</date></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context
from ..values.dates import after, parse

CODE = "DAT001"
SEVERITY = Severity.ERROR


BEGINS, ENDS = ("from", "notBefore"), ("to", "notAfter")
FORMS = ("", "-iso", "-custom")
PAIRS = tuple((b + form, e + form) for form in FORMS for b in BEGINS for e in ENDS)
NOT_DATES = frozenset("app span arc biblScope citedRange locus relatedItem listRef dim".split())


def check(context: Context) -> Iterator[Finding]:
    for begin, end in PAIRS:
        for element, value in context.document.having(begin):
            if name(element) in NOT_DATES:
                continue
            first, last = parse(value), parse(element.get(end) or "")
            if first and last and after(first, last):
                yield context.finding(
                    element,
                    f"@{begin} {value!r} is later than @{end} {element.get(end)!r}",
                    attribute=begin,
                    hint="swap the two, or correct the one that is wrong",
                )
