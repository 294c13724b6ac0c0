"""A bracket is opened and never closed, closed and never opened, or crosses an element's boundary.

Where readings stand in the text, the text of each witness is judged by itself. Brackets around
several lines of verse, by which editors reject them, are a remark, and so are those that begin in
one word and end in another.

Guidelines: 3.5.3 (#COEDADD)

PASS
    <p>the sage [<app><lem wit="#A">who] was</lem><rdg wit="#B">was]</rdg></app> old</p>
FAIL
    <p>the sage [<app><lem wit="#A">who] was</lem><rdg wit="#B">was</rdg></app> old</p>
PASS
    <p>the sage [who was old] answers</p>
FAIL
    <p>the sage [who was old answers</p>
FAIL
    <p>the sage who was old] answers</p>
FAIL
    <p>the <hi>sage [who</hi> was] old</p>
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import ancestor, ancestor_or_self, name
from ..document.runs import Run
from ..indexes.bracketing import Place, holder
from ..indexes.context import Context

CODE = "TXT002"
SEVERITY = Severity.WARNING

LINES = ("l", "p", "ab")
DIVISIONS = ("div", "div1", "div2", "div3", "body", "front", "back", "text")
FARTHEST = 60  # lines or paragraphs that one pair of brackets may enclose


def check(context: Context) -> Iterator[Finding]:
    over, lone = _over_lines(context)
    for run, at, closing in over:
        yield context.in_text(
            run,
            at,
            at + 1,
            f"a square bracket is opened in this <{name(run.parent)}> and closed on "
            f"{context.document.origins.line_said(closing.parent)}",
            hint="if an editor rejects the text between them, encode it as surplus or del",
            severity=Severity.INFO,
        )
    for run, at in lone:
        what = "opened but never closed" if run.text[at] == "[" else "closed but never opened"
        yield context.in_text(
            run, at, at + 1, f"a square bracket is {what}", hint="add the matching bracket"
        )
    for block in context.shared.brackets:
        for (run, at), (other, _) in block.pairs:
            if holder(other) is not holder(run):
                yield _crossing(context, run, at, other)


def _over_lines(context: Context) -> tuple[list[tuple[Run, int, Run]], list[Place]]:
    """Brackets around several lines of verse or paragraphs, and those without any partner."""
    over, lone = list[tuple[Run, int, Run]](), list[Place]()
    opened: Place | None = None
    every = [place for block in context.shared.brackets for place in block.lone]
    for run, at in sorted(every, key=lambda place: (place[0].number, place[1])):
        if run.text[at] == "[":
            if opened is not None:
                lone.append(opened)
            opened = run, at
        elif opened is not None and _side_by_side(context, opened[0], run):
            over.append((*opened, run))
            opened = None
        else:
            lone.append((run, at))
    return over, lone if opened is None else [*lone, opened]


def _side_by_side(context: Context, first: Run, second: Run) -> bool:
    """Do two pieces of text stand in lines, or paragraphs, of one division, not too far apart?"""
    one, other = (ancestor_or_self(run.parent, *LINES) for run in (first, second))
    if one is None or other is None or one is other or name(one) != name(other):
        return False
    if ancestor(one, *DIVISIONS) is not ancestor(other, *DIVISIONS):
        return False
    alike, order = context.document.named(name(one)), context.document.order
    return (
        bisect_left(alike, order(other), key=order) - bisect_left(alike, order(one), key=order)
        <= FARTHEST
    )


def _crossing(context: Context, run: Run, at: int, other: Run) -> Finding:
    first, second = name(run.parent), name(other.parent)
    alike = first == second
    where = (
        f"one <{first}> and closed in another" if alike else f"<{first}> and closed in <{second}>"
    )
    return context.in_text(
        run,
        at,
        at + 1,
        f"a square bracket is opened in {where}: it crosses an element's boundary",
        hint="move the bracket or the tag",
        severity=Severity.INFO if alike else None,
    )
