"""Findings as plain rows, the same in every machine format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..run.report import Report
from ._common import whole


def rows(reports: Sequence[Report]) -> Iterator[dict[str, object]]:
    """Every finding; `cause` is the index, among all rows, of the finding it follows from."""
    first = 0
    for report in reports:
        for finding in report.findings:
            row: dict[str, object] = {
                "path": report.path,
                "line": finding.line,
                "column": finding.column,
                "code": finding.code,
                "rule": finding.rule,
                "severity": str(finding.severity),
                "message": whole(finding),
            }
            if finding.cause is not None:
                row["cause"] = first + finding.cause
            yield row
        first += len(report.findings)
