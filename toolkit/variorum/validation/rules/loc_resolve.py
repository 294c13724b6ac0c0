"""@loc names a line that is not there.

Guidelines: 13.2.1 The Location-referenced Method (#TCAPLO)

PASS
    <l n="1">the wise man</l><listApp><app loc="1"><lem>wise</lem><rdg>old</rdg></app></listApp>
PASS
    <l n="1">the wise man</l><l n="2">answers</l><listApp><app loc="1-2"><lem>man answers</lem>
    <rdg>men answer</rdg></app><app loc="1f."><lem>wise</lem><rdg>old</rdg></app></listApp>
PASS
    <l n="1">the wise man</l><l n="2">answers</l><listApp><app loc="1"><lem>wise</lem>
    <rdg>old</rdg></app><app loc="2b"><lem>answers</lem><rdg>answered</rdg></app></listApp>
FAIL
    <l n="1">the wise man</l><listApp><app loc="1"><lem>wise</lem><rdg>old</rdg></app>
    <app loc="7"><lem>wise</lem><rdg>old</rdg></app></listApp>
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from ...model import Finding, Severity
from ..document.document import Element, name
from ..indexes.base import lines
from ..indexes.context import Context
from ..values.nearest import did_you_mean

CODE = "APP005"
SEVERITY = Severity.WARNING
_DASH = re.compile("[\u2010-\u2015]")
_FOLLOWING = re.compile(r"(?<=\d)ff?\.?$")
_PART = re.compile(r"(.*\d)[a-z]{1,2}\d*")  # the second half of a line, 12b; a stanza in it, 1s2
_LAST_NUMBER = re.compile(r"\d+$")


def check(context: Context) -> Iterator[Finding]:
    cited = context.document.having("loc")
    places = lines(context)
    if not places or not cited:
        return
    lost = [
        (element, token)
        for element, value in cited
        for token in value.split()
        if name(element) == "app" and not _is_there(token, places)
    ]
    if len(lost) * 2 > len(cited) and not _alike(cited, places):
        return  # the lines are counted by a scheme that stands elsewhere
    for element, token in lost:
        yield context.finding(
            element,
            f"@loc names {token!r}, which is not a line of the text",
            attribute="loc",
            token=token,
            hint=did_you_mean(token, places) if len(token) > 2 else "",
        )


def _is_there(token: str, places: Container[str]) -> bool:
    """Is the line there, or the first and last of several, or its line: 2-3, 1v5-6, 4f., 12b?"""
    part = _PART.fullmatch(token)
    if part and part[1] in places:
        return True
    if token in places or _FOLLOWING.sub("", token) in places or token in ("f.", "ff."):
        return True
    first, dash, last = _DASH.sub("-", token).partition("-")
    if not dash or first not in places:
        return False
    return last in places or _LAST_NUMBER.sub("", first) + last in places


def _alike(cited: list[tuple[Element, str]], places: Iterable[str]) -> bool:
    """Are both plain numbers?"""
    return all(value.isdigit() for _, value in cited) and all(p.isdigit() for p in places)
