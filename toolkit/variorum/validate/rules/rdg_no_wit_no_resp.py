"""A rdg has neither @wit nor @resp nor @source.

Nobody reads so: is it a conjecture, and whose? In an app of @type `editorial` or `alternative`,
as EpiDoc has them, it is an older edition's reading or the editor's own second thought.

Guidelines: 13.1.4 (#TCAPWI)

PASS
    <p><app><lem>sage</lem><rdg wit="#A">scholar</rdg><rdg source="#ed">teacher</rdg></app></p>
PASS
    <p><app><lem>sage</lem><rdg>scholar</rdg><wit>some</wit></app></p>
PASS
    <p><app type="alternative"><lem>sage</lem><rdg>scholar</rdg></app></p>
FAIL
    <p><app><lem>sage</lem>
    <rdg>scholar</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..context import Context
from ..document import name

CODE = "APP017"
SEVERITY = Severity.WARNING


EDITORIAL = ("editorial", "alternative")
SOURCES = ("wit", "resp", "source", "hand", "corresp", "evidence")


def check(context: Context) -> Iterator[Finding]:
    for app in context.apps:
        if app.element.get("type") in EDITORIAL:
            continue
        for reading in app.variants:
            if reading.tokens:
                continue  # as almost everywhere
            element, group = reading.element, reading.group
            owners = [element] if group is None else [element, group]
            if any(owner.get(a) for owner in owners for a in SOURCES):
                continue
            following = element.getnext()
            if following is None or name(following) not in ("wit", "note", "witDetail"):
                yield context.finding(
                    element,
                    "this rdg has neither @wit nor @resp nor @source: who reads so?",
                    hint="cite a witness, or name the editor whose conjecture it is",
                )
