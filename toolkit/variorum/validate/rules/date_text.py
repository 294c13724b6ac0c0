"""The year in the text of a date is not the year in its @when.

Guidelines: 3.6.4 (#CONADA)

PASS
    <p><date when="1988-12-20">20 December 1988</date></p>
FAIL
    <p><date when="1989-12-20">20 December 1988</date></p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ..context import Context
from ..dates import parse

CODE = "DAT002"
SEVERITY = Severity.WARNING


_YEAR = re.compile(r"(?<![\d.,])(1\d{3}|20\d\d)(?![\d.,]\d|\d)")
OTHER_COUNT = ("calendar", "when-custom", "datingMethod")


def check(context: Context) -> Iterator[Finding]:
    for element, value in context.document.having("when"):
        when = parse(value)
        if when is None or any(element.get(a) for a in OTHER_COUNT):
            continue
        text = context.document.text(element, frozenset({"note"}))
        years = [int(y) for y in _YEAR.findall(text)]
        if years and len(text) < 200 and when[0] not in years:
            yield context.finding(
                element,
                f"the text says {years[0]}, @when says {when[0]}",
                attribute="when",
                hint="mend the one that is wrong",
            )
