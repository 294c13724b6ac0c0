"""A choice has fewer than two children.

Guidelines: 3.5 (#COED), choice: since P5 4.4.0 at least two alternatives

PASS
    <p><choice><sic>a</sic><corr>b</corr></choice></p>
FAIL
    <p><choice><unclear>a</unclear></choice></p>
FAIL
    <p><choice/></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR006"
SEVERITY = Severity.WARNING


PAIRED = frozenset("abbr expan sic corr orig reg am ex".split())  # choice-pairs speaks of these


def check(context: Context) -> Iterator[Finding]:
    for element in context.document.named("choice"):
        children = [name(c) for c in element if name(c)]
        if len(children) < 2 and not PAIRED & set(children):
            has = f"one, <{children[0]}>" if children else "none"
            yield context.finding(
                element,
                f"a <choice> needs two children; this has {has}",
                hint="add the alternatives, or remove the <choice>",
            )
