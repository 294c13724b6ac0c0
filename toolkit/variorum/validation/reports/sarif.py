"""SARIF 2.1.0, which code hosts show beside the text (OASIS, 2020)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

from ..._version import __version__
from ...model import Finding, Severity
from ...model.report import Report
from ..run.catalogue import rules
from ._common import ReportOptions, told

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report(reports: Sequence[Report], options: ReportOptions) -> str:
    """One SARIF log of one run."""
    spoken = sorted({(f.code, f.rule) for one in reports for _, f in told(one, options)})
    index = {code: i for i, (code, _) in enumerate(spoken)}
    known = {rule.code: rule for rule in rules()}
    driver = {
        "name": "variorum",
        "version": __version__,
        "rules": [
            {
                "id": code,
                "name": slug,
                "shortDescription": {"text": known[code].title if code in known else slug},
                "help": {"text": f"variorum rules {code}"},
            }
            for code, slug in spoken
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "where variorum was run"}}},
        "properties": {"schemas": sorted({one.schema for one in reports if one.schema})},
        "results": [_result(one, f, index) for one in reports for _, f in told(one, options)],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
           "runs": [run]}  # fmt: skip
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _result(one: Report, finding: Finding, index: dict[str, int]) -> dict[str, object]:
    region: dict[str, int] = {"startLine": max(finding.line, 1)}
    if finding.column:
        region["startColumn"] = finding.column
        if finding.end_line >= finding.line and finding.end_column:
            region["endLine"] = finding.end_line
            region["endColumn"] = finding.end_column
    return {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.whole},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": quote(finding.path.replace("\\", "/").removeprefix("./")),
                        "uriBaseId": "SRCROOT",
                    },
                    "region": region,
                },
                "logicalLocations": [{"fullyQualifiedName": finding.xpath or "/"}],
            }
        ],
        "partialFingerprints": {"variorum/2": finding.key},
        "occurrenceCount": finding.count,
    }
