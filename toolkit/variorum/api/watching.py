"""Check again what changes, and say only what has changed in what is found."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..errors import MissingExtra, VariorumError
from ..host import Host
from ..model import Finding
from ..validation import Report
from .nearby import project_root
from .validating import Validation

SUFFIXES = (".xml", ".tei", ".odd", ".rng", ".rnc", ".sch", ".isosch", ".toml", ".json")
WAIT = 200  # milliseconds within which changes are taken together


@dataclass(frozen=True, slots=True)
class Step:
    """What one round brought: reports of what is new, what is gone, and how all stands now."""

    new: tuple[Report, ...]
    gone: tuple[Finding, ...]
    reports: tuple[Report, ...]
    fails: bool


def steps(
    paths: Sequence[str], said: Mapping[str, object], batches: Iterable[set[str]], *, host: Host
) -> Iterator[Step]:
    """Check all, and again after each batch of changed files (whole paths).

    The files that changed are checked first; then all others, which may point to them and are
    found in the cache where they do not. What was wrong in the request itself is noted, and the
    next batch awaited.
    """
    known: dict[str, Report] = {}
    for changed in _with_first(batches):
        try:
            run = Validation(paths, said, host=host, again=bool(known))
            first = [path for path in run.files if host.absolute(path) in changed]
            if first and len(first) < len(run.files):
                part = Validation(first, said, host=host, again=True)
                step = _step(known, part.reports(), part, kept=set(known))
                known.update({report.path: report for report in step.reports})
                yield replace(step, reports=tuple(known.values()))
            reports = run.reports()
        except VariorumError as error:
            host.note(str(error))
            continue
        step = _step(known, reports, run, kept=set())
        known = {report.path: report for report in reports}
        yield step


def _with_first(batches: Iterable[set[str]]) -> Iterator[set[str]]:
    yield set()
    yield from batches


def _step(
    before: Mapping[str, Report], after: Sequence[Report], run: Validation, *, kept: set[str]
) -> Step:
    """What is new and what is gone; files in `kept` that were not checked stay as they were."""
    new, gone = [], []
    for report in after:
        old = before.get(report.path)
        fresh, lost = compared(old, report)
        if fresh or old is None:
            new.append(replace(report, findings=tuple(replace(f, cause=None) for f in fresh)))
        gone += lost
    there = {report.path for report in after}
    for path, report in before.items():
        if path not in there and path not in kept:
            gone += report.faults
    return Step(tuple(new), tuple(gone), tuple(after), run.fails(after))


def compared(before: Report | None, after: Report) -> tuple[list[Finding], list[Finding]]:
    """The faults of a report that are new, and those of the one before that are gone, by key."""
    if before is None:
        return list(after.faults), []
    old, now = (Counter((f.code, f.key) for f in one.faults) for one in (before, after))
    new = [f for f in after.faults if (f.code, f.key) not in old]
    gone = [f for f in before.faults if (f.code, f.key) not in now]
    return new, gone


def batches(paths: Sequence[str], host: Host) -> Iterator[set[str]]:
    """The files that change in the projects of some paths, together where they change together.

    Raises `MissingExtra` without the package that watches.
    """
    try:
        from watchfiles import Change, DefaultFilter, watch
    except ImportError:
        raise MissingExtra("watch", "watching files") from None

    class Ours(DefaultFilter):
        def __call__(self, change: Change, path: str) -> bool:
            return path.lower().endswith(SUFFIXES) and super().__call__(change, path)

    folders = {
        project_root(folder, host) or folder
        for path in map(host.absolute, paths)
        for folder in [path if host.is_folder(path) else os.path.dirname(path)]
    }
    for changes in watch(*folders, watch_filter=Ours(), debounce=WAIT, raise_interrupt=False):
        yield {host.absolute(path) for _, path in changes}
