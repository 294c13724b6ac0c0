"""Catchwords, signatures or second folios are described outside a manuscript's description.

What the page itself shows of them is fw.

Guidelines: 11.3.7 catchwords, secFol, signatures; Schematron

PASS
    <p><fw type="catch">and the</fw></p>
FAIL
    <p><catchwords>and the</catchwords></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR022"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    for element in document.named("catchwords", "secFol", "signatures"):
        if document.ancestor(element, "msDesc", "egXML") is None:
            yield context.finding(
                element,
                f"<{name(element)}> is for the description of a manuscript (msDesc)",
                hint="in the text itself write <fw>",
            )
