"""@next and @prev do not correspond.

If A says that B comes next, and B that it comes after another, one of them is wrong. Where B says
nothing of it, that is a remark, and one for a file that gives one of the two nowhere: TEI does not
ask for both.

Guidelines: 17.7 Aggregation (#SAAG)

PASS
    <p xml:id="a" next="#b"/><p xml:id="b" prev="#a"/>
FAIL
    <p xml:id="a" next="#b"/>
    <p xml:id="b" prev="#c"/><p xml:id="c"/>
FAIL
    <p xml:id="a" next="#b"/><p xml:id="b"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import XML_ID
from ..document.document import Element
from ..indexes.context import Context

CODE = "REF006"
SEVERITY = Severity.WARNING

MANY = 5  # elements of which one of the two is given; if the other is nowhere, said once


def check(context: Context) -> Iterator[Finding]:
    silent: dict[str, list[Element]] = {}
    for here, there in (("next", "prev"), ("prev", "next")):
        for element, value in context.document.having(here):
            pointer = value.strip()
            other = context.document.ids.get(pointer[1:]) if pointer[:1] == "#" else None
            own = element.get(XML_ID)
            if other is None or (here == "prev" and other.get("next")):
                continue  # REF003's; and a pair that disagrees is said at its @next
            if not context.shared.elsewhere.stays(value, element):
                continue
            answer = other.get(there, "").strip()
            if own is not None and answer == f"#{own}":
                continue
            if answer:
                yield _unanswered(context, element, here, there)
            else:
                silent.setdefault(here, []).append(element)
    for here, elements in silent.items():
        there = "prev" if here == "next" else "next"
        if len(elements) < MANY or context.document.having(there):
            for element in elements:
                yield _unanswered(context, element, here, there, Severity.INFO)
            continue
        yield context.finding(
            elements[0],
            f"{len(elements)} elements have @{here}, and none has @{there} in answer",
            attribute=here,
            hint=f"give each to which @{here} points its @{there}, or say in encodingDesc that "
            "one is enough",
            severity=Severity.INFO,
            count=len(elements),
            subjects=tuple((e.get(here) or "").strip() for e in elements),
        )


def _unanswered(
    context: Context, element: Element, here: str, there: str, severity: Severity | None = None
) -> Finding:
    own = element.get(XML_ID)
    return context.finding(
        element,
        f"@{here} points to {(element.get(here) or '').strip()!r}, which does not point back by "
        f"@{there}",
        attribute=here,
        hint=f'give it {there}="#{own}"' if own else "give this element an xml:id",
        severity=severity,
    )
