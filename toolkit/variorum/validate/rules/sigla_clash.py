"""Two witnesses have the same label, or labels that differ in case only.

A reader of the printed apparatus cannot tell them apart; nor can a file system.

Guidelines: 13.1.4.3 The Witness List (#TCAPWL)

PASS
    <listWit><witness xml:id="A"/><witness xml:id="B"/></listWit>
FAIL
    <listWit><witness xml:id="A"/>
    <witness xml:id="a"/></listWit>
FAIL
    <listWit><witness xml:id="A" n="P46"/>
    <witness xml:id="B" n="P46"/></listWit>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import XML_ID
from ..context import Context

CODE = "WIT010"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for element in context.document.named("witness"):
        for label in {element.get("n") or "", element.get(XML_ID) or ""} - {""}:
            owner = context.document.xpath(element)
            folded = label.casefold()
            if folded not in seen:
                seen[folded] = f"{owner}\n{label}"
                continue
            other, _, before = seen[folded].partition("\n")
            if other != owner:
                same = "the same label" if before == label else f"a label like {before!r}"
                yield context.finding(
                    element,
                    f"witness {label!r} has {same} as another witness",
                    hint="give it a siglum of its own",
                )
