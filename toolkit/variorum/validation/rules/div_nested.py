"""A division stands in a paragraph or a line of verse, or a line within a line.

A text within the text may be divided again: in floatingText. A note may quote verse.

Guidelines: 4 Default Text Structure, 6 Verse; Schematron (abstract model)

PASS
    <p>he read: <floatingText><body><div><p>Once</p></div></body></floatingText></p>
PASS
    <lg><l>the wise man<note><lg><l>so Homer</l></lg></note></l></lg>
FAIL
    <p><app><lem wit="#A"><div><p>a</p></div></lem><rdg wit="#B">b</rdg></app></p>
FAIL
    <lg><l><quote><l>the wise man</l></quote></l></lg>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR020"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    for div in document.named("div"):
        outer = document.ancestor(div, "p", "ab", "l", "lg", "floatingText", "div")
        if outer is not None and name(outer) not in ("floatingText", "div"):
            yield context.finding(
                div,
                f"a <div> stands within {_named(name(outer))}",
                hint="close it first, or wrap the division in floatingText",
            )
    for line in document.named("l", "lg"):
        outer = document.ancestor(line, "l", "lg", "note", "floatingText")
        if outer is not None and name(outer) == "l":
            yield context.finding(
                line,
                f"{_named(name(line))} stands within an <l>",
                hint="close the outer line first; parts of a line are seg",
            )


def _named(own: str) -> str:
    return f"{'an' if own in ('l', 'lg', 'ab') else 'a'} <{own}>"
