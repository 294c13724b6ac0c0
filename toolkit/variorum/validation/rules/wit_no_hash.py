"""Sigla in @wit are written without the "#" of a pointer.

@wit holds pointers: `#A`, not `A`. Where most sigla of a file are bare the file is read in "sigla
mode": they are looked up by xml:id, then by @n, and this rule speaks once. `variorum validate
--fix` adds the "#" where the siglum is the xml:id of a witness.

Guidelines: 13.1.4 Witness Information (#TCAPWI)

PASS
    <listWit><witness xml:id="A"/></listWit>
    <p><app><lem wit="#A">sage</lem></app></p>
FAIL
    <listWit><witness xml:id="A"/></listWit>
    <p><app><lem wit="A">sage</lem></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "WIT002"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    cited = context.document.having("wit")
    lacking = {value: _lacking(value) for value in {value for _, value in cited}}
    bare = [(element, token) for element, value in cited for token in lacking[value]]
    if not bare:
        return
    element, token = bare[0]
    mode = "; read as sigla" if context.witnesses.sigla_mode else ""
    many = f" ({len(bare)} places{mode})" if len(bare) > 1 else ""
    yield context.finding(
        element,
        f"siglum {token!r} in @wit lacks the '#' of a pointer{many}",
        attribute="wit",
        token=token,
        hint=f"write #{token}",
        count=len(bare),
        subjects=tuple(token for _, token in bare),
    )


def _lacking(value: str) -> list[str]:
    return [token for token in value.split() if "#" not in token and ":" not in token]
