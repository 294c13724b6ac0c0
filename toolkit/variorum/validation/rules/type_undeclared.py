"""The @type of a reading or entry is not in the project's list.

Asked only where `reading-types` in `variorum.toml` gives such a list.

Guidelines: 13.1.2 (#TCAPLL)

PASS
    <p><app><lem>a</lem><rdg type="omission" wit="#A"/></app></p>
FAIL
    <p><app><lem>a</lem><rdg type="oddity" wit="#A">b</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context
from ..values.nearest import did_you_mean

CODE = "APP018"
SEVERITY = Severity.WARNING


EXAMPLE_OPTIONS = {"reading_types": ("omission", "addition")}
OWNERS = ("app", "lem", "rdg", "rdgGrp")


def check(context: Context) -> Iterator[Finding]:
    listed = frozenset(context.options.reading_types)
    if not listed:
        return
    for element in context.document.named(*OWNERS):
        for token in (element.get("type") or "").split():
            if token not in listed:
                yield context.finding(
                    element,
                    f"@type {token!r} is not in the project's list ({', '.join(sorted(listed))})",
                    attribute="type",
                    token=token,
                    hint=did_you_mean(token, listed),
                )
