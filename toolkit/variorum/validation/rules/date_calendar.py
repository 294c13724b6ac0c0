"""A date before February 1918 in a Russian text does not say its calendar.

Russia counted by the Julian calendar until 1 (14) February 1918; @when is Gregorian.

Guidelines: 14.4.2 (#NDDATECUSTOM), @calendar

PASS
    <p xml:lang="ru"><date when="1917-11-07" calendar="#julian">25 октября 1917</date></p>
PASS
    <p xml:lang="en"><date when="1917-11-07">7 November 1917</date></p>
FAIL
    <p xml:lang="ru"><date when="1917-10-25">25 октября 1917</date></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context
from ..values.dates import parse

CODE = "DAT003"
SEVERITY = Severity.INFO


REFORM = (1918, 2, 14)


def check(context: Context) -> Iterator[Finding]:
    for element, value in context.document.having("when"):
        when = parse(value)
        if when is None or not when[2] or not (when[0] > 1000 and when < REFORM):
            continue
        if context.document.language(element).split("-")[0].lower() not in ("ru", "orv", "rus"):
            continue
        if not (element.get("calendar") or element.get("datingMethod")):
            yield context.finding(
                element,
                f"the date {value} in a Russian text does not say its calendar",
                attribute="when",
                hint='add calendar="#julian" or calendar="#gregorian"',
            )
