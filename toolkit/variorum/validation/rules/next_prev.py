"""@next and @prev do not answer each other.

If A says that B comes next, B says that A came before.

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
from ..indexes.context import Context

CODE = "REF006"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    ids = context.document.ids
    for here, there in (("next", "prev"), ("prev", "next")):
        for element, value in context.document.having(here):
            other = ids.get(value.strip().removeprefix("#"))
            own = element.get(XML_ID)
            if other is None or (here == "prev" and other.get("next")):
                continue  # dangling is REF003's; a pair that disagrees is said at its @next
            if not context.shared.elsewhere.stays(value, element):
                continue
            if own is None or other.get(there, "").strip() != f"#{own}":
                yield context.finding(
                    element,
                    f"@{here} points to {value.strip()!r}, which does not point back by @{there}",
                    attribute=here,
                    hint=f'give it {there}="#{own}"' if own else "give this element an xml:id",
                )
