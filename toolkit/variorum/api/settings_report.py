"""What is wrong with the settings of a run, as a report of each file of settings."""

from __future__ import annotations

from ..errors import VariorumError
from ..model import Finding
from ..validation import Report
from ..validation.run import baseline
from ..validation.run.catalogue import find
from .catalogs import Catalogs
from .checks import Desk, Fault, shown

CODE = "CFG004"


def reports(desk: Desk, catalogs: Catalogs) -> list[Report]:
    """A report of each file of settings that has a fault, in order; faults by their line."""
    by_path: dict[str, list[Fault]] = {}
    for fault in [*desk.faults, *_not_there(desk, catalogs)]:
        by_path.setdefault(fault.path, []).append(fault)
    return [
        Report(path, tuple(_finding(f) for f in sorted(faults, key=lambda f: (f.line, f.message))))
        for path, faults in sorted(by_path.items())
    ]


def _not_there(desk: Desk, catalogs: Catalogs) -> list[Fault]:
    """Catalogs and baselines that settings name and that cannot be read."""
    found = []
    for toml, checks in desk.tomls():
        for path, error in catalogs.faults(checks.catalog):
            said = f"the catalog {shown(error.source or path, desk.host)}: {error.message}"
            found.append(desk.fault(toml, "catalog", said, error.hint))
        if checks.root and not desk.host.is_folder(checks.root):
            said = f"the root {shown(checks.root, desk.host)}: no such folder"
            found.append(desk.fault(toml, "root", said, "check the path"))
        if checks.baseline:
            try:
                baseline.read(desk.host.read(checks.baseline), name=checks.baseline)
            except VariorumError as error:
                said = f"the baseline {shown(checks.baseline, desk.host)}: {error.message}"
                found.append(desk.fault(toml, "baseline", said, error.hint))
    return found


def _finding(fault: Fault) -> Finding:
    rule = find(CODE)
    return Finding(fault.path, fault.line, 1, CODE, rule.slug, rule.severity, fault.message,
                   fault.hint)  # fmt: skip
