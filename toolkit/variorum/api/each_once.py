"""What stands in a file that another includes is said once, where both are checked in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..host import Host
from ..model import Finding
from ..model.report import Report
from ..validation.run.silence import renumber

Key = tuple[int, int, str, str]


# Where a pointer within a document leads, the whole of it says.
POINTING = ("REF003", "WIT001")


def each_once(reports: Sequence[Report], host: Host) -> list[Report]:
    """The reports, those of whole documents without what the reports of their parts say too.

    What a part points to within its document is said of it as it stands there, not alone.
    """
    included = {host.absolute(path) for one in reports for path in one.whole}
    if included:
        reports = [
            _as_a_part(one) if one.path != "-" and host.absolute(one.path) in included else one
            for one in reports
        ]
    if all(f.path == one.path for one in reports for f in one.findings):
        return list(reports)
    own = {host.absolute(one.path): {_key(f) for f in one.findings if f.path == one.path}
           for one in reports if one.path != "-"}  # fmt: skip
    return [_without(one, own, host) for one in reports]


def _as_a_part(one: Report) -> Report:
    """A report without what is said of pointers within the document."""
    kept = [
        (i, f)
        for i, f in enumerate(one.findings)
        if f.code not in POINTING or not all(s.startswith("#") for s in f.subjects or (f.subject,))
    ]
    return replace(one, findings=tuple(renumber(kept)))


def _without(one: Report, own: dict[str, set[Key]], host: Host) -> Report:
    known = {path: own.get(host.absolute(path), set())
             for path in {f.path for f in one.findings} if path != one.path}  # fmt: skip
    kept = [(i, f) for i, f in enumerate(one.findings) if _key(f) not in known.get(f.path, ())]
    return replace(one, findings=tuple(renumber(kept)))


def _key(finding: Finding) -> Key:
    return finding.line, finding.column, finding.code, finding.message
