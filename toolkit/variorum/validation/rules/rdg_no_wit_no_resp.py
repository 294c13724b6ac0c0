"""A rdg has neither @wit nor @resp nor @source.

Nobody reads so: is it a conjecture, and whose? In an app of @type `editorial` or `alternative`,
as EpiDoc has them, it is an older edition's reading or the editor's own second thought. So it is
where the lem is somebody's correction and no reading cites a witness.

Guidelines: 13.1.4 (#TCAPWI)

PASS
    <p><app><lem>sage</lem><rdg wit="#A">scholar</rdg><rdg source="#ed">teacher</rdg></app></p>
PASS
    <p><app><lem>sage</lem><rdg>scholar</rdg><wit>some</wit></app></p>
PASS
    <p><app type="alternative"><lem>sage</lem><rdg>scholar</rdg></app></p>
PASS
    <p><app type="BL"><lem resp="BL 2.14">sage</lem><rdg>scholar</rdg></app></p>
FAIL
    <p><app><lem resp="#ed">sage</lem><rdg wit="#A">scholar</rdg><rdg>teacher</rdg></app></p>
FAIL
    <p><app><lem>sage</lem>
    <rdg>scholar</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.apps import App
from ..indexes.context import Context

CODE = "APP017"
SEVERITY = Severity.WARNING


EDITORIAL = ("editorial", "alternative")
SOURCES = ("wit", "resp", "source", "hand", "corresp", "evidence")


def check(context: Context) -> Iterator[Finding]:
    for app in context.apps:
        if app.element.get("type") in EDITORIAL or _corrected(app):
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
                    "this rdg has neither @wit nor @resp nor @source: whose reading is it?",
                    hint="cite a witness, or name the editor whose conjecture it is",
                )


def _corrected(app: App) -> bool:
    """Is the lem a correction of the printed text, which the rdg without a source then is?"""
    lemma = app.lemma
    if lemma is None or not (lemma.element.get("resp") or lemma.element.get("source")):
        return False
    return not lemma.tokens and not any(reading.tokens for reading in app.variants)
