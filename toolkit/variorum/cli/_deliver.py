"""From a value to what the user asked for: the format, the file, its siblings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from . import _io, _settings

if TYPE_CHECKING:
    from ._host import Terminal


def target_of(
    kind: type, format: str | None, output: str | None, *, force: bool, files: Sequence[str],
    default: str = "",
) -> str:  # fmt: skip
    """The format that will be written; refuses a target that must not be, before the work."""
    from ..api.writing import format_of

    path = "" if output in (None, "-") else str(output)
    name = format_of(kind, format or ("" if path else default), path)
    if path:
        _io.check_target(path, force=force, inputs=_io.paths(files))
    return name


def deliver(
    value: Any, name: str, output: str | None, host: Terminal, *, force: bool,
    files: Sequence[str], **writing: Any,
) -> None:  # fmt: skip
    """Write a value to standard output or to a file; parts of a page stand beside it."""
    from ..api.writing import published

    path = "" if output in (None, "-") else str(output)
    writing.setdefault("width", _settings.width())
    made = published(value, name, path, host, writing)
    inputs = _io.paths(files)
    targets = {part: str(PurePath(path).with_name(part)) if part else output for part in made}
    for part, target in targets.items():
        if part and target:
            _io.check_target(target, force=force, inputs=inputs)
    for part, data in made.items():
        _io.emit(data, output=targets[part], force=force, inputs=inputs)
