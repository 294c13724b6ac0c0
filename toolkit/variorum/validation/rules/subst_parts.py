"""A subst does not hold both what was added and what was taken away.

Guidelines: 12.3.1.5 Substitutions (#PHSU); Schematron

PASS
    <p><subst><del>sage</del><add>wise man</add></subst></p>
FAIL
    <p><subst><add>wise man</add></subst></p>
FAIL
    <p><subst><del>sage</del></subst></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR018"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for subst in context.document.named("subst"):
        held = {name(child) for child in subst}
        if "add" not in held or not held & {"del", "surplus"}:
            lacks = "<add>" if "add" not in held else "<del> or <surplus>"
            yield context.finding(
                subst,
                f"a <subst> replaces one thing with another; this one has no {lacks}",
                hint="add the other half, or remove the <subst>",
            )
