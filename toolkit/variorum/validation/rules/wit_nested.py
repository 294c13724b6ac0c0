"""A nested app cites a witness that the reading around it does not have.

Guidelines: 13.1.3 (#TCAPSU)

PASS
    <listWit><witness xml:id="A"/><witness xml:id="B"/></listWit>
    <p><app><lem wit="#A #B">a <app><lem wit="#A">b</lem><rdg wit="#B">c</rdg></app></lem></app></p>
FAIL
    <listWit><witness xml:id="A"/><witness xml:id="B"/></listWit>
    <p><app><lem wit="#A">a <app><lem wit="#A">b</lem>
    <rdg wit="#B">c</rdg></app></lem></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "WIT006"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    leaves = context.witnesses.leaves
    for app in context.apps:
        if app.outer is None or not app.outer.tokens:
            continue
        around = {leaf for key in app.outer.keys if key for leaf in leaves(key)}
        for reading in app.readings:
            for key, token in zip(reading.keys, reading.tokens):
                if key and around and not leaves(key) <= around:
                    yield context.finding(
                        reading.element,
                        f"{token!r} reads within a reading that is not its own "
                        f"(that of {' '.join(app.outer.tokens)})",
                        attribute="wit",
                        token=token,
                        hint="take it out here, or cite it in the outer reading",
                    )
