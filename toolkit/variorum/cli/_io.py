"""Files and streams: read what the user names, write beside and rename.

Nothing of the user's is overwritten: an input never, another file only with `--force`, a file
that carries our signature without asking.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ReadError, UsageError, WriteError
from . import _progress, _settings

if TYPE_CHECKING:
    from ..model import Source, Witness
    from ..text.normal import Pipeline

MARK = b"variorum:"  # every signature begins so


@dataclass(frozen=True, slots=True)
class Input:
    """One input as named by the user: its siglum (or none), its path, its bytes."""

    siglum: str
    path: str
    data: bytes

    @property
    def name(self) -> str:
        """The file's name without its folder, as reports print it."""
        return "-" if self.path == "-" else Path(self.path).name


_ABOUT = re.compile(
    r"(readme|changelog|changes|licen[cs]e|contributing|authors|notice)([._-].*)?$", re.I
)


def split_spec(spec: str) -> tuple[str, str]:
    """`A=path` names a siglum; a file that really has that name wins."""
    siglum, sign, path = spec.partition("=")
    if not sign or not siglum or "/" in siglum or os.path.exists(spec):
        return "", spec
    return siglum, path


def read_bytes(path: str) -> bytes:
    """The bytes of a file, or of standard input for `-`; raises `ReadError` with a remedy."""
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        if os.path.isdir(path):
            raise ReadError("is a folder", source=path, hint="name the files in it")
        with open(path, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        raise ReadError("no such file", source=path, hint="check the path") from None
    except PermissionError:
        raise ReadError("may not be read", source=path, hint="check its permissions") from None
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        raise ReadError(f"cannot be read ({said})", source=path, hint="check the path") from None


def read_inputs(specs: Sequence[str]) -> tuple[Input, ...]:
    """Every input named; folders give their files, sorted; `-` at most once."""
    if list(specs).count("-") > 1:
        raise UsageError("standard input is named twice", hint="write it to a file first")
    inputs: list[Input] = []
    for spec in specs:
        siglum, path = split_spec(spec)
        if not path:
            raise UsageError(f"{spec or 'an empty argument'} names no file", hint="SIGLUM=PATH")
        if path != "-" and os.path.isdir(path):
            inputs += [Input("", p, read_bytes(p)) for p in versions_in(path)]
        else:
            inputs.append(Input(siglum, path, read_bytes(path)))
    told = [item.siglum for item in inputs if item.siglum]
    for siglum in told:
        if told.count(siglum) > 1:
            raise UsageError(
                f"two witnesses have the siglum {siglum!r}",
                hint=f"name one otherwise: {siglum}2=PATH",
            )
    return tuple(inputs)


def versions_in(folder: str) -> list[str]:
    """The files of a folder, but for those that are about it."""
    found = files_in(folder)
    kept = [p for p in found if not _ABOUT.match(os.path.basename(p))]
    for path in found if kept else ():
        if path not in kept:
            note(f"{path}: about the folder, left out; name it to read it")
    return kept or found


def files_in(folder: str, suffixes: Iterable[str] | None = None) -> list[str]:
    """The files below a folder that a reader takes, sorted by path, whatever the system lists."""
    from ..readers import suffixes as known

    wanted = tuple(suffixes or known())
    found = files_below(folder, wanted)
    if not found:
        raise ReadError("holds no file to read", source=folder, hint=f"wanted {', '.join(wanted)}")
    return found


def files_below(folder: str, wanted: tuple[str, ...] = ()) -> list[str]:
    """As `files_in`, of a folder that may hold none."""
    from ..readers import suffixes as known

    wanted = wanted or tuple(known())
    found = (path for path in Path(folder).rglob("*") if path.is_file())
    return sorted(
        str(path)
        for path in found
        if path.name.lower().endswith(wanted) and not path.name.startswith(".")
    )


def read_sources(
    inputs: Sequence[Input],
    *,
    reader: str | None = None,
    normal: Pipeline | None = None,
    encoding: str | None = None,
    language: str | None = None,
    layers: bool = False,
) -> tuple[Source, ...]:
    """Read every input by its format; findings of the readers go to standard error."""
    from ..readers import Options, read
    from ..text.normal import Pipeline

    sources = []
    for item in inputs:
        options = Options(
            siglum=item.siglum,
            normal=normal or Pipeline(),
            encoding=encoding or "",
            language=language or "",
            layers=layers,
        )
        source = read(item.data, name=item.path, reader=reader, options=options)
        for finding in source.findings:
            note(f"{finding.path}: {finding.message}")
        sources.append(source)
    return tuple(sources)


def witnesses_of(sources: Sequence[Source], unit: str = "auto") -> tuple[Witness, ...]:
    """All witnesses of all sources, cut into the unit; one siglum each, at least one witness."""
    from ..text.passages import cut

    witnesses = numbered(w for source in sources for w in source.witnesses)
    if not witnesses:
        raise UsageError("no witness", hint="name at least one text")
    for witness in witnesses:
        if not len(witness):
            note(f"warning: {witness.siglum} is empty")
    return tuple(cut(witness, unit) for witness in witnesses)


def numbered(witnesses: Iterable[Witness]) -> tuple[Witness, ...]:
    """Of witnesses whose files give them one siglum (`old/a.txt new/a.txt`) the later are a2, a3, …

    One that the user gives twice is refused where inputs are read. A siglum that another witness
    has of its own is never taken. One line says who is who.
    """
    from ..text.build import rename

    listed = list(witnesses)
    taken = {w.siglum for w in listed}
    names: dict[str, list[str]] = {}
    found: list[Witness] = []
    for witness in listed:
        given = names.setdefault(witness.siglum, [])
        siglum, count = witness.siglum, 2
        while given and siglum in taken:
            siglum, count = f"{witness.siglum}{count}", count + 1
        taken.add(siglum)
        given.append(siglum)
        found.append(rename(witness, siglum) if len(given) > 1 else witness)
    said = [
        f"{siglum} is given {'twice' if len(given) == 2 else f'{len(given)} times'}, "
        f"here {', '.join(given)}"
        for siglum, given in names.items()
        if len(given) > 1
    ]
    if said:
        note(f"{'; '.join(said)}; SIGLUM=PATH names it otherwise")
    return tuple(found)


def note(message: str) -> None:
    """Say something on standard error, unless the user wants silence."""
    if not _settings.current().quiet:
        _progress.stop()
        print(f"variorum: {message}", file=sys.stderr)


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
        raise WriteError("this format is not for a terminal", hint="name a file with -o")
    _progress.stop()
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(
            data if binary or data.endswith(b"\n") or not data else data + b"\n"
        )
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader has seen enough; the work keeps its own exit code
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def envelope(
    command: str,
    results: Any,
    *,
    inputs: Sequence[Input] = (),
    signature: object = "",
    witnesses: Sequence[Witness] = (),
    **more: Any,
) -> dict[str, Any]:
    """The JSON envelope that every command shares; inputs by name and content, never by folder."""
    import hashlib

    from .._version import TOOL

    sigla = [w.siglum for w in witnesses] if len(witnesses) == len(inputs) else None
    return {
        "schema": f"variorum.{command}/1",
        "tool": TOOL,
        "signature": str(signature),
        "inputs": [
            {
                "siglum": sigla[i] if sigla else item.siglum,
                "name": item.name,
                "sha256": hashlib.sha256(item.data).hexdigest(),
            }
            for i, item in enumerate(inputs)
        ],
        **more,
        "results": results,
    }


def dump(value: Any) -> str:
    """JSON as every command prints it: readable text, one style, a final line end."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
