"""A group siglum contains itself.

Guidelines: 13.1.4.3 The Witness List (#TCAPWL)

PASS
    <listWit><witness xml:id="A"/><witness xml:id="g"><ptr target="#A"/></witness></listWit>
FAIL
    <listWit><witness xml:id="g"><ptr target="#h"/></witness>
    <witness xml:id="h"><ptr target="#g"/></witness></listWit>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context
from ..indexes.witnesses import Declared

CODE = "WIT009"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    declared = context.witnesses.declared
    said: set[str] = set()
    for key, one in declared.items():
        if one.is_group and key not in said and _reaches(declared, key):
            said |= {other for other in declared if _round(declared, key, other)}
            members = ", ".join(sorted(set(one.members)))
            yield context.finding(
                one.element,
                f"group {key!r} contains itself (through {members})",
                hint="remove one of the pointers",
            )


def _round(declared: dict[str, Declared], key: str, other: str) -> bool:
    """Do two groups stand in one circle? It is reported once, at the first of them."""
    return _reaches(declared, key, other) and _reaches(declared, other, key)


def _reaches(declared: dict[str, Declared], key: str, goal: str | None = None) -> bool:
    """Does following the members of a group lead to another, or back to it?"""
    waiting, seen = list(declared[key].members), set[str]()
    while waiting:
        one = waiting.pop()
        if one == (goal or key):
            return True
        if one not in seen and one in declared:
            seen.add(one)
            waiting.extend(declared[one].members)
    return False
