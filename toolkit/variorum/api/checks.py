"""What is asked of validation: one table of settings, and which of them hold for a file.

The settings of a file are those of the nearest `variorum.toml`, with what the command line or the
caller says over them. Relative paths in `variorum.toml` start at its folder.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from ..errors import UsageError
from ..host import Host
from ..model import Severity
from ..validation import OwnRules, Rule
from ..validation.globs import fits
from ..validation.options import Options
from ..validation.settings import key, setting, table
from ..validation.typed import parsed
from .configuration import Configuration, nearest
from .project_rules import project_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks(Options):
    """Every setting of validation: those of one file's check, and what is decided around it."""

    schema: tuple[str, ...] = setting(
        "schemas",
        (),
        "A RELAX NG schema, W3C Schema or DTD, the name of a kept one, or 'profile'.",
        metavar="PATH",
    )
    schematron: tuple[str, ...] = setting(
        "schemas",
        (),
        "A Schematron schema to run besides those that the files name.",
        metavar="FILE",
        adds=True,
    )
    phase: str = setting("text", "", "The phase of Schematron to run.", metavar="NAME")
    catalog: tuple[str, ...] = setting(
        "paths", (), "XML catalogs (OASIS) that say where schemas are.", metavar="FILE", adds=True
    )
    for_: tuple[tuple[tuple[str, ...], Mapping[str, Any]], ...] = setting(
        "for", (), "Settings for some files: [[validate.for]] with files = GLOBS.", option="-"
    )
    exclude: tuple[str, ...] = setting(
        "globs",
        (),
        "Files and folders to leave out.",
        metavar="GLOB",
        adds=True,
    )
    fragments: tuple[str, ...] = setting(
        "globs", (), "Files that are parts of TEI documents.", option="-", adds=True
    )
    root: str = setting("path", "", "Follow pointers within this folder only.", metavar="DIR")
    baseline: str = setting(
        "path", "", "A file of findings that are known already.", metavar="FILE"
    )
    transcription: tuple[tuple[str, str], ...] = setting(
        "files by siglum",
        (),
        "The full text of a witness, to check the apparatus against.",
        metavar="SIGLUM=FILE",
        adds=True,
    )
    engine: str = setting(
        "text",
        "variorum",
        "variorum; lxml or jing as a second opinion.",
        metavar="NAME",
        choices=("variorum", "lxml", "jing"),
    )
    changed_since: str = setting(
        "text", "", "Check only what git reports as changed since REF.", metavar="REF", toml=False
    )
    cache: bool = setting(
        "flag", True, "Check everything again, without the cache.", toml=False, option="no-cache"
    )
    jobs: int = setting(
        "count", 0, "Number of processes; 0 = one for each core.", metavar="N", toml=False
    )

    @property
    def options(self) -> Options:
        """What the check of one file takes."""
        return Options(**{f.name: getattr(self, f.name) for f in fields(Options)})


def given(values: Mapping[str, object], host: Host, paths: Sequence[str] = ()) -> dict[str, Any]:
    """Typed values of what a caller says; raises `UsageError` naming the setting that is wrong.

    The rules of the project here, and of the projects of `paths`, may be named like any other.
    """
    further: dict[str, tuple[Rule, ...]] = {}
    folders = (path if host.is_folder(path) else os.path.dirname(path) or "." for path in paths)
    for folder in dict.fromkeys((".", *folders)):
        found = nearest(folder, host)
        if found.path not in further:
            own = project_rules(found, host, shown(found.path, host))
            further[found.path] = own.rules if own else ()
    return parsed(Checks, values, further=[rule for own in further.values() for rule in own])


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file of settings; the rest of it holds."""

    path: str
    line: int
    message: str
    hint: str = ""


@dataclass(slots=True)
class _Project:
    """The `[validate]` section of one file of settings."""

    found: Configuration
    values: dict[str, Any]
    blocks: list[tuple[tuple[str, ...], dict[str, Any]]]  # patterns, what holds for these files
    own: OwnRules | None = None
    by_blocks: dict[tuple[int, ...], Checks] = field(default_factory=dict)


class Desk:
    """The settings of each file of a run: its project's, and over them what the caller says."""

    def __init__(self, said: Mapping[str, Any], host: Host) -> None:
        self.said, self.host = dict(said), host
        self.faults: list[Fault] = []  # of all settings that were read
        self._by_folder: dict[str, _Project] = {}
        self._by_toml: dict[str, _Project] = {}
        self._places: dict[str, str] = {}

    def place(self, path: str) -> str:
        """The whole path of a file; of `-`, and what has no place of its own, one that is here."""
        if path not in self._places:
            own = path if path != "-" else os.path.join(".", "-")
            self._places[path] = self.host.absolute(own)
        return self._places[path]

    def of(self, path: str) -> Checks:
        """The settings of a file."""
        place = self.place(path)
        project = self._project(os.path.dirname(place))
        fitting: tuple[int, ...] = ()
        if project.blocks:
            own = os.path.relpath(place, project.found.folder)
            fitting = tuple(i for i, (globs, _) in enumerate(project.blocks) if fits(own, globs))
        if fitting not in project.by_blocks:
            values = project.values
            for i in fitting:
                values = _over(values, project.blocks[i][1])
            project.by_blocks[fitting] = Checks(**_over(values, self.said))
        return project.by_blocks[fitting]

    def own_rules(self, path: str) -> OwnRules | None:
        """The rules that the project of a file adds; raises `UsageError` for an invalid one."""
        return self._project(os.path.dirname(self.place(path))).own

    def excluded(self, path: str) -> bool:
        """Do the settings leave out a file that was found in a folder?"""
        return self._fits(path, self.of(path).exclude)

    def fragment(self, path: str) -> bool:
        """Do the settings say that a file is a part of a document?"""
        return self._fits(path, self.of(path).fragments)

    def _fits(self, path: str, globs: tuple[str, ...]) -> bool:
        if not globs:
            return False
        place = self.place(path)
        project = self._project(os.path.dirname(place))
        return fits(os.path.relpath(place, project.found.folder or self.host.absolute(".")), globs)

    def _project(self, folder: str) -> _Project:
        known = self._by_folder.get(folder)
        if known is None:
            found = nearest(folder, self.host)
            if found.path not in self._by_toml:
                self._by_toml[found.path] = self._read(found)
            known = self._by_folder[folder] = self._by_toml[found.path]
        return known

    def _read(self, found: Configuration) -> _Project:
        wrong: list[tuple[str, UsageError]] = []
        project = _section(found, self.host, wrong)
        self.faults += [self.fault(found, key, e.message, e.hint) for key, e in wrong]
        for globs, _ in project.blocks:
            for pattern in globs:
                if not any(_existing(found.folder, pattern)):
                    said = f"no file matches {pattern!r} of [[validate.for]]"
                    hint = "check the pattern: it starts at the folder of these settings"
                    self.faults.append(self.fault(found, pattern, said, hint))
        return project

    def fault(self, found: Configuration, word: str, message: str, hint: str = "") -> Fault:
        """A fault of a file of settings, at the line that has a word."""
        lines = self.host.read(found.path).decode("utf-8", "replace").splitlines()
        line = next((n for n, text in enumerate(lines, 1) if word in text), 1)
        return Fault(shown(found.path, self.host), line, message, hint)

    def tomls(self) -> Iterator[tuple[Configuration, Checks]]:
        """The files of settings that were read, each with the settings of all its files."""
        for project in self._by_toml.values():
            if project.found.path:
                yield project.found, Checks(**project.values)


