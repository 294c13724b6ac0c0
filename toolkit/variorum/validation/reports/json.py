"""JSON: the envelope that every command shares, and all findings, consequences included."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..._version import TOOL
from ...model import Signature
from ...model.report import Report
from ._common import ReportOptions
from ._lines import rows


def report(reports: Sequence[Report], options: ReportOptions) -> str:
    """One JSON object."""
    del options  # everything is told
    envelope = {
        "schema": "variorum.validate/1",
        "tool": TOOL,
        "signature": str(Signature().adding(check="validate")),
        "inputs": [one.input() for one in reports],
        "schemas": [{"path": one.path, "schema": one.schema or None} for one in reports],
        "results": list(rows(reports)),
    }
    return json.dumps(envelope, ensure_ascii=False, indent=1) + "\n"
