"""A bracket is opened and never closed, closed and never opened, or crosses an element's boundary.

Where readings stand in the text, the text of each witness is judged by itself.

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

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.bracketing import holder
from ..indexes.context import Context

CODE = "TXT002"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    for block in context.shared.brackets:
        for run, at in block.lone:
            sign = run.text[at]
            what = "opened and not closed" if sign == "[" else "closed and not opened"
            yield context.in_text(
                run, at, at + 1, f"a square bracket is {what}", hint="supply its partner"
            )
        for (run, at), (other, _) in block.pairs:
            if holder(other) is not holder(run):
                first, second = name(run.parent), name(other.parent)
                where = (
                    f"one <{first}> and closed in another"
                    if first == second
                    else f"<{first}> and closed in <{second}>"
                )
                yield context.in_text(
                    run,
                    at,
                    at + 1,
                    f"a square bracket is opened in {where}: it crosses an element's boundary",
                    hint="move the bracket or the tag",
                )
