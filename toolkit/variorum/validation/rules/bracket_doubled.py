"""What is marked as supplied still has its square brackets.

The element says it already: a stylesheet that adds brackets prints them twice.

Guidelines: 12.3.1.7 (#PHSU)

PASS
    <p>late December <supplied reason="date">1988</supplied></p>
FAIL
    <p>late December <supplied reason="date">[1988]</supplied></p>
FAIL
    <p>late December [<supplied reason="date">1988</supplied>]</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.bracketing import around
from ..indexes.context import Context

CODE = "TXT003"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    layout = document.layout
    for element in document.named("supplied", "ex"):
        begin, end = layout.span_of_runs(element)
        inner = next((i for i in range(begin, end) if "[" in layout.texts[i]), None)
        before, after = around(document, element)
        if inner is not None:
            at = layout.texts[inner].index("[")
            yield context.in_text(
                layout.runs[inner],
                at,
                at + 1,
                f"<{name(element)}> still contains a square bracket",
                hint='remove the brackets; rend="brackets" records them',
            )
        elif before.endswith("[") and after.startswith("]"):
            yield context.finding(
                element,
                f"<{name(element)}> is in square brackets as well",
                hint='remove the brackets; rend="brackets" records them',
            )
