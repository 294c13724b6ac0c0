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
    elif (
        pager
        and sys.stdout.isatty()
        and _settings.current().pager
        and os.environ.get("TERM") != "dumb"
    ):
        _paged(lines)
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


def _paged(lines: Iterable[str]) -> None:
    """A pager only where the result is longer than the screen, as git does."""
    import shlex
    import shutil
    import subprocess

    listed = list(lines)
    rows = shutil.get_terminal_size((80, 24)).lines
    command = shlex.split(os.environ.get("PAGER", "less"))
    if len(listed) < rows or not command or not shutil.which(command[0]):
        _plain(listed)
        return
    _progress.stop()
    environment = {"LESS": "FRX", **os.environ}
    pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    assert pager.stdin is not None
    try:
        pager.stdin.write(_encode(listed))
        pager.stdin.close()
    except BrokenPipeError:
        pass
    pager.wait()
