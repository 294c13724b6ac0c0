"""A manuscript's description says its contents, its make, its history or what else there is twice.

msContents, physDesc, history and additional stand once in a msDesc, msPart or msFrag.

Guidelines: 11.2 The Manuscript Description Element (#msov); Schematron of msDesc since TEI 4.8

PASS
    <p><msDesc><msIdentifier><repository>RGB</repository></msIdentifier><physDesc><p>paper</p>
    </physDesc><msPart><msIdentifier><idno>1</idno></msIdentifier><physDesc><p>vellum</p></physDesc>
    </msPart></msDesc></p>
FAIL
    <p><msDesc><msIdentifier><repository>RGB</repository></msIdentifier><physDesc><p>paper</p>
    </physDesc><history><p>bought</p></history><physDesc><p>bound</p></physDesc></msDesc></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Element, name
from ..indexes.context import Context

CODE = "STR033"
SEVERITY = Severity.ERROR

ONCE = ("msContents", "physDesc", "history", "additional")


def check(context: Context) -> Iterator[Finding]:
    seen: set[tuple[Element, str]] = set()
    for element in context.document.named(*ONCE):
        outer, own = element.getparent(), name(element)
        if outer is None or (outer, own) not in seen:
            seen.add((outer, own))
            continue
        yield context.finding(
            element,
            f"a <{name(outer)}> has a second <{own}>",
            hint="put the two together, or give each part a msPart",
        )
