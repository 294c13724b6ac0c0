"""Two witnesses have the same label, or labels that differ in case only.

A reader of the printed apparatus cannot distinguish them; nor can a file system. In the lists of
different texts (the charters of a cartulary) equal labels are distinct; and there, or where prints
are `a` and `b` beside the manuscripts `A` and `B`, case distinguishes them.

Guidelines: 13.1.4.3 The Witness List (#TCAPWL)

PASS
    <listWit><witness xml:id="A"/><witness xml:id="B"/></listWit>
PASS
    <group><text><front><listWit><witness n="A">Original</witness></listWit></front><body/></text>
    <text><front><listWit><witness n="A">Copy</witness></listWit></front><body/></text></group>
PASS
    <listWit><witness n="A">Original</witness><witness n="B">Copy</witness>
    <witness n="a">Mansi, 651.</witness><witness n="b">Eccard, 11.</witness></listWit>
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

from collections.abc import Iterable, Iterator

from ...model import Finding, Severity
from ...text.xml import XML_ID
from ..document.document import Element
from ..indexes.context import Context

CODE = "WIT010"
SEVERITY = Severity.WARNING
LONGEST = 4  # letters of a siglum that is written as the witness's text
_LISTS = ("text", "TEI")  # whose witnesses are told apart


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    witnesses = document.named("witness")
    lists = {document.ancestor(e, *_LISTS) for e in witnesses}
    by_case = len(lists) > 1 or _told_by_case(_labels(context, e) for e in witnesses)
    seen: dict[tuple[Element | None, str], tuple[Element, str]] = {}
    for element in witnesses:
        own = element.get(XML_ID) or ""
        if own and document.ids.get(own) is not element:
            continue  # another has the same xml:id: REF001
        for label in _labels(context, element):
            of = None if label == own else document.ancestor(element, *_LISTS)
            other, before = seen.setdefault((of, label.casefold()), (element, label))
            if other is element or (before != label and by_case):
                continue
            same = "the same label" if before == label else f"a label like {before!r}"
            yield context.finding(
                element,
                f"witness {label!r} has {same} as another witness",
                hint="give it a siglum of its own",
            )


def _labels(context: Context, element: Element) -> Iterable[str]:
    """What a witness is called: its xml:id, its @n, or a short text."""
    text = context.document.text(element)
    siglum = text.isalnum() and text[0].isupper() and len(text) <= LONGEST
    written = text if siglum and not element.get("n") else ""  # no title, no description
    labels = (element.get(XML_ID) or "", element.get("n") or "", written)
    return dict.fromkeys(label for label in labels if label)


def _told_by_case(labels: Iterable[Iterable[str]]) -> bool:
    """Do several witnesses bear capitals and several small letters, as `A`, `B` and `a`, `b`?"""
    letters = {one for several in labels for one in several if len(one) == 1}
    return min(sum(map(str.isupper, letters)), sum(map(str.islower, letters))) > 1
