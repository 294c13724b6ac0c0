"""The baselines of a run: of each project its own, written and read where its settings say."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from ..errors import VariorumError
from ..validation import Report
from ..validation.run import baseline
from .checks import Desk, shown

DEFAULT = "variorum-baseline.json"


def subtract(reports: Sequence[Report], desk: Desk, default: str = "") -> list[Report]:
    """The reports without what the baseline of each file knows.

    `default` is the baseline of those whose settings name none. Raises a `VariorumError` for one
    that the caller names and that cannot be read; of one that settings name, the report on the
    settings says it, and everything that was found is reported.
    """
    known: dict[str, baseline.Known] = {}
    found = []
    for report in reports:
        path = desk.of(report.path).baseline or default
        if path and path not in known:
            try:
                known[path] = baseline.read(desk.host.read(path), name=path)
            except VariorumError:
                if path in (default, desk.said.get("baseline")):
                    raise
                known[path] = {}
        found.append(baseline.subtract(report, known[path], _namer(path, desk)) if path else report)
    return found


def update(reports: Sequence[Report], desk: Desk) -> dict[str, int]:
    """Write what was found as what is known; how many findings each file written has."""
    groups: dict[str, list[Report]] = {}
    for report in reports:
        groups.setdefault(desk.of(report.path).baseline or DEFAULT, []).append(report)
    for path, group in groups.items():
        desk.host.write(path, baseline.write(group, _namer(path, desk)).encode("utf-8"))
    return {
        shown(path, desk.host): sum(len(r.findings) for r in group)
        for path, group in groups.items()
    }


def _namer(path: str, desk: Desk) -> Callable[[str], str]:
    """How a baseline names files: from its own folder, so that it holds wherever it is used."""
    folder = os.path.dirname(desk.host.absolute(path))

    def name(file: str) -> str:
        if file == "-":
            return file
        return os.path.relpath(desk.host.absolute(file), folder).replace("\\", "/")

    return name
