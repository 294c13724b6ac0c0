"""A hyphen stands before a line break that does not say whether the word goes on.

Write `<lb break="no"/>` where the word is one, `break="yes"` where the hyphen is its own.

Guidelines: 3.11.3 (#CORS5)

PASS
    <p>cata-<lb break="no"/>lyst</p>
FAIL
    <p>cata-<lb/>lyst</p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ..context import Context
from ..document import name

CODE = "TXT009"
SEVERITY = Severity.WARNING


_HYPHEN = re.compile(r"[^\W\d_][-\u2010\u00ad\u00ac]\s*$")


def check(context: Context) -> Iterator[Finding]:
    layout = context.document.layout
    for element in context.document.named("lb", "pb", "cb"):
        if element.get("break") is not None:
            continue
        last = layout.span_of_runs(element)[0] - 1
        while last >= 0 and not layout.texts[last].strip():
            last -= 1
        if last >= 0 and _HYPHEN.search(layout.texts[last]):
            yield context.finding(
                element,
                f"a hyphen stands before this <{name(element)}>, which has no @break",
                hint='write break="no" if the word goes on, else break="yes"',
            )
