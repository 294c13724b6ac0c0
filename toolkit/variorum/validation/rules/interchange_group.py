"""Readings are grouped in rdgGrp.

open-cbgm skips the group; teiphy gives the group's type to its members. Asked with `profile =
"interchange"`.

Guidelines: 13.1; the interchange profile (teiphy, open-cbgm)

PASS
    <p><app><lem>a</lem><rdg n="1" wit="#A"><w>a</w></rdg><rdg n="2" wit="#B"/></app></p>
FAIL
    <p><app><lem>a</lem><rdgGrp type="orthographic"><rdg n="1" wit="#A">a</rdg></rdgGrp></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "PRO005"
SEVERITY = Severity.WARNING
EXAMPLE_OPTIONS = {"profile": "interchange"}


def check(context: Context) -> Iterator[Finding]:
    if context.options.profile == "interchange":
        for element in context.document.named("rdgGrp"):
            yield context.finding(
                element,
                "a <rdgGrp> is lost or misread by other programs",
                hint="list the readings flat",
            )
