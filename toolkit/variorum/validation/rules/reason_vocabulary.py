"""The @reason of a supplied is not in the project's list.

Asked with `profile = "edition"`: syntax, sense, completion, date, omitted-in-original.

Guidelines: 12.3.1.7 (#PHSU); the project's profile

PASS
    <p><supplied reason="syntax">a</supplied></p>
FAIL
    <p><supplied reason="syntaks">a</supplied></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context
from ..values.nearest import did_you_mean

CODE = "PRO001"
SEVERITY = Severity.WARNING


EXAMPLE_OPTIONS = {"profile": "edition"}
REASONS = frozenset("syntax sense completion date omitted-in-original".split())


def check(context: Context) -> Iterator[Finding]:
    if context.options.profile != "edition":
        return
    for element in context.document.named("supplied"):
        for token in (element.get("reason") or "").split():
            if token not in REASONS:
                yield context.finding(
                    element,
                    f"@reason {token!r} is not in the project's list: {', '.join(sorted(REASONS))}",
                    attribute="reason",
                    token=token,
                    hint=did_you_mean(token, REASONS),
                )
