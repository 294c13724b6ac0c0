"""Which Schematron schemas a file is checked with, and what their rules may read."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from ..errors import ReadError, UsageError, VariorumError
from ..validation import Missing
from ..validation.document import intake
from .nearby import Nearby, Seen, look
from .schemas import PROFILE, Choice, Chosen, Named, Schemas

if TYPE_CHECKING:
    from ..host import Host
    from ..model.report import Report
    from ..schematron import Schematron
    from .checks import Checks


@dataclass(frozen=True, slots=True)
class Ruled:
    """A schema whose rules are run, in which phase."""

    choice: Choice
    phase: str = ""


@dataclass(frozen=True, slots=True)
class ChosenRules:
    """The Schematron schemas of a file, and those that were asked for and are not at hand."""

    ruled: tuple[Ruled, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(slots=True)
class Reading:
    """What the rules of one schema may read: what lies within the root, or beside the schema."""

    host: Host
    root: str
    folder: str  # of the schema
    asked: dict[str, Seen] = field(default_factory=dict)

    def include(self, file: str) -> bytes:
        """A file that the schema includes, by its path from the schema."""
        if urlsplit(file).scheme:
            return self.fetch(file) or b""
        data = self._read(self.host.absolute(os.path.join(self.folder, unquote(file))))
        if data is None:
            raise ReadError("there is no such file", hint="check the address")
        return data

    def fetch(self, uri: str) -> bytes | None:
        """A document that a rule asks for, by its address."""
        parts = urlsplit(uri)
        if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
            raise UsageError(f"it needs the network ({parts.netloc or parts.scheme})")
        return self._read(self.host.absolute(unquote(parts.path)))

    def _read(self, path: str) -> bytes | None:
        folders = (f"{self.root.rstrip(os.sep)}{os.sep}", f"{self.folder}{os.sep}")
        if not path.startswith(folders):
            raise UsageError(f"it reads {os.path.basename(path)}, which lies outside the project",
                             hint="the option root names a wider one")  # fmt: skip
        self.asked[path], data = look(path, self.host)
        return data


@dataclass(frozen=True, slots=True)
class Runs:
    """The rules of one file, ready to run; `asked` is what was read for them so far."""

    checkers: list[Schematron]
    _asked: list[dict[str, Seen]]

    @property
    def asked(self) -> dict[str, Seen]:
        return {path: seen for one in self._asked for path, seen in one.items()}

    def titled(self, report: Report) -> Report:
        """The report with the schemas whose rules were run among those it names."""
        from ..schematron import installed

        if not report.schema or not installed():
            return report
        said = [
            f", Schematron {one.schema.name} ({one.count} {'rule' if one.count == 1 else 'rules'})"
            for one in self.checkers
            if one.count
        ]
        return replace(report, schema=report.schema + "".join(said))


@lru_cache(maxsize=64)
def _are_selected(
    select: tuple[str, ...], extend_select: tuple[str, ...], ignore: tuple[str, ...]
) -> bool:
    """Can a finding of a Schematron be reported at all?"""
    from ..validation.run.catalogue import chosen, rules

    own = [rule for rule in rules() if rule.family == "SCT"]
    if all(chosen(rule, ignore) for rule in own):
        return False
    return not select or any(chosen(rule, select + extend_select) for rule in own)


class Schematrons:
    """Chooses Schematron schemas and compiles each once."""

    def __init__(self, schemas: Schemas) -> None:
        self.schemas = schemas
        self.host = schemas.host
        self._embedded: dict[Choice, bool] = {}
        self._known: dict[tuple[Ruled, str], tuple[Schematron, Reading] | VariorumError] = {}

    def __getstate__(self) -> dict[str, Any]:
        """What another process is given: rules are read and compiled there again."""
        return {**self.__dict__, "_known": {}}

    def choose(self, checks: Checks, named: Named, chosen: Chosen, near: Nearby) -> ChosenRules:
        """The rules of one file: those asked for, those it names, those in its grammars.

        None where the settings select other rules only, or ignore all of Schematron's.
        """
        if not _are_selected(checks.select, checks.extend_select, checks.ignore):
            return ChosenRules()
        ruled: dict[Ruled, None] = {}
        missing: dict[str, Missing] = {}
        settled = [n for n in checks.schema if self.schemas.is_schematron(n)] + [*checks.schematron]
        wanted = [(name, "", True) for name in settled]
        wanted += [(href, phase, False) for href, phase in named.schematron]
        for name, phase, asked in wanted:
            try:
                choice = (
                    self.schemas.asked(name) if asked else self.schemas.located(name, checks, near)
                )
                one = Ruled(choice, checks.phase or phase)
                self._made(one, near.root)
                ruled[one] = None
            except VariorumError as error:
                missing[name] = Missing(name, error.message, error.hint, asked)
        for choice in chosen.choices:
            if self._has_rules(choice) and choice not in {one.choice for one in ruled}:
                ruled[Ruled(choice, checks.phase)] = None
        told = {one.name for one in chosen.missing}
        return ChosenRules(
            tuple(ruled), tuple(one for name, one in missing.items() if name not in told)
        )

    def runs(self, rules: ChosenRules, near: Nearby, size: int) -> Runs:
        """What runs the rules of a file of this size in bytes.

        Of one that is too large for any rule only the grammar is checked, and that is said.
        """
        if size > intake.WHOLE:
            return Runs([], [])
        made = [self._made(one, near.root) for one in rules.ruled]
        return Runs([one for one, _ in made], [reading.asked for _, reading in made])

    def _has_rules(self, choice: Choice) -> bool:
        from ..schematron import embeds

        if choice.key == PROFILE:
            return False
        if choice not in self._embedded:
            self._embedded[choice] = embeds(self.host.read(choice.key))
        return self._embedded[choice]

    def _made(self, one: Ruled, root: str) -> tuple[Schematron, Reading]:
        key = (one, root)
        if key not in self._known:
            try:
                self._known[key] = self._make(one, root)
            except VariorumError as error:
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, VariorumError):
            raise found
        return found

    def _make(self, one: Ruled, root: str) -> tuple[Schematron, Reading]:
        from ..schematron import DEFAULT, Schematron, load

        path = one.choice.key
        reading = Reading(self.host, root, os.path.dirname(path))
        schema = load(self.host.read(path), name=os.path.basename(path), resolve=reading.include)
        phase = one.phase if schema.phases else DEFAULT  # a phase is asked of schemas that have any
        made = Schematron(
            schema, phase=phase, base=PurePath(path).as_uri(),
            address=lambda p: PurePath(self.host.absolute(p)).as_uri(), fetch=reading.fetch,
        )  # fmt: skip
        return made, reading
