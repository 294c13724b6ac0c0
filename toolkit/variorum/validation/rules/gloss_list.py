"""A list of type gloss is no sequence of label and item.

Guidelines: 3.8 (#COLI); Schematron of list

PASS
    <list type="gloss"><label>a</label><item>b</item></list>
FAIL
    <list type="gloss"><item>b</item></list>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR015"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    for element in context.document.named("list"):
        if element.get("type") != "gloss":
            continue
        kinds = [name(c) for c in element if name(c) in ("label", "item")]
        if kinds != ["label", "item"] * (len(kinds) // 2):
            yield context.finding(
                element,
                "a list of type gloss is a sequence of <label> and <item> in pairs",
                hint="give every item its label",
            )
