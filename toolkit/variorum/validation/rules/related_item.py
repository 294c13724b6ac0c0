"""A relatedItem has neither @target nor a child, or both.

Guidelines: 3.12.2.8 (#COBIRI); Schematron of relatedItem

PASS
    <bibl xml:id="b"><relatedItem type="translationOf" target="#b"/></bibl>
FAIL
    <bibl xml:id="b"><relatedItem type="translationOf" target="#b"><bibl/></relatedItem></bibl>
FAIL
    <bibl><relatedItem type="translationOf"/></bibl>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR005"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for element in context.document.named("relatedItem"):
        target, children = element.get("target") is not None, any(name(c) for c in element)
        if target == children:
            what = "both @target and content" if target else "neither @target nor content"
            yield context.finding(
                element, f"<relatedItem> has {what}", hint="give it exactly one of the two"
            )