def shown(path: str, host: Host) -> str:
    """A path as the user would write it: from here, where it lies below."""
    here = host.absolute(".").rstrip(os.sep) + os.sep
    return path.removeprefix(here)


def _existing(folder: str, pattern: str) -> Iterator[str]:
    written = pattern if "/" in pattern else f"**/{pattern}"
    return glob.iglob(written, root_dir=folder, recursive=True)


def _over(values: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Settings with others over them; lists that add are joined."""
    known = table(Checks)
    over = {
        name: (*values.get(name, ()), *value) if known[name][0].adds else value
        for name, value in more.items()
    }
    return {**values, **over}


def section(found: Configuration, host: Host) -> dict[str, Any]:
    """Typed values of the `[validate]` section, its relative paths from its folder.

    Raises `UsageError` with the file's name for a key that does not exist or has a wrong value.
    """
    try:
        return _section(found, host, None).values
    except UsageError as error:
        raise UsageError(error.message, source=found.path, hint=error.hint) from None


def _section(
    found: Configuration, host: Host, wrong: list[tuple[str, UsageError]] | None
) -> _Project:
    listed = found.tables.get("validate", {})
    if not isinstance(listed, Mapping):
        error = UsageError("validate is not a table", hint="write [validate]")
        if wrong is None:
            raise error
        wrong.append(("validate", error))
        listed = {}
    own = project_rules(found, host, shown(found.path, host))
    further = own.rules if own else ()

    def read(given: Mapping[str, Any], where: str) -> dict[str, Any]:
        typed = parsed(Checks, given, where=where, toml=True, wrong=wrong, further=further)
        return _placed_all(typed, found.folder, host)

    values = read(listed, "[validate] ")
    blocks = []
    for globs, rest in values.pop("for_", ()):
        blocks.append((globs, read(rest, "[[validate.for]] ")))
    return _Project(found, values, blocks, own)


def _placed_all(values: dict[str, Any], folder: str, host: Host) -> dict[str, Any]:
    known = table(Checks)
    return {name: _placed(known[name][0].kind, v, folder, host) for name, v in values.items()}


def _placed(kind: str, value: Any, folder: str, host: Host) -> Any:
    """A value with its paths from the folder of the file that says them."""
    if kind == "path":
        return _from(folder, value)
    if kind == "paths":
        return tuple(_from(folder, path) for path in value)
    if kind == "schemas":
        return tuple(_schema(folder, name, host) for name in value)
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

    units = UnitOptions()
    defaults: dict[str, tuple[Any, str]] = {
        "project.title": ("", "Title of the edition."),
        "project.base": ("", "The base witness."),
        "project.language": ("", "Language of texts that declare none."),
        "project.normal": (list(DEFAULT), "Normal form that is compared."),
        "project.decisions": ("", "The file of decisions."),
        "project.regularise": ("", "The table of regularised forms."),
        "units.joining": (units.joining, "Units: auto, pattern, gaps, phrase or none."),
        "units.order": (
            units.order,
            "Columns within which a change of order makes one unit; 0 = never.",
        ),
        "units.sentences": (True, "Divide units at the ends of sentences."),
        "units.punctuation": (True, "Divide units between words and punctuation."),
        "units.brackets": (True, "Divide units at the borders of brackets."),
        "units.overlap": (
            units.overlap,
            "Length in words from which an omission is an entry of its own; 0 = never.",
        ),
    }
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
