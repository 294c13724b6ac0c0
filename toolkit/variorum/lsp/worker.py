"""The process that checks: it gets what is open, and returns what is found.

`("open", path, bytes)` and `("close", path)` are not answered; `("check", number, path)` is, with
`Checked`, or with None where `("stop", number)` came meanwhile. The process ends when its input
does.
"""

from __future__ import annotations

import contextlib
import queue
import sys
import threading
from typing import IO, Any

from ..api.standing import Standing, Superseded
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


class Orders:
    """What is asked, in order; read by a thread of its own, since an order to stop overtakes."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._waiting: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
        self._stopped = -1  # the last check that is no longer wanted
        self.running = 0  # the number of the check under way
        threading.Thread(target=self._read, name="orders", daemon=True).start()

    def _read(self) -> None:
        while True:
            try:
                order = receive(self._stream)
            except EOFError:
                self._waiting.put(None)
                return
            if order[0] == "stop":
                self._stopped = max(self._stopped, order[1])
            else:
                self._waiting.put(order)

    def next(self) -> tuple[Any, ...] | None:
        """The next order; None where there are no more."""
        return self._waiting.get()

    def step(self) -> None:
        """Between the steps of a check: raises `Superseded` where that is no longer wanted."""
        if self.running <= self._stopped:
            raise Superseded


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
    orders = Orders(asked)
    standing = Standing(overlay, orders.step)
    _get_ready(standing, overlay)
    while (order := orders.next()) is not None:
        kind, *rest = order
        if kind == "open":
            overlay.open(*rest)
        elif kind == "close":
            overlay.close(*rest)
        else:
            orders.running, path = rest
            try:
                orders.step()
                found: Checked | None = check(standing, overlay, path)
            except Superseded:
                found = None
            with contextlib.suppress(BrokenPipeError):  # nobody is there: the orders end, too
                send(answers, found)


if __name__ == "__main__":
    main()
