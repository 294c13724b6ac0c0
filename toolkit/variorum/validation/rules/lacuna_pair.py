"""A lacuna of a witness is not closed, opened twice, or a reading is cited within it.

From `lacunaStart` to `lacunaEnd` (or the witness's end) the witness is not extant, so it can
have no reading there. A `witDetail`, or a reading without text, is not a reading in this sense.

Guidelines: 13.1.5 Fragmentary Witnesses (#TCAPMI)

PASS
    <p><app><rdg wit="#A">one<lacunaStart/></rdg></app>
    <app><rdg wit="#B">two</rdg></app>
    <app><rdg wit="#A"><lacunaEnd/>three</rdg></app></p>
FAIL
    <p><app><rdg wit="#A">one<lacunaStart/></rdg></app></p>
FAIL
    <p><app><rdg wit="#A">one<lacunaStart/></rdg></app>
    <app><rdg wit="#A">two</rdg></app>
    <app><rdg wit="#A"><lacunaEnd/>three</rdg></app></p>
FAIL
    <p><app><rdg wit="#A"><lacunaEnd/>three</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...model import Finding, Severity
from ..indexes import milestones
from ..indexes.apps import Reading
from ..indexes.context import Context
from ..indexes.milestones import Milestone

CODE = "WIT011"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    marked = milestones.by_witness(context.shared)
    readings = milestones.readings_by_witness(context.shared) if marked else {}
    for witness, marks in marked.items():
        yield from _pairs(context, witness, marks)
        yield from _within(context, witness, marks, readings.get(witness, []))


def _pairs(context: Context, witness: str, marks: list[Milestone]) -> Iterator[Finding]:
    opened: Milestone | None = None
    for mark in marks:
        if mark.kind == "lacunaStart":
            if opened is not None:
                yield context.finding(
                    mark.element,
                    f"a lacuna of {witness!r} begins while another is open",
                    hint="close the first with lacunaEnd",
                )
            opened = mark
        elif mark.kind == "lacunaEnd" and opened is None:
            yield context.finding(
                mark.element,
                f"a lacuna of {witness!r} ends that never began",
                hint="mark its beginning with lacunaStart",
            )
        else:
            opened = None
    if opened is not None:
        yield context.finding(
            opened.element,
            f"the lacuna of {witness!r} that begins here is not closed by a lacunaEnd or witEnd",
            hint="mark its end with lacunaEnd or witEnd",
        )


def _within(
    context: Context, witness: str, marks: list[Milestone], readings: list[Reading]
) -> Iterator[Finding]:
    closed = [
        (a.order, b.order)
        for a, b in pairwise(marks)
        if a.kind == "lacunaStart" and b.kind in ("lacunaEnd", "witEnd")
    ]
    for reading in readings:
        order = context.document.order(reading.element)
        inside = any(a < order < b for a, b in closed)
        if inside and not milestones.says_lacuna(context.shared, reading):
            yield context.finding(
                reading.element,
                f"a reading of {witness!r} is cited inside its lacuna",
                hint="remove the siglum, or move the limits of the lacuna",
            )
