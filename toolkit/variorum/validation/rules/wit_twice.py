"""A witness is cited for two readings of one app.

It can read only one of them, unless its hands differ: then say so by @hand, or by @type (`ac`,
`pc`). Programs that reckon with witnesses take the last one, silently.

Guidelines: 13.1.4.2 (#TCAPMI)

PASS
    <listWit><witness xml:id="A"/><witness xml:id="B"/></listWit>
    <p><app><lem wit="#A">sage</lem><rdg wit="#B">scholar</rdg></app></p>
PASS
    <listWit><witness xml:id="A"/></listWit>
    <p><app><lem wit="#A" type="pc">sage</lem><rdg wit="#A" type="ac">scholar</rdg></app></p>
FAIL
    <listWit><witness xml:id="A"/><witness xml:id="B"/></listWit>
    <p><app><lem wit="#A #B">sage</lem>
    <rdg wit="#B">scholar</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.apps import App, Reading
from ..indexes.context import Context

CODE = "WIT004"
SEVERITY = Severity.WARNING


WITHIN = ("subst", "add", "del", "mod")


def check(context: Context) -> Iterator[Finding]:
    for app in context.apps:
        if _apart(app):
            continue
        seen: dict[str, Reading] = {}
        for reading in app.readings:
            if reading.kind == "witDetail":
                continue
            for token in reading.tokens:
                first = seen.setdefault(context.witnesses.expand(token), reading)
                if first is not reading and not _explained(context, first, reading):
                    yield context.finding(
                        reading.element,
                        f"witness {token!r} is cited for two readings of one app",
                        attribute="wit",
                        token=token,
                        hint="keep it in one, or distinguish its hands by @hand or @type",
                    )


def _apart(app: App) -> bool:
    """Has each reading sigla of its own, as written? Then there is nothing to look into."""
    cited = [r.tokens for r in app.readings if r.kind != "witDetail"]
    every = set[str]().union(*cited)
    if ":" in "".join(every):
        return False
    return len(every) == sum(map(len, cited)) or len(every) == sum(len(set(c)) for c in cited)


def _explained(context: Context, first: Reading, second: Reading) -> bool:
    if first.is_correction or second.is_correction:
        return True
    return any(context.document.descendants(r.element, *WITHIN) for r in (first, second))
