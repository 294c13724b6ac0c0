"""GitHub Actions: annotations at the lines of a pull request, and a table for the summary page."""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Severity
from ...model.finding import safe
from ...model.report import Report
from ...model.shown import counted
from ._common import ReportOptions, at, once, schemas, told

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
SHOWN = 200  # rows of the table; GitHub cuts a summary at 1 MB


def report(reports: Sequence[Report], options: ReportOptions) -> str:
    """One workflow command a finding."""
    lines = []
    for one in once(reports):
        for _, f in told(one, options):
            place = [("file", f.path), ("line", str(max(f.line, 1)))]
            if f.end_line:
                place.append(("endLine", str(f.end_line)))
            if f.column:
                place.append(("col", str(f.column)))
            place.append(("title", f"{f.code} {f.rule}"))
            shown = ",".join(f"{key}={_property(value)}" for key, value in place)
            lines.append(f"::{_COMMANDS[f.severity]} {shown}::{_data(f.whole + at(f))}\n")
    schema = _data(schemas(reports))
    lines.append(f"::notice title=variorum validate::checked with {schema}\n")
    return "".join(lines)


def step_summary(reports: Sequence[Report]) -> str:
    """Markdown for `$GITHUB_STEP_SUMMARY`: GitHub shows some ten annotations a step only."""
    found = [f for one in once(reports) for f in one.faults]
    lines = [
        "### variorum validate",
        "",
        f"{counted(len(found), 'finding')} in {counted(len(reports), 'file')}; "
        f"checked with {schemas(reports)}",
        "",
    ]
    if found:
        lines += ["| Place | Code | Severity | Message |", "|---|---|---|---|"]
    for f in found[:SHOWN]:
        place = f"{f.path}:{f.line}"
        lines.append(f"| `{_cell(place)}` | {f.code} | {f.severity} | {_cell(f.whole)} |")
    if len(found) > SHOWN:
        lines += ["", f"… and {len(found) - SHOWN} more"]
    return "\n".join(lines) + "\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    escaped = safe(text).replace("\\", "\\\\").replace("|", "\\|").replace("`", "'")
    return escaped.replace("<", "&lt;").replace(">", "&gt;")
