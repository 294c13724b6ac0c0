"""Files and streams of the terminal: what may be written where, and standard output.

Nothing of the user's is overwritten: an input never, another file only with `--force`, a file
that carries our signature without asking.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import ReadError, WriteError
from . import _progress
from ._host import Terminal

MARK = b"variorum:"  # every signature begins so


def paths(specs: Sequence[str]) -> list[str]:
    """The paths of the files that the user names, of a folder those below it."""
    from ..api.reading import split_spec

    host = Terminal()
    found = [split_spec(spec, host)[1] for spec in specs]
    return [p for path in found for p in (host.files(path) if host.is_folder(path) else [path])]


def emit(
    result: str | bytes,
    *,
    output: str | None = None,
    force: bool = False,
    inputs: Iterable[str] = (),
) -> None:
    """Write a result to standard output or to a file, beside it first and then renamed."""
    data = result.encode("utf-8") if isinstance(result, str) else result
    if output in (None, "-"):
        _to_stdout(data, binary=isinstance(result, bytes))
        return
    assert output is not None
    check_target(output, force=force, inputs=inputs)
    _replace(Path(output), data)


def emit_lines(
    lines: Iterable[str],
    *,
    output: str | None = None,
    force: bool = False,
    inputs: Iterable[str] = (),
) -> None:
    """Write lines as they come, for results that need not fit into memory."""
    if output in (None, "-"):
        _progress.stop()
        try:
            for line in lines:
                sys.stdout.write(line + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    assert output is not None
    check_target(output, force=force, inputs=inputs)
    target = Path(output)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with open(part, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(line + "\n" for line in lines)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def check_target(output: str, *, force: bool = False, inputs: Iterable[str] = ()) -> None:
    """Refuse to write where something of the user's would be lost; call it before the work."""
    target = Path(output)
    if target.is_dir():
        raise WriteError("is a folder", source=output, hint="name a file in it")
    if not target.parent.is_dir():
        raise WriteError("its folder does not exist", source=output, hint="make the folder first")
    for path in inputs:
        if (
            path != "-"
            and target.exists()
            and os.path.exists(path)
            and os.path.samefile(path, target)
        ):
            raise WriteError("is an input", source=output, hint="name another output file")
    if target.exists() and not force and not _ours(target):
        raise WriteError(
            "exists and was not written by variorum",
            source=output,
            hint="use --force to replace it",
        )


def _ours(target: Path) -> bool:
    """Does a file carry our signature? An empty file holds nothing to lose."""
    data = target.read_bytes()
    if data[:4] == b"PK\x03\x04":
        import io
        import zipfile

        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return any(
                    MARK in archive.read(name) for name in archive.namelist() if "docProps" in name
                )
        except (zipfile.BadZipFile, OSError):
            return False
    return not data or MARK in data


def _replace(target: Path, data: bytes) -> None:
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def _to_stdout(data: bytes, *, binary: bool) -> None:
    if binary and sys.stdout.isatty():
        raise WriteError("this format cannot be shown in a terminal", hint="name a file with -o")
    _progress.stop()
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(
            data if binary or data.endswith(b"\n") or not data else data + b"\n"
        )
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader has seen enough; the work keeps its own exit code
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_bytes(data: bytes) -> None:
    """Bytes as they are to standard output, which may be a pipe or a file."""
    _progress.stop()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


class Lines:
    """Lines of a file that can be read twice; standard input is kept in a temporary file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._spool: Any = None
        if path == "-":
            import shutil
            import tempfile

            self._spool = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the lines
            shutil.copyfileobj(sys.stdin.buffer, self._spool)
        elif not Path(path).is_file():
            Terminal().read(path)  # says what is wrong with it

    def __iter__(self) -> Iterator[str]:
        stream = self._spool or open(self._path, "rb")  # noqa: SIM115
        stream.seek(0)
        try:
            for number, line in enumerate(stream, 1):
                try:
                    yield line.decode("utf-8").rstrip("\r\n")
                except UnicodeDecodeError:
                    raise ReadError(
                        "not UTF-8", source=self._path, line=number, hint="save it as UTF-8"
                    ) from None
        finally:
            if self._spool is None:
                stream.close()
