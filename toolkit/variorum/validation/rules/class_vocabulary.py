"""The @type of a reading is not a known class of reading that this program knows.

Asked with `profile = "edition"`; a project's own classes go into `reading-types`.

Guidelines: 13.1.2 (#TCAPLL); the project's profile

PASS
    <p><app><lem wit="#A">a</lem><rdg type="lexical" wit="#B">b</rdg></app></p>
FAIL
    <p><app><lem wit="#A">a</lem><rdg type="lexicle" wit="#B">b</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import CLASSES, Finding, Severity
from ..indexes.context import Context
from ..values.nearest import did_you_mean

CODE = "PRO002"
SEVERITY = Severity.WARNING


EXAMPLE_OPTIONS = {"profile": "edition"}
MORE = (
    "syntactic format transliteration tense-modality substantive formal lac lacuna ambiguous "
    "conjecture correction ac pc"
).split()


def check(context: Context) -> Iterator[Finding]:
    if context.options.profile != "edition" or context.options.reading_types:
        return
    known = frozenset([c.name for c in CLASSES] + MORE)
    for element in context.document.named("rdg", "rdgGrp"):
        for token in (element.get("type") or "").split():
            if token not in known:
                yield context.finding(
                    element,
                    f"@type {token!r} is not a known class of reading",
                    attribute="type",
                    token=token,
                    hint=did_you_mean(token, known),
                )
