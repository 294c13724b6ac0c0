"""The `[[rule]]` tables of a project's settings, ready to check its files."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..errors import UsageError
from ..host import Host
from ..validation import OwnRules
from ..validation.run.rule import Rule
from .configuration import Configuration, nearest

_BEGINS = re.compile(r"\s*\[\[\s*(?:tool\.variorum\.)?rule\s*\]\]")


def own_rules(host: Host) -> tuple[Rule, ...]:
    """The rules that the nearest settings add, for who reads the manual of rules here."""
    found = nearest(".", host)
    own = project_rules(found, host, found.name) if found.path else None
    return own.rules if own else ()


def project_rules(found: Configuration, host: Host, shown: str) -> OwnRules | None:
    """The rules of a file of settings, which is called `shown`; None where it has none.

    Raises `UsageError` with file and line for one that is invalid.
    """
    rows = found.tables.get("rule", [])
    if not rows:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise UsageError("rule is not a list of tables", source=shown, hint="write [[rule]]")
    text = host.read(found.path).decode("utf-8").splitlines()
    lines = [number for number, line in enumerate(text, 1) if _BEGINS.match(line)]
    if len(lines) != len(rows):  # written in another way that TOML has
        lines = [1] * len(rows)
    return OwnRules(rows, lines, source=shown, clock=host.clock)
