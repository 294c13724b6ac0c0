"""Dimensions give the height, width or depth of one thing twice.

Guidelines: 11.3.4 Dimensions (#msdim); Schematron

PASS
    <p><dimensions unit="cm"><height>20</height><width>12</width></dimensions></p>
FAIL
    <p><dimensions unit="cm"><height>20</height><height>12</height></dimensions></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR019"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for dimensions in context.document.named("dimensions"):
        seen: set[str] = set()
        for child in dimensions:
            own = name(child)
            if own in ("height", "width", "depth") and own in seen:
                yield context.finding(
                    child,
                    f"<dimensions> has a second <{own}>",
                    hint="give each set of measures <dimensions> of its own",
                )
            seen.add(own)
