"""A hyphen stands before a line break that does not say whether the word goes on.

Write `<lb break="no"/>` where the word is one, `break="yes"` where the hyphen is its own. What
`hyphenation` in the header says of all hyphens need not be said of each; where an edition says it
of none of many, that is one finding. Of breaks that follow each other, as `<pb/><lb/>`, one says it
for all.

Guidelines: 3.11.3 (#CORS5)

PASS
    <p>cata-<lb break="no"/>lyst</p>
PASS
    <TEI><teiHeader><hyphenation eol="all"><p>as printed</p></hyphenation></teiHeader><text>
    <p>cata-<lb/>lyst</p></text></TEI>
PASS
    <p>cata-<pb n="2"/><lb break="no"/>lyst</p>
FAIL
    <p>cata-<lb/>lyst</p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Document, Element, name
from ..indexes.context import Context

CODE = "TXT009"
SEVERITY = Severity.WARNING

BREAKS = ("lb", "pb", "cb")

_HYPHEN = re.compile(r"[^\W\d_][-\u2010\u00ad\u00ac]\s*$")


MANY = 20  # such hyphens; if no break at all says whether the word goes on, that is said once
HINT = 'write break="no" if the word goes on, else break="yes"'


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    if any(element.get("eol") or len(element) for element in document.named("hyphenation")):
        return
    found = _unsaid(document)
    said = any(name(element) in BREAKS for element, _ in document.having("break"))
    once = len(found) >= MANY and not said
    for element in found[:1] if once else found:
        yield context.finding(
            element,
            f"none of the {len(found)} breaks after a hyphen has @break"
            if once
            else f"a hyphen precedes this <{name(element)}>, which has no @break",
            hint=HINT + (", or say it of all in <hyphenation>" if once else ""),
            count=len(found) if once else 1,
        )


def _unsaid(document: Document) -> list[Element]:
    """The breaks after a hyphen that do not say whether the word goes on."""
    layout = document.layout
    unsaid: dict[int, Element] = {}  # the first of the breaks that follow one text
    said = set()
    for element in document.named(*BREAKS):
        last = layout.span_of_runs(element)[0] - 1
        while last >= 0 and not layout.texts[last].strip():
            last -= 1
        if element.get("break") is not None:
            said.add(last)
        elif last >= 0 and last not in unsaid and _HYPHEN.search(layout.texts[last]):
            unsaid[last] = element
    return [element for last, element in unsaid.items() if last not in said]
