"""The project's settings: the nearest `variorum.toml` upward, or `[tool.variorum]` of pyproject."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from ..errors import ReadError, UsageError
from . import _io

PLACES = (("variorum.toml", ()), ("pyproject.toml", ("tool", "variorum")))


def nearest(start: str | Path = ".") -> tuple[Path | None, dict[str, Any]]:
    """The file that holds the settings of a folder or file, and its tables; (None, {}) without."""
    here = Path(start).resolve()
    for folder in (here, *here.parents):
        for name, keys in PLACES:
            path = folder / name
            if path.is_file():
                found = read(path)
                for key in keys:
                    found = found.get(key, {})
                if found or not keys:
                    return path, found
    return None, {}


def read(path: Path) -> dict[str, Any]:
    """The tables of a TOML file; raises `ReadError` naming the line that is none."""
    try:
        return tomllib.loads(_io.read_bytes(str(path)).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"is no TOML ({error})", source=str(path), hint="mend it") from error


def checked(path: Path | None, values: dict[str, Any]) -> None:
    """Raise `UsageError`, with the file's name, for a key that means nothing."""
    from ..critic.project import project

    try:
        project(values)
        if "validate" in values:
            from ..validation import Options

            Options.from_config(values["validate"])
    except UsageError as error:
        raise UsageError(error.message, source=path.name if path else "", hint=error.hint) from None
