"""A reading has no @n, shares it with another, or stands before its parent.

open-cbgm and teiphy know readings by @n; a sub-reading (1a) follows its parent (1). Asked with
`profile = "interchange"`.

Guidelines: 13.1; the interchange profile (teiphy, open-cbgm)

PASS
    <p><app><lem>a</lem><rdg n="1" wit="#A"><w>a</w></rdg><rdg n="2" wit="#B"/></app></p>
FAIL
    <p><app><lem>a</lem><rdg wit="#A">a</rdg><rdg n="2" wit="#B">b</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.apps import Reading
from ..indexes.context import Context

CODE = "PRO004"
SEVERITY = Severity.WARNING
EXAMPLE_OPTIONS = {"profile": "interchange"}


TRIVIAL = frozenset({"orthographic", "defective", "subreading"})


def check(context: Context) -> Iterator[Finding]:
    if context.options.profile != "interchange":
        return
    for app in context.apps:
        seen: set[str] = set()
        for reading in app.readings:
            if reading.kind == "lem":
                continue
            number = reading.element.get("n") or ""
            fault = _fault(number, seen, reading)
            if fault:
                yield context.finding(
                    reading.element, fault, attribute="n", hint='number the readings: n="1", "2", …'
                )
            seen.add(number)


def _fault(number: str, seen: set[str], reading: Reading) -> str:
    if not number:
        return f"this <{reading.kind}> has no @n"
    if number in seen:
        return f"another reading of this app has n={number!r}"
    if not seen and reading.type in TRIVIAL:
        return f"a reading of type {reading.type!r} comes before the one it depends on"
    return ""
