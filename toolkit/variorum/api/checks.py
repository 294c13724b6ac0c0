"""What is asked of validation: one table of settings, and which of them hold for a file.

The settings of a file are those of the nearest `variorum.toml`, with what the command line or the
caller says over them. Relative paths in `variorum.toml` start at its folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from ..errors import UsageError
from ..host import Host
from ..model import Severity
from ..validation.options import Options
from ..validation.settings import key, parsed, setting, table
from .configuration import Configuration, nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks(Options):
    """Every setting of validation: those of one file's check, and what is decided around it."""

    schema: str = setting(
        "schema", "", "RELAX NG, or a kept one's name; 'profile'.", metavar="PATH"
    )
    root: str = setting("path", "", "Pointers are followed within this folder.", metavar="DIR")
    baseline: str = setting("path", "", "Findings known already.", metavar="FILE")
    transcription: tuple[tuple[str, str], ...] = setting(
        "files by siglum", (), "A witness's whole text.", metavar="SIGLUM=FILE", adds=True
    )
    engine: str = setting(
        "text",
        "variorum",
        "variorum; lxml or jing as a second opinion.",
        metavar="NAME",
        choices=("variorum", "lxml", "jing"),
    )
    changed_since: str = setting(
        "text", "", "Only what git says was changed since.", metavar="REF", toml=False
    )
    cache: bool = setting("flag", True, "Check everything anew.", toml=False, option="no-cache")
    jobs: int = setting("count", 0, "Processes; 0 = one a core.", metavar="N", toml=False)

    @property
    def options(self) -> Options:
        """What the check of one file takes."""
        return Options(**{f.name: getattr(self, f.name) for f in fields(Options)})


def given(values: Mapping[str, object]) -> dict[str, Any]:
    """Typed values of what a caller says; raises `UsageError` naming the setting that is wrong."""
    return parsed(Checks, values)


class Desk:
    """The settings of each file of a run: its project's, and over them what the caller says."""

    def __init__(self, said: Mapping[str, Any], host: Host) -> None:
        self.said, self.host = dict(said), host
        self._by_folder: dict[str, Configuration] = {}
        self._by_toml: dict[str, Checks] = {}

    def of(self, path: str) -> Checks:
        """The settings of a file or folder; `-` and what has no place of its own: those of here.

        Raises `UsageError` where `variorum.toml` is wrong.
        """
        folder = os.path.dirname(self.host.absolute(path)) if path != "-" else "."
        found = self._by_folder.get(folder)
        if found is None:
            found = self._by_folder[folder] = nearest(folder, self.host)
        if found.path not in self._by_toml:
            self._by_toml[found.path] = self._over(section(found, self.host))
        return self._by_toml[found.path]

    def _over(self, values: dict[str, Any]) -> Checks:
        known = table(Checks)
        over = {
            name: (*values.get(name, ()), *value) if known[name][0].adds else value
            for name, value in self.said.items()
        }
        return Checks(**{**values, **over})


def section(found: Configuration, host: Host) -> dict[str, Any]:
    """Typed values of the `[validate]` section, its relative paths from its folder.

    Raises `UsageError` with the file's name for a key that does not exist or has a wrong value.
    """
    listed = found.tables.get("validate", {})
    if not isinstance(listed, Mapping):
        raise UsageError("validate is not a table", source=found.path, hint="write [validate]")
    try:
        values = parsed(Checks, listed, where="[validate] ", toml=True)
    except UsageError as error:
        raise UsageError(error.message, source=found.path, hint=error.hint) from None
    known = table(Checks)
    return {k: _placed(known[k][0].kind, v, found.folder, host) for k, v in values.items()}


def _placed(kind: str, value: Any, folder: str, host: Host) -> Any:
    """A value with its paths from the folder of the file that says them."""
    if kind == "path":
        return _from(folder, value)
    if kind == "schema":
        return _schema(folder, value, host)
    if kind == "files by siglum":
        return tuple((siglum, _from(folder, path)) for siglum, path in value)
    return value


def _from(folder: str, path: str) -> str:
    return os.path.join(folder, path) if path else path


def _schema(folder: str, value: str, host: Host) -> str:
    """A schema as the file of settings names it: a path from there, else a kept one's name."""
    path = _from(folder, value)
    written = "/" in value and "://" not in value
    return path if written or host.is_file(path) else value


ENVIRONMENT = ("VARIORUM_SCHEMAS", "NO_COLOR", "FORCE_COLOR", "PAGER")


def rows(found: Configuration, host: Host) -> Iterator[tuple[str, Any, str, str]]:
    """Key, value, origin and meaning of every setting: those of the file, defaults for the rest."""
    from ..critic.units import UnitOptions
    from ..text.normal import DEFAULT

    defaults: dict[str, tuple[Any, str]] = {
        "project.title": ("", ""), "project.base": ("", ""), "project.language": ("", ""),
        "project.normal": (list(DEFAULT), ""), "project.decisions": ("", ""),
        "project.regularise": ("", ""), "units.joining": (UnitOptions().joining, ""),
        "units.order": (UnitOptions().order, ""), "units.sentences": (True, ""),
        "units.punctuation": (True, ""), "units.brackets": (True, ""),
    }  # fmt: skip
    for name, (about, value) in table(Checks).items():
        if about.toml:
            defaults[f"validate.{key(name)}"] = (_plain(value), about.says)
    given = {_spelt(k): v for k, v in _flat(found.tables)}
    for variable in ENVIRONMENT:
        if value := host.environment(variable):
            yield variable, value, "environment", ""
    for name in sorted(defaults.keys() | given.keys()):
        value, says = defaults.get(name, (None, ""))
        if name in given:
            yield name, given[name], found.name, says
        else:
            yield name, value, "default", says


def _spelt(name: str) -> str:
    """A key of ours as it is written, `per_file_ignores` as `per-file-ignores`."""
    return name.replace("_", "-") if name.startswith("validate.") else name


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping) and prefix != "validate.":
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _plain(value: Any) -> Any:
    """A default as TOML or JSON would write it."""
    if isinstance(value, Severity):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
