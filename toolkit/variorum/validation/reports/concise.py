"""One line for each finding: `path:line:column: CODE severity: message [XPath of the place]`."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.finding import safe
from ...model.report import Report
from ._common import ReportOptions, at, once, told


def report(reports: Sequence[Report], options: ReportOptions) -> str:
    """The findings of all files, one line each; nothing for a clean file."""
    return "".join(
        f"{safe(f.path)}:{f.line}:{f.column}: {f.code} {f.severity}: {f.whole}{at(f)}\n"
        for one in once(reports)
        for _, f in told(one, options)
    )
