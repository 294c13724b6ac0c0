"""Adding lines to a file that nobody may lose: locked, whole, and on the disk when it returns."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import WriteError

BROKEN = ".broken"


def append(path: str, data: bytes) -> str:
    """See `Host.append`."""
    try:
        folder = os.path.dirname(path)
        if folder:
            os.makedirs(folder, exist_ok=True)
        fresh = not os.path.exists(path)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        with _opened(path, flags) as handle, _locked(handle):
            torn = _tail(handle, path)
            size = os.lseek(handle, 0, os.SEEK_END)
            _written(handle, data, size)
        if fresh:
            _settle(folder or ".")
    except (OSError, ValueError) as error:  # ValueError: a path with a null character in it
        said = (getattr(error, "strerror", None) or str(error)).lower()
        raise WriteError(
            f"cannot be written ({said}): nothing was saved", source=path,
            hint="make room, or check its permissions",
        ) from None  # fmt: skip
    return torn


@contextmanager
def _opened(path: str, flags: int) -> Iterator[int]:
    handle = os.open(path, flags, 0o666)
    try:
        yield handle
    finally:
        os.close(handle)


@contextmanager
def _locked(handle: int) -> Iterator[None]:
    """Nobody else appends meanwhile; the system lets go of the lock when a process ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        with _locked_there(handle):
            yield
        return
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def _locked_there(handle: int) -> Iterator[None]:
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    os.lseek(handle, 0, os.SEEK_SET)
    msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    try:
        yield
    finally:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)


def _tail(handle: int, path: str) -> str:
    """Take a torn last line out of the file, and keep it beside; a whole one gets its end."""
    import json

    size = os.lseek(handle, 0, os.SEEK_END)
    start, tail = size, b""
    while start and b"\n" not in tail:
        step = min(4096, start)
        start -= step
        os.lseek(handle, start, os.SEEK_SET)
        tail = _read(handle, step) + tail
    last = tail.rpartition(b"\n")[2]
    if not last:
        return ""
    try:
        json.loads(last)
    except ValueError:
        with _opened(path + BROKEN, os.O_WRONLY | os.O_CREAT | os.O_APPEND) as beside:
            _all(beside, last + b"\n")
            os.fsync(beside)
        os.ftruncate(handle, size - len(last))
        return last.decode("utf-8", "replace")
    os.lseek(handle, 0, os.SEEK_END)
    _all(handle, b"\n")
    return ""


def _read(handle: int, count: int) -> bytes:
    found = b""
    while len(found) < count and (piece := os.read(handle, count - len(found))):
        found += piece
    return found


def _written(handle: int, data: bytes, size: int) -> None:
    """Write at the end and flush; what could not be written whole is taken back."""
    try:
        _all(handle, data)
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)
        raise


def _all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _settle(folder: str) -> None:
    """The name of a new file is on the disk too; not every system lets one ask for it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
