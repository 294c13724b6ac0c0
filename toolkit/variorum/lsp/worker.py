"""The process that checks: it is told what is open, and answers with what is found.

`("open", path, bytes)` and `("close", path)`
are not answered; `("check", path)` is, with `Checked`. The process ends when its input does.
"""

from __future__ import annotations

import sys

from ..api.standing import Standing
from ..validation import Report
from .messages import Checked, receive, send
from .overlay import Overlay


def check(standing: Standing, overlay: Overlay, path: str) -> Checked:
    """Check one file as it is open, or on the disk."""
    overlay.touched.clear()
    *faults, report = standing.reports(path)
    found = tuple(f for one in faults for f in one.findings)
    return Checked(path, report.findings, _refused(report), report.schema, found,
                   frozenset(overlay.touched))  # fmt: skip


def _refused(report: Report) -> bool:
    return not report.schema and any(f.code.startswith("XML00") for f in report.findings)


def _get_ready(standing: Standing, overlay: Overlay) -> None:
    """Load what every check needs, while the editor opens its first text."""
    overlay.open("ready.xml", b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>')
    standing.reports("ready.xml")
    overlay.close("ready.xml")


def main() -> None:
    """Answer until the input ends."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    overlay = Overlay()
    standing = Standing(overlay)
    _get_ready(standing, overlay)
    while True:
        try:
            kind, *rest = receive(asked)
        except EOFError:
            return
        if kind == "open":
            overlay.open(*rest)
        elif kind == "close":
            overlay.close(*rest)
        else:
            found = check(standing, overlay, *rest)
            try:
                send(answers, found)
            except BrokenPipeError:  # nobody is there any more
                return


if __name__ == "__main__":
    main()
