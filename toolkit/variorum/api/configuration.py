"""The project's settings: the nearest `variorum.toml` upward, or `[tool.variorum]` of pyproject."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import ReadError
from ..host import Host

PLACES = (("variorum.toml", ()), ("pyproject.toml", ("tool", "variorum")))


@dataclass(frozen=True, slots=True)
class Configuration:
    """The tables of one file of settings; `path` is empty where there is none."""

    path: str = ""
    tables: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return os.path.basename(self.path)

    @property
    def folder(self) -> str:
        """The folder at which the file's relative paths start."""
        return os.path.dirname(self.path)


def nearest(start: str, host: Host) -> Configuration:
    """The settings that hold for a folder or a file: those of the nearest file upward."""
    for folder in _upward(host.absolute(start)):
        for name, keys in PLACES:
            path = os.path.join(folder, name)
            if host.is_file(path):
                found = read(path, host)
                for key in keys:
                    found = found.get(key, {})
                if found or not keys:
                    return Configuration(path, found)
    return Configuration()


def _upward(folder: str) -> Iterator[str]:
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def read(path: str, host: Host) -> dict[str, Any]:
    """The tables of a TOML file; raises `ReadError` naming the line that is invalid."""
    try:
        return tomllib.loads(host.read(path).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"invalid TOML: {error}", source=path, hint="fix that line") from error
