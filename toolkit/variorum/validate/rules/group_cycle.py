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
from ..context import Context
from ..witnesses import Declared

CODE = "WIT009"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    declared = context.witnesses.declared
    for key, one in declared.items():
        if one.is_group and _reaches(declared, key):
            members = ", ".join(sorted(set(one.members)))
            yield context.finding(
                one.element,
                f"group {key!r} contains itself (through {members})",
                hint="take one of the pointers out",
            )


def _reaches(declared: dict[str, Declared], key: str) -> bool:
    """Does following the members of a group lead back to it?"""
    waiting, seen = list(declared[key].members), set[str]()
    while waiting:
        one = waiting.pop()
        if one == key:
            return True
        if one not in seen and one in declared:
            seen.add(one)
            waiting.extend(declared[one].members)
    return False
