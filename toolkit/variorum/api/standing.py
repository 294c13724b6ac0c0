"""Checks that stay ready, for a program that runs for long: settings and schemas are kept.

What `variorum.toml`, the catalogs and the schemas say is read once, and again when one of these
files has changed, has come or has gone. Files of text are never kept: each is read when asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import VariorumError
from ..host import Host
from . import baselines, settings_report
from .checks import Desk
from .configuration import nearest
from .nearby import nearby
from .schemas import Schemas, named
from .schematrons import Schematrons
from .worker import Worker

if TYPE_CHECKING:
    from ..relaxng import Grammar
    from ..validation import Report
    from ..validation.fixes import Edit

TEXTS = (".xml", ".tei", ".odd")


class Noted:
    """A host that notes which files settings and schemas were made of, or might have been."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.seen: dict[str, tuple[int, int] | None] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._host, name)

    def _note(self, path: str) -> None:
        if path not in self.seen and not path.lower().endswith(TEXTS):
            self.seen[path] = self._host.stamp(path)

    def read(self, path: str) -> bytes:
        self._note(path)
        return self._host.read(path)

    def is_file(self, path: str) -> bool:
        self._note(path)
        return self._host.is_file(path)

    def watch(self, path: str) -> None:
        """Note a file, whatever it is called."""
        self.seen.setdefault(path, self._host.stamp(path))

    @property
    def changed(self) -> bool:
        """Is one of these files no longer what it was?"""
        return any(self._host.stamp(path) != was for path, was in self.seen.items())


class Superseded(BaseException):
    """The text that is being checked is no longer the one that is wanted; no error of anybody's."""


class Standing:
    """Settings, schemas and rules, ready for one file after the other.

    `step` is called between the steps of a check; it may raise `Superseded`, which ends that.
    """

    def __init__(self, host: Host, step: Callable[[], None] | None = None) -> None:
        self.host = host
        self._step = step
        self._noted, self._desk, self._schemas, self._schematrons = self._made(None)

    def reports(self, path: str) -> list[Report]:
        """What `variorum validate PATH` would report: settings at fault first, the file last.

        Never raises for what is wrong with files: it says so in a report. Raises `Superseded` where
        a step did.
        """
        self._renew()
        worker = Worker(self._desk, self._schemas, self._schematrons, {}, step=self._step)
        report = worker.check(path)
        try:
            found = baselines.subtract([report], self._desk)
            faults = settings_report.reports(self._desk, self._schemas.catalogs)
        except VariorumError:  # of the settings: the report says so already
            return [report]
        self._watch_catalogs()
        return [*faults, *found]

    def grammars(self, path: str, head: str) -> list[Grammar]:
        """The grammars of a file that begins so, those of its settings or those it names.

        Empty where none can be used. `head` is how the text of the file begins.
        """
        self._renew()
        try:
            checks = self._desk.of(path)
            chosen = self._schemas.choose(checks, named(head), nearby(path, checks.root, self.host))
            return [self._schemas.load(choice).grammar for choice in chosen.choices]
        except VariorumError:
            return []  # the report on the file says why

    def fixes(self, path: str, data: bytes) -> list[tuple[str, Edit]]:
        """What `variorum validate --fix` would do to a file of this content, edit by edit.

        Each with the code of what it fixes, in offsets of the decoded text.
        """
        from ..validation.fixes import proposed

        self._renew()
        try:
            checks = self._desk.of(path)
        except VariorumError:
            return []
        options = replace(checks.options, resolve=nearby(path, checks.root, self.host))
        return proposed(data, path=path, options=options)

    def toml(self, path: str) -> str:
        """The file of settings that holds for a file; "" for none. Raises for an invalid one."""
        return nearest(os.path.dirname(path), self.host).path

    def _made(self, before: Schemas | None) -> tuple[Noted, Desk, Schemas, Schematrons]:
        noted = Noted(self.host)
        host: Any = noted  # all else it is by what it hands on
        desk = Desk({"cache": False, "jobs": 1}, host)
        schemas = Schemas(host) if before is None else before.renewed(host)
        return noted, desk, schemas, Schematrons(schemas)

    def _renew(self) -> None:
        if self._noted.changed:
            made = self._made(self._schemas)
            self._noted, self._desk, self._schemas, self._schematrons = made

    def _watch_catalogs(self) -> None:
        for _, checks in self._desk.tomls():
            for path in checks.catalog:
                self._noted.watch(os.path.normpath(path))
