"""A command run in this process, as the command line would: for tests that run many."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from variorum import cli
from variorum.api.machine import Machine


@dataclass
class Done:
    """What a command did."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The function that a `run` fixture gives."""

    def call(*args: str | Path, cwd: Path, stdin: str | bytes = "", **environment: str) -> Done:
        monkeypatch.chdir(cwd)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        given = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = cli.run([str(a) for a in args])
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return call


class Notes(Machine):
    """This machine, which keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def note(self, message: str) -> None:
        self.said.append(message)
