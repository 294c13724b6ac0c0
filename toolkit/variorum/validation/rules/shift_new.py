"""A shift of the voice does not say to what.

Where the voice comes back to what it was, @new is "normal".

Guidelines: 8.3.6 Shifts; Schematron

PASS
    <u>so <shift feature="loud" new="f"/>be it</u>
FAIL
    <u>so <shift feature="loud"/>be it</u>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "STR029"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    for shift in context.document.named("shift"):
        if shift.get("new") is None:
            yield context.finding(
                shift,
                "a <shift> has no @new",
                hint='say what the voice becomes; new="normal" where it goes back',
            )
