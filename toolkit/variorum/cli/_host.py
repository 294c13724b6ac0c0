"""The machine, with a terminal on which its user is told things."""

from __future__ import annotations

from ..api.machine import Machine
from . import _io, _progress


class Terminal(Machine):
    """Notes go to standard error, progress to the bar."""

    def note(self, message: str) -> None:
        _io.note(message)

    def stage(self, text: str) -> None:
        _progress.stage(text)

    def count(self, done: int, total: int) -> None:
        _progress.count(done, total)
