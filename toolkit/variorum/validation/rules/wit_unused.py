"""A witness is declared and never cited.

Either its readings are missing, or its siglum is misspelt where it is cited.

Guidelines: 13.1.4.3 The Witness List (#TCAPWL)

PASS
    <listWit><witness xml:id="A"/></listWit>
    <p><app><lem wit="#A">sage</lem></app></p>
FAIL
    <listWit><witness xml:id="A"/>
    <witness xml:id="B"/></listWit>
    <p><app><lem wit="#A">sage</lem></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "WIT007"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    witnesses = context.witnesses
    cited: set[str] = set()
    astray = False  # a siglum that leads nowhere, or has no "#", may be meant for what seems unused
    values = {value for _, value in context.document.having("wit")}
    for token in {token for value in values for token in value.split()}:
        if key := witnesses.resolve(token):
            cited |= witnesses.leaves(key) | {key}
        elif "#" not in token[1:] and ":" not in token:
            astray = True
    if not cited or astray:
        return  # the apparatus stands elsewhere
    pointed = _pointed(context)
    for key, one in witnesses.declared.items():
        if key in cited or one.is_group or name(one.element) != "witness":
            continue
        if f"#{key}" not in pointed:
            yield context.finding(
                one.element,
                f"witness {key!r} is declared but never cited",
                hint="cite or drop it",
                subject=key,
            )


def _pointed(context: Context) -> set[str]:
    """Every pointer that stands anywhere but in @wit."""
    return {
        token
        for attribute in context.document.attribute_names
        if attribute != "wit"
        for _, value in context.document.having(attribute)
        if "#" in value
        for token in value.split()
    }
