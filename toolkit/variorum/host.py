"""What the world gives: files, processes, a clock, folders to keep things in, and someone to
notify.

No room below `api` touches any of it. Who needs it takes a `Host`: `api.machine` has the real
one, the command line one that speaks on its terminal, a test one that lives in a dictionary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

__all__ = ["Done", "Folder", "Host"]

Folder = Literal["cache", "data"]  # what may be thrown away, what may not


@dataclass(frozen=True, slots=True)
class Done:
    """What a process left behind: its exit code and what it wrote."""

    code: int
    out: bytes
    err: bytes


@runtime_checkable
class Host(Protocol):
    """Paths are written as the user wrote them; `-` is standard input or output."""

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises `ReadError` with a remedy."""

    def write(self, path: str, data: bytes) -> None:
        """Write a file beside its place and rename it; raises `WriteError` with a remedy."""

    def append(self, path: str, data: bytes) -> str:
        """Add whole lines to a file, under a lock, and have them on the disk before it returns.

        The file and its folder are made where they are not there. Where the file ends in a torn
        line, that is moved to `PATH.broken` first and returned, else "". On an error, a
        `WriteError`, the file is as it was.
        """

    def random(self, count: int) -> bytes:
        """Random bytes, for names that nobody else gives."""

    def is_file(self, path: str) -> bool:
        """Is there a file of that name?"""

    def is_folder(self, path: str) -> bool:
        """Is there a folder of that name?"""

    def files(self, folder: str) -> list[str]:
        """Every file below a folder, sorted by path, whatever the system lists."""

    def stamp(self, path: str) -> tuple[int, int] | None:
        """Size in bytes and time of the last change in nanoseconds; None where there is no file."""

    def absolute(self, path: str) -> str:
        """The whole path, links resolved."""

    def folder(self, kind: Folder) -> str:
        """Where things are kept between runs, whether or not it exists."""

    def environment(self, name: str) -> str:
        """An environment variable; empty where it is not set."""

    def run(self, command: Sequence[str], *, data: bytes = b"", seconds: float = 60) -> Done:
        """Run a program to its end with `data` on its standard input.

        Raises `LimitError` where it takes longer, `UsageError` where there is no such program.
        """

    def now(self) -> float:
        """Seconds since the beginning of 1970 (UTC): the date of what is kept."""

    def clock(self) -> float:
        """Seconds since some moment; for measuring how long something takes."""

    def note(self, message: str) -> None:
        """Tell the user what was decided, left out or found odd, in one line."""

    def detail(self, message: str) -> None:
        """Say what was decided as it should be, to who wants to follow."""

    def stage(self, text: str) -> None:
        """Say what the work is at."""

    def count(self, done: int, total: int) -> None:
        """Say how many of how many parts are done."""
