"""Carries texts to the process that checks, and brings back what it finds.

What is asked for while a check runs waits, and only the newest state of each document is checked:
however fast somebody types, there is one check under way and at most one waiting for each text.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable

from ..model import Finding, Severity
from .messages import Checked, receive, send
from .overlay import as_bytes
from .process import start, stop

Answered = Callable[[Checked, int], None]


class Courier:
    """A thread that talks to the process; its methods may be called from any other thread."""

    def __init__(self, process: subprocess.Popen[bytes], answered: Answered) -> None:
        self._process = process
        self._answered = answered
        self._held: dict[str, str] = {}  # what is open, by path
        self._new: dict[str, str | None] = {}  # texts not sent yet; None = closed
        self._asked: dict[str, int] = {}  # the version of each text that is to be checked
        self._ready = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
        self._thread.start()

    def open(self, path: str, source: str) -> None:
        """What a file is in the editor now."""
        with self._ready:
            self._held[path] = self._new[path] = source

    def close(self, path: str) -> None:
        """A file is what it is on the disk again."""
        with self._ready:
            self._held.pop(path, None)
            self._asked.pop(path, None)
            self._new[path] = None

    def ask(self, path: str, version: int, *, first: bool = True) -> None:
        """Have a file checked; with `first`, before all that waits."""
        with self._ready:
            if first:
                self._asked = {path: version, **{p: v for p, v in self._asked.items() if p != path}}
            else:
                self._asked.setdefault(path, version)
            self._ready.notify()

    def end(self) -> None:
        """Stop the process."""
        with self._ready:
            self._ended = True
            self._ready.notify()
        self._process.kill()  # so that the thread, if it waits for an answer, waits no more
        self._thread.join()
        stop(self._process)

    def _run(self) -> None:
        while True:
            with self._ready:
                self._ready.wait_for(lambda: self._asked or self._ended)
                if self._ended:
                    return
                path = next(iter(self._asked))
                version = self._asked.pop(path)
                texts, self._new = self._new, {}
            try:
                found = self._check(path, texts)
            except (OSError, EOFError):
                if self._ended:
                    return
                found = self._restart(path)
            self._answered(found, version)

    def _check(self, path: str, texts: dict[str, str | None]) -> Checked:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        for one, source in texts.items():
            send(process.stdin, ("close", one) if source is None else
                 ("open", one, as_bytes(source)))  # fmt: skip
        send(process.stdin, ("check", path))
        found = receive(process.stdout)
        assert isinstance(found, Checked)
        return found

    def _restart(self, path: str) -> Checked:
        """Another process; of the file at which the last one ended that is said."""
        stop(self._process)
        with self._ready:
            self._new = {**self._held, **self._new}
        self._process = start()
        said = "could not be checked: the process that checked it was stopped (memory?)"
        finding = Finding(path, 0, 0, "XML009", "not-checked", Severity.ERROR, said)
        return Checked(path, (finding,), False, "", (), frozenset())
