"""A path comes back to where it began.

A path is an open line; a closed one is the border of a zone.

Guidelines: 12.1 Digital Facsimiles, path; Schematron

PASS
    <sourceDoc><surface><path points="0,0 10,10 20,0"/></surface></sourceDoc>
FAIL
    <sourceDoc><surface><path points="0,0 10,10 20,0 0,0"/></surface></sourceDoc>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "STR027"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for path in context.document.named("path"):
        points = (path.get("points") or "").split()
        if len(points) > 1 and _point(points[0]) == _point(points[-1]):
            yield context.finding(
                path,
                f"a <path> ends where it begins, at {points[-1]}",
                attribute="points",
                hint="a closed figure is a <zone>",
            )


def _point(written: str) -> tuple[float | str, ...]:
    """A point as numbers: 1,0 and 1.0,0 are one; what is none stays as it is written."""
    try:
        return tuple(float(number) for number in written.split(","))
    except ValueError:
        return (written,)
