"""A change in the revision history does not say when it was made, or stands out of order.

The newest comes first, or the oldest, but all go one way.

Guidelines: 2.6 The Revision Description (#HD6)

PASS
    <teiHeader><revisionDesc><change when="2021-02-01">b</change>
    <change when="2021-01-01">a</change></revisionDesc></teiHeader>
PASS
    <teiHeader><revisionDesc><change><date when="2021">2021</date>: proofs</change></revisionDesc>
    </teiHeader>
PASS
    <teiHeader><profileDesc><creation><listChange><change xml:id="a">first draft</change>
    </listChange></creation></profileDesc></teiHeader>
FAIL
    <teiHeader><revisionDesc><change>proofs</change></revisionDesc></teiHeader>
FAIL
    <teiHeader><revisionDesc><change when="2021-03-01">c</change>
    <change when="2021-01-01">a</change><change when="2021-02-01">b</change></revisionDesc>
    </teiHeader>
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...model import Finding, Severity
from ..document.document import Element, ancestor, name
from ..indexes.context import Context
from ..values.dates import after, parse

CODE = "HDR003"
SEVERITY = Severity.INFO

SAYS_WHEN = ("when", "from", "to", "notBefore", "notAfter", "when-iso", "when-custom", "period")


def check(context: Context) -> Iterator[Finding]:
    for history in context.document.named("revisionDesc", "listChange"):
        if name(history) == "listChange" and ancestor(history, "revisionDesc") is None:
            continue  # of a text's genesis, whose stages need no date
        changes = [child for child in history if name(child) == "change"]
        for change in changes:
            if not _dated(context, change):
                yield context.finding(
                    change,
                    "this change has no date",
                    hint='give it when="YYYY-MM-DD", the day of the change',
                )
        yield from _order(context, changes)


def _dated(context: Context, change: Element) -> bool:
    if any(change.get(attribute) for attribute in SAYS_WHEN):
        return True
    return bool(context.document.descendants(change, "date"))


def _order(context: Context, changes: list[Element]) -> Iterator[Finding]:
    """The first that turns the direction which the first two with different dates have."""
    dated = [(c, day) for c in changes if (day := parse(c.get("when") or ""))]
    steps = [(b, after(a_day, day) - after(day, a_day)) for (_, a_day), (b, day) in pairwise(dated)]
    turning = [(change, step) for change, step in steps if step]
    for change, step in turning[1:]:
        if step != turning[0][1]:
            yield context.finding(
                change,
                "this change is out of order: the changes before it run the other way",
                attribute="when",
                hint="sort the history, the newest first",
            )
            return
