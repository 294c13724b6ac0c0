"""Lines for a reader at a terminal: encoding, pager, closed pipes, files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence

from . import _progress, _settings
from ._io import emit

_BATCH = 512  # lines written at once


def unicode_output() -> bool:
    """Can standard output show more than ASCII?"""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        "→∅─§·…⤴⤵⇄".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def show(
    lines: Iterable[str], *, output: str | None = None, force: bool = False,
    inputs: Sequence[str] = (), pager: bool = True,
) -> None:  # fmt: skip
    """Write lines to a file, to a pager on a terminal, or to standard output as they come."""
    if output not in (None, "-"):
        emit("".join(f"{line}\n" for line in lines), output=output, force=force, inputs=inputs)
    elif pager and _pages():
        _paged(list(lines))
    else:
        _plain(lines)


def stream(
    pieces: Iterable[str], *, output: str | None = None, force: bool = False,
    inputs: Sequence[str] = (),
) -> None:  # fmt: skip
    """Write a text that comes in pieces, with its own line ends; the last one is added."""
    if output not in (None, "-"):
        emit("".join(pieces), output=output, force=force, inputs=inputs)
        return
    if _pages():
        _paged("".join(pieces).removesuffix("\n").split("\n"))
        return
    last = "\n"
    try:
        sys.stdout.flush()
        for piece in pieces:
            _progress.stop()
            sys.stdout.buffer.write(_bytes(piece))
            last = piece[-1:] or last
        sys.stdout.buffer.write(b"" if last == "\n" else b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _close_quietly()


def _close_quietly() -> None:
    """The reader of a pipe has seen enough; the work keeps its own exit code."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bytes(text: str) -> bytes:
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return text.encode(encoding, "backslashreplace")


def _encode(lines: Sequence[str]) -> bytes:
    return _bytes("".join(f"{line}\n" for line in lines))


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _plain(lines: Iterable[str]) -> None:
    try:
        sys.stdout.flush()
        for batch in _batches(lines):
            _progress.stop()
            sys.stdout.buffer.write(_encode(batch))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _close_quietly()


def _pages() -> bool:
    """Is there a terminal, and a user who wants a pager?"""
    wanted = _settings.current().pager and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()


def _paged(lines: list[str]) -> None:
    """A pager only where the result is longer than the screen, as git does."""
    import shutil
    import subprocess

    rows = shutil.get_terminal_size((80, 24)).lines
    command = _pager()
    if len(lines) < rows or not command:
        _plain(lines)
        return
    _progress.stop()
    environment = {"LESS": "FRX", **os.environ}
    shell = isinstance(command, str)
    pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment, shell=shell)
    assert pager.stdin is not None
    try:
        pager.stdin.write(_encode(lines))
        pager.stdin.close()
    except BrokenPipeError:
        pass
    pager.wait()


def _pager() -> list[str] | str:
    """`$PAGER` as words, or as it stands where it is for a shell; nothing where it is not there."""
    import shlex
    import shutil

    named = os.environ.get("PAGER", "less")
    try:
        words = shlex.split(named)
    except ValueError:
        return []
    if any(sign in named for sign in "|&;<>$`") or (words and "=" in words[0]):
        return named
    return words if words and shutil.which(words[0]) else []
