"""A lem has @wit, or does not come first: other programs count it as one more reading.

A bare `lem` comes first, and a `rdg` repeats each reading with its witnesses. Asked with `profile
= "interchange"`.

Guidelines: 13.1; the interchange profile (teiphy, open-cbgm)

PASS
    <p><app><lem>a</lem><rdg n="1" wit="#A"><w>a</w></rdg><rdg n="2" wit="#B"/></app></p>
FAIL
    <p><app><lem wit="#A">a</lem><rdg n="1" wit="#A">a</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "PRO003"
SEVERITY = Severity.WARNING
EXAMPLE_OPTIONS = {"profile": "interchange"}


def check(context: Context) -> Iterator[Finding]:
    if context.options.profile != "interchange":
        return
    for app in context.apps:
        lemma = app.lemma
        if lemma is None:
            continue
        if lemma.tokens:
            yield context.finding(
                lemma.element,
                "other programs take a <lem> with @wit for one more reading",
                attribute="wit",
                hint="remove @wit and add a <rdg> with these witnesses",
            )
        if app.readings[0] is not lemma:
            yield context.finding(lemma.element, "the <lem> does not come first", hint="move it up")
