"""Check files: which files, by which settings, with which schema, in how many processes."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from os import PathLike, fspath
from pathlib import PurePath
from typing import TYPE_CHECKING, overload

from ..errors import ReadError, UsageError
from ..host import Host
from ..model.shown import counted
from .machine import Machine
from .worker import Worker, begin, checked, collect_seldom, failure

if TYPE_CHECKING:
    from ..validation import Report
    from ..validation.fixes import Mended
    from .checks import Desk

Path = str | PathLike[str]
Schema = Path | list[Path] | tuple[Path, ...] | None
SUFFIXES = (".xml", ".tei", ".odd")
WORTH_IT = 3_000_000  # bytes in all from which several processes pay


@overload
def validate(
    what: Path | bytes, *, schema: Schema = None, host: Host | None = None, **settings: object
) -> Report: ...
@overload
def validate(
    what: list[Path] | tuple[Path, ...], *, schema: Schema = None, host: Host | None = None,
    **settings: object,
) -> tuple[Report, ...]: ...  # fmt: skip
def validate(
    what: Path | bytes | list[Path] | tuple[Path, ...],
    *,
    schema: Schema = None,
    host: Host | None = None,
    **settings: object,
) -> Report | tuple[Report, ...]:
    """Check TEI: well-formedness, schema and integrity, as `variorum validate` does.

    A path, or the bytes of a document, gives one report; a list of files and folders gives a report
    for each file, in order. The schema is the one named, or the one that the file names if it is at
    hand, or the bundled profile. The settings are those of the nearest `variorum.toml`; `settings`
    are given as in its `[validate]` section (`select=["WIT"]`, `fail_on="error"`) and override it.
    Raises `ReadError` if a single file cannot be read, `UsageError` for an unknown setting.
    """
    if schema is not None:
        several = schema if isinstance(schema, list | tuple) else [schema]
        settings["schema"] = [fspath(one) for one in several]
    if isinstance(what, list | tuple):
        return tuple(Validation([fspath(p) for p in what], settings, host=host).reports())
    if not isinstance(what, str | bytes | PathLike):
        raise UsageError(f"{type(what).__name__} is not a file", hint="give a path, bytes, a list")
    data = what if isinstance(what, bytes) else None
    path = "-" if isinstance(what, bytes) else fspath(what)
    run = Validation([path], settings, host=host, data=data)
    if data is None and path != "-":
        if run.host.is_folder(path):
            raise ReadError("is a folder", source=path, hint="give [folder] to check its files")
        run.host.read(path)
    *wrong, report = run.reports()
    for one in wrong:
        first = one.findings[0]
        raise UsageError(first.message, source=one.path, line=first.line, hint=first.hint)
    return report


class Validation:
    """One run over files and folders, by the settings of each; `said` holds over all of them."""

    def __init__(
        self, paths: Sequence[str], said: Mapping[str, object], *, host: Host | None = None,
        data: bytes | None = None, debug: bool = False, again: bool = False,
    ) -> None:  # fmt: skip
        from .checks import Desk, given
        from .schemas import Schemas
        from .schematrons import Schematrons

        self.host = host or Machine()
        self.desk = Desk(given(said, self.host, paths), self.host)
        self.debug = debug
        self.schemas = Schemas(self.host)
        self.schematrons = Schematrons(self.schemas)
        for name in self.desk.said.get("schema", ()):  # a wrong request ends here
            if self.schemas.is_schematron(name):
                continue
            if self.schemas.other_kind(name):
                self.schemas.other(name)
            else:
                self.schemas.load(self.schemas.asked(name))
        for name in self.desk.said.get("schematron", ()):
            self.schemas.asked(name)
        root = str(self.desk.said.get("root", ""))
        if root and not self.host.is_folder(root):
            raise ReadError("no such folder", source=root, hint="check the option root")
        for _, error in self.schemas.catalogs.faults(self.desk.said.get("catalog", ())):
            raise error
        self.folders = tuple(self.host.absolute(p) for p in paths if self.host.is_folder(p))
        self.files, self.excluded = files_of(paths, self.desk)
        self.found = frozenset(self.files) - frozenset(paths)
        if self.excluded and not again:
            self.host.note(
                f"{counted(self.excluded, 'file')} left out: variorum.toml excludes "
                f"{'it' if self.excluded == 1 else 'them'}"
            )
        if since := str(self.desk.said.get("changed_since", "")):
            from .changes import changed_since

            self.files = changed_since(self.files, since, self.host)
        for path in self.files:  # a rule of a project that is invalid ends here, too
            self.desk.own_rules(path)
        self.data = {"-": data} if data is not None else {}
        if "-" in self.files and data is None:
            self.data["-"] = self.host.read("-")

    def reports(self, *, update_baseline: bool = False) -> list[Report]:
        """Check every file, in order; what the baseline of its project knows is left out.

        With `update_baseline`, all that is found now is first written as known.
        """
        from . import baselines
        from .each_once import each_once

        found = each_once(self._checked(), self.host)
        if update_baseline:
            for path, count in baselines.update(found, self.desk).items():
                self.host.note(f"{path}: {counted(count, 'finding')} noted")
        default = baselines.DEFAULT if update_baseline else ""
        left = baselines.subtract(found, self.desk, default)
        return [*self.settings(), *left]

    def settings(self) -> list[Report]:
        """A report of each file of settings in which something is wrong."""
        from . import settings_report

        return settings_report.reports(self.desk, self.schemas.catalogs)

    def fails(self, reports: Iterable[Report]) -> bool:
        """Is something found at or above the severity that the settings of its file name?"""
        return any(report.fails(self.desk.of(report.path).fail_on) for report in reports)

    def fixes(self) -> Iterator[tuple[str, bytes, Mended]]:
        """Each file that a safe fix would change: its path, what it is, what it would be."""
        from ..validation import fixes
        from .nearby import nearby

        for path in self.files:
            if path == "-":
                raise UsageError("standard input cannot be fixed in place", hint="name a file")
            try:
                data = self.host.read(path)
            except ReadError:
                continue  # the check will say so
            checks = self.desk.of(path)
            options = replace(
                checks.options, resolve=nearby(path, checks.root, self.host, self.folders)
            )
            mended = fixes.mend(data, path=path, options=options)
            if mended.data != data:
                yield path, data, mended

    def _checked(self) -> list[Report]:
        """The reports in the order of the files, whatever the processes do."""
        collect_seldom()
        worker = Worker(
            self.desk, self.schemas, self.schematrons, self.data, self.debug,
            folders=self.folders, found=self.found,
        )  # fmt: skip
        if self.desk.said.get("engine") == "jing" and len(self.files) > 1:
            worker.ask_jing(self.files)
        stamps = [self.host.stamp(path) for path in self.files]
        jobs = int(self.desk.said.get("jobs", 0))
        workers = min(jobs or os.cpu_count() or 1, len(self.files))
        if workers < 2 or (not jobs and sum(s[0] for s in stamps if s) < WORTH_IT):
            return list(self._counted(worker.check(path) for path in self.files))
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        reports: list[Report] = []
        try:
            with ProcessPoolExecutor(workers, initializer=begin, initargs=(worker,)) as pool:
                chunk = max(1, min(16, len(self.files) // (workers * 4)))
                for report in self._counted(pool.map(checked, self.files, chunksize=chunk)):
                    reports.append(report)  # noqa: PERF402 - what was done before a crash is kept
        except BrokenProcessPool:
            why = "the process that checked it was killed (out of memory?)"
            reports.extend([failure(file, why) for file in self.files[len(reports) :]])
        return reports

    def _counted(self, reports: Iterable[Report]) -> Iterator[Report]:
        for done, report in enumerate(reports, 1):
            self.host.count(done, len(self.files))
            yield report


def files_of(paths: Sequence[str], desk: Desk) -> tuple[list[str], int]:
    """The files named and those below the folders named, once each; how many were left out.

    What the settings exclude is left out of folders and patterns; a file that is named is checked.
    """
    host, found, excluded = desk.host, dict[str, None](), 0
    for path in paths:
        if host.is_folder(path):
            several = [p for p in host.files(path) if p.lower().endswith(SUFFIXES)]
            several = [p for p in several if not _hidden(p, path)]
        elif path != "-" and ("*" in path or "?" in path) and not host.is_file(path):
            several = sorted(glob.glob(path, recursive=True))
            if not several:
                raise UsageError(
                    "no file matches this pattern", source=path, hint="check the pattern"
                )
        else:
            found[path] = None
            continue
        kept = [p for p in several if not desk.excluded(p)]
        excluded += len(several) - len(kept)
        found.update(dict.fromkeys(kept))
    if not found:
        why = f"{excluded} are excluded" if excluded else f"wanted {', '.join(SUFFIXES)}"
        raise UsageError("no file to check", hint=why)
    return list(found), excluded


def _hidden(path: str, folder: str) -> bool:
    return any(part.startswith(".") for part in PurePath(path).relative_to(folder).parts)
