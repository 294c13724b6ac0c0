"""The baselines of a run: of each project its own, written and read where its settings say."""

from __future__ import annotations

from collections.abc import Sequence

from ..validation import Report
from ..validation.run import baseline
from .checks import Desk

DEFAULT = "variorum-baseline.json"


def subtract(reports: Sequence[Report], desk: Desk, default: str = "") -> list[Report]:
    """The reports without what the baseline of each file knows.

    `default` is the baseline of those whose settings name none.
    """
    known: dict[str, baseline.Known] = {}
    found = []
    for report in reports:
        path = desk.of(report.path).baseline or default
        if path and path not in known:
            known[path] = baseline.read(desk.host.read(path), name=path)
        found.append(baseline.subtract(report, known[path]) if path else report)
    return found


def update(reports: Sequence[Report], desk: Desk) -> dict[str, int]:
    """Write what was found as what is known; how many findings each file written has."""
    groups: dict[str, list[Report]] = {}
    for report in reports:
        groups.setdefault(desk.of(report.path).baseline or DEFAULT, []).append(report)
    for path, group in groups.items():
        desk.host.write(path, baseline.write(group).encode("utf-8"))
    return {path: sum(len(r.findings) for r in group) for path, group in groups.items()}
