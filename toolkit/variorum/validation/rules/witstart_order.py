"""A witness is cited before it begins or after it ends.

`witStart` and `witEnd` bound what is extant: the first comes before the second, and no reading of
the witness stands outside.

Guidelines: 13.1.5 Fragmentary Witnesses (#TCAPMI)

PASS
    <p><app><rdg wit="#A"><witStart/>one</rdg></app>
    <app><rdg wit="#A">two<witEnd/></rdg></app></p>
FAIL
    <p><app><rdg wit="#A">one<witEnd/></rdg></app>
    <app><rdg wit="#A">two</rdg></app></p>
FAIL
    <p><app><rdg wit="#A">one</rdg></app>
    <app><rdg wit="#A"><witStart/>two</rdg></app></p>
FAIL
    <p><app><rdg wit="#A"><witEnd/>one</rdg></app>
    <app><rdg wit="#A"><witStart/>two</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes import milestones
from ..indexes.context import Context
from ..indexes.milestones import Milestone

CODE = "WIT012"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    marked = milestones.by_witness(context.shared)
    readings = milestones.readings_by_witness(context.shared) if marked else {}
    for witness, marks in marked.items():
        starts = [m for m in marks if m.kind == "witStart"]
        ends = [m for m in marks if m.kind == "witEnd"]
        if starts and ends and ends[0].order < starts[0].order:
            yield context.finding(
                ends[0].element,
                f"witness {witness!r} ends before it begins",
                hint="change the order of witStart and witEnd",
                subject=witness,
            )
            continue
        for reading in readings.get(witness, []):
            side = _outside(context.document.order(reading.element), starts, ends, marks)
            if side and not milestones.says_lacuna(context.shared, reading):
                yield context.finding(
                    reading.element,
                    f"a reading of {witness!r} is cited {side}",
                    hint="remove the siglum, or move the milestone",
                    subject=f"{witness} {side}",
                )


def _outside(
    order: int, starts: list[Milestone], ends: list[Milestone], marks: list[Milestone]
) -> str:
    if starts and marks[0].kind == "witStart" and order < starts[0].order:
        return "before its witStart"
    last = marks[-1]
    return "after its witEnd" if ends and last.kind == "witEnd" and order > last.order else ""
