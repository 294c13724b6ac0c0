"""The machine that the program runs on, as a `Host`; notes go to Python's `logging`."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from ..errors import LimitError, ReadError, UsageError, WriteError
from ..host import Done, Folder


class Machine:
    """Files, processes and clocks of this machine. Nothing is printed."""

    missing = 'check the path, or give literal text as witness("...", siglum="A")'

    def read(self, path: str) -> bytes:
        if path == "-":
            return sys.stdin.buffer.read()
        try:
            if os.path.isdir(path):
                raise ReadError("is a folder", source=path, hint="name the files in it")
            with open(path, "rb") as stream:
                return stream.read()
        except FileNotFoundError:
            raise ReadError("no such file", source=path, hint=self.missing) from None
        except PermissionError:
            raise ReadError("is not readable", source=path, hint="check its permissions") from None
        except (OSError, ValueError) as error:  # ValueError: a path with a null character in it
            said = getattr(error, "strerror", None) or str(error)
            raise ReadError(
                f"cannot be read ({said.lower()})", source=path, hint="check the path"
            ) from None

    def write(self, path: str, data: bytes) -> None:
        if self.is_folder(path):
            raise WriteError("is a folder", source=path, hint="name a file in it")
        folder, name = os.path.split(path)
        part = os.path.join(folder, f".{name}.{os.getpid()}.part")
        try:
            with open(part, "wb") as stream:
                stream.write(data)
            os.replace(part, path)
        except FileNotFoundError:
            raise WriteError(
                "its folder does not exist", source=path, hint="make the folder first"
            ) from None
        except (OSError, ValueError) as error:  # ValueError: as in reading
            said = (getattr(error, "strerror", None) or str(error)).lower()
            raise WriteError(
                f"cannot be written ({said})", source=path, hint="name another file"
            ) from None
        finally:
            if self.is_file(part):
                os.remove(part)

    def append(self, path: str, data: bytes) -> str:
        from .appending import append

        return append(path, data)

    def random(self, count: int) -> bytes:
        return os.urandom(count)

    def is_file(self, path: str) -> bool:
        return _asked(os.path.isfile, path)

    def is_folder(self, path: str) -> bool:
        return _asked(os.path.isdir, path)

    def files(self, folder: str) -> list[str]:
        # A link that leads nowhere is listed: who reads it says so.
        return sorted(str(path) for path in Path(folder).rglob("*") if not path.is_dir())

    def stamp(self, path: str) -> tuple[int, int] | None:
        try:
            found = os.stat(path)
        except (OSError, ValueError):
            return None
        return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None

    def absolute(self, path: str) -> str:
        try:
            found = os.path.realpath(path)
        except ValueError:  # a null character
            found = ""
        if not found or os.path.islink(found):  # links in a circle
            raise ReadError("impossible path", source=path, hint="check the path")
        return found

    def folder(self, kind: Folder) -> str:
        variable, below = {
            "cache": ("XDG_CACHE_HOME", ".cache"),
            "data": ("XDG_DATA_HOME", ".local/share"),
        }[kind]
        root = os.environ.get(variable) or os.path.join(os.path.expanduser("~"), below)
        return os.path.join(root, "variorum")

    def environment(self, name: str) -> str:
        return os.environ.get(name, "")

    def run(self, command: Sequence[str], *, data: bytes = b"", seconds: float = 60) -> Done:
        import subprocess

        try:
            done = subprocess.run(
                list(command), input=data, capture_output=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired:
            raise LimitError(f"{command[0]} took more than {seconds:g} seconds") from None
        except OSError as error:
            said = (error.strerror or str(error)).lower()
            raise UsageError(f"{command[0]} cannot be run ({said})", hint="install it") from None
        return Done(done.returncode, done.stdout, done.stderr)

    def now(self) -> float:
        import time

        return time.time()

    def clock(self) -> float:
        import time

        return time.perf_counter()

    def note(self, message: str) -> None:
        import logging

        logging.getLogger("variorum").warning(message)

    def detail(self, message: str) -> None:
        import logging

        logging.getLogger("variorum").info(message)

    def stage(self, text: str) -> None:
        """Nobody watches."""

    def count(self, done: int, total: int) -> None:
        """Nobody watches."""


def _asked(test: object, path: str) -> bool:
    """A path that no file can have (a null character in it) is that of no file."""
    try:
        return bool(test(path))  # type: ignore[operator]
    except ValueError:
        return False
