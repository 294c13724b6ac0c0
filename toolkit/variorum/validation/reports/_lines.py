"""Findings as plain rows, the same in every machine format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.report import Report


def rows(reports: Sequence[Report]) -> Iterator[dict[str, object]]:
    """Every finding; `cause` is the index, among all rows, of the finding it follows from."""
    first = 0
    for report in reports:
        for finding in report.findings:
            row = finding.to_dict()
            if finding.cause is not None:
                row["cause"] = first + finding.cause
            yield row
        first += len(report.findings)
