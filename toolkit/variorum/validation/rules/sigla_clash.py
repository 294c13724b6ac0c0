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
FAIL
    <listWit><witness xml:id="w1">A</witness>
    <witness xml:id="w2">A</witness></listWit>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import XML_ID
from ..indexes.context import Context

CODE = "WIT010"
SEVERITY = Severity.WARNING
LONGEST = 4  # letters of a siglum that is written as the witness's text


def check(context: Context) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for element in context.document.named("witness"):
        text = context.document.text(element)
        siglum = text.isalnum() and text[0].isupper() and len(text) <= LONGEST
        written = text if siglum and not element.get("n") else ""  # no title, no description
        own = element.get(XML_ID) or ""
        if own and context.document.ids.get(own) is not element:
            continue  # another has the same xml:id: REF001
        labels = (own, element.get("n") or "", written)
        for label in dict.fromkeys(label for label in labels if label):
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
