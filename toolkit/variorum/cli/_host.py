"""The machine, with a terminal that shows notes to its user."""

from __future__ import annotations

from ..api.machine import Machine
from . import _progress, _settings, _telling


class Terminal(Machine):
    """Notes go to standard error, with --verbose details too; progress to the bar."""

    missing = "check the path"

    def __init__(self) -> None:
        super().__init__()
        self._said: set[str] = set()

    def note(self, message: str) -> None:
        """A note is said once, though a command may read or collate the same texts again."""
        if message not in self._said:
            self._said.add(message)
            _telling.note(message)

    def detail(self, message: str) -> None:
        if _settings.current().verbose:
            _telling.note(message)

    def stage(self, text: str) -> None:
        _progress.stage(text)

    def count(self, done: int, total: int) -> None:
        _progress.count(done, total)
