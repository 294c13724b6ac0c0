"""Carries texts to the process that checks, and brings back what it finds.

Only the newest state of each document is checked. A check of what was edited since is stopped, and
one of another document makes way for the one in which somebody types, and is done after it.
"""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Callable
from typing import IO

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
        self._now = ("", -1)  # the text that is being checked, its version
        self._count = 0  # of checks
        self._stopped = False  # was the check under way told to stop?
        self._ready = threading.Condition()
        self._writing = threading.Lock()  # held by who writes to the process
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
        self._thread.start()

    def open(self, path: str, source: str) -> None:
        """What a file is in the editor now."""
        with self._ready:
            self._held[path] = self._new[path] = source
            if self._now[0] == path:
                self._stop()

    def close(self, path: str) -> None:
        """A file is what it is on the disk again."""
        with self._ready:
            self._held.pop(path, None)
            self._asked.pop(path, None)
            self._new[path] = None
            if self._now[0] == path:
                self._stop()

    def ask(self, path: str, version: int, *, first: bool = True) -> None:
        """Have a file checked; with `first`, before all that waits."""
        with self._ready:
            if first:
                self._asked = {path: version, **{p: v for p, v in self._asked.items() if p != path}}
                other, known = self._now
                if other not in ("", path) and not self._stopped:
                    self._asked.setdefault(other, known)
                    self._stop()
            else:
                self._asked.setdefault(path, version)
            self._ready.notify()

    def _stop(self) -> None:
        """Tell the process, if it is still there, that its check is no longer wanted."""
        if not self._stopped:
            self._stopped = True
            with self._writing, contextlib.suppress(OSError, ValueError):
                send(self._input, ("stop", self._count))

    @property
    def _input(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

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
                self._count += 1
                self._now, self._stopped = (path, version), False
            try:
                found = self._check(path, texts)
            except (OSError, EOFError):
                if self._ended:
                    return
                found = self._restart(path)
            with self._ready:
                self._now = "", -1
            if found is not None:
                self._answered(found, version)

    def _check(self, path: str, texts: dict[str, str | None]) -> Checked | None:
        """What is found in a text; None where the check was stopped."""
        for one, source in texts.items():
            order = ("close", one) if source is None else ("open", one, as_bytes(source))
            with self._writing:
                send(self._input, order)
        with self._writing:
            send(self._input, ("check", self._count, path))
        assert self._process.stdout is not None
        found = receive(self._process.stdout)
        assert found is None or isinstance(found, Checked)
        return found

    def _restart(self, path: str) -> Checked:
        """Another process; of the file at which the last one ended that is said."""
        stop(self._process)
        with self._ready:
            self._new = {**self._held, **self._new}
        self._process = start()
        said = "could not be checked: the process that checked it was killed (out of memory?)"
        finding = Finding(path, 0, 0, "XML009", "not-checked", Severity.ERROR, said)
        return Checked(path, (finding,), False, "", (), frozenset())
