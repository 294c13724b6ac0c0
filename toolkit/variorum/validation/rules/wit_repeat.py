"""A siglum occurs twice in one @wit.

One of the two is superfluous, or was meant to be another.

Guidelines: 13.1.4 Witness Information (#TCAPWI)

PASS
    <p><app><lem wit="#A #B">sage</lem></app></p>
FAIL
    <p><app><lem wit="#A #B #A">sage</lem></app></p>
FAIL
    <listWit><listWit xml:id="x"><witness xml:id="A"/><witness xml:id="B"/></listWit></listWit>
    <p><app><lem wit="#x #A">sage</lem></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "WIT008"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    sound: set[str] = set()  # values without a repetition
    for element, value in context.document.having("wit"):
        if value in sound:
            continue
        tokens = value.split()
        within = _within_groups(context, tokens)
        if len(set(tokens)) == len(tokens) and not within:
            sound.add(value)
            continue
        for token, group in within:
            yield context.finding(
                element,
                f"siglum {token!r} stands beside {group!r}, a group that contains it",
                attribute="wit",
                token=token,
                hint="remove it, or cite the other members of the group one by one",
            )
        seen: set[str] = set()
        for token in tokens:
            if token in seen:
                yield context.finding(
                    element,
                    f"siglum {token!r} occurs twice in one @wit",
                    attribute="wit",
                    token=token,
                    hint="remove one",
                )
            seen.add(token)


def _within_groups(context: Context, tokens: list[str]) -> list[tuple[str, str]]:
    """The sigla that a group beside them holds, each with that."""
    witnesses = context.witnesses
    keys = {token: witnesses.resolve(token) for token in tokens}
    groups = {t: k for t, k in keys.items() if k and witnesses.declared[k].is_group}
    return [
        (token, group)
        for token, key in keys.items()
        for group, its in groups.items()
        if key and token not in groups and key in witnesses.leaves(its)
    ]
