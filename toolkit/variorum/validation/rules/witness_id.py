"""A witness has neither an xml:id nor @n: no siglum can lead to it.

A group of witnesses may go without, and what is described elsewhere: by @corresp or @sameAs.

Guidelines: 13.1.4.3 The Witness List (#TCAPWL)

PASS
    <listWit><witness xml:id="A">First printing</witness></listWit>
    <p><app><lem wit="#A">sage</lem></app></p>
FAIL
    <listWit><witness xml:id="A">First printing</witness>
    <witness>Second printing</witness></listWit>
    <p><app><lem wit="#A">sage</lem></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import XML_ID
from ..indexes.context import Context

CODE = "WIT013"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    if not context.witnesses.declared:
        return  # an edition that cites none of them
    for witness in context.document.named("witness"):
        nameless = not any(witness.get(a) for a in (XML_ID, "n", "corresp", "sameAs"))
        if nameless and not context.document.descendants(witness, "witness", "ptr"):
            yield context.finding(
                witness, "this witness has no xml:id", hint='give it its siglum: xml:id="A"'
            )
