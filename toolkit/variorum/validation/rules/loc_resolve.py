"""@loc names a line that is not there.

Guidelines: 13.2.1 The Location-referenced Method (#TCAPLO)

PASS
    <l n="1">the wise man</l><listApp><app loc="1"><lem>wise</lem><rdg>old</rdg></app></listApp>
FAIL
    <l n="1">the wise man</l><listApp><app loc="1"><lem>wise</lem><rdg>old</rdg></app>
    <app loc="7"><lem>wise</lem><rdg>old</rdg></app></listApp>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Element, name
from ..indexes.base import lines
from ..indexes.context import Context
from ..values.nearest import did_you_mean

CODE = "APP005"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    cited = context.document.having("loc")
    places = lines(context)
    if not places or not cited:
        return
    lost = [
        (element, token)
        for element, value in cited
        for token in value.split()
        if name(element) == "app" and token not in places
    ]
    if len(lost) * 2 > len(cited) and not _alike(cited, places):
        return  # the lines are counted by a scheme that stands elsewhere
    for element, token in lost:
        yield context.finding(
            element,
            f"@loc names {token!r}, which is no line of the text",
            attribute="loc",
            token=token,
            hint=did_you_mean(token, places) if len(token) > 2 else "",
        )


def _alike(cited: list[tuple[Element, str]], places: dict[str, Element]) -> bool:
    """Are both plain numbers?"""
    return all(value.isdigit() for _, value in cited) and all(p.isdigit() for p in places)
