"""JSON Lines: one finding a line, for streams."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ...model.report import Report
from ._common import ReportOptions
from ._lines import rows


def report(reports: Sequence[Report], options: ReportOptions) -> str:
    """Every finding, consequences included, as one JSON object a line, with its schema."""
    del options
    schema = {one.path: one.schema or None for one in reports}
    return "".join(
        json.dumps({**row, "schema": schema[str(row["path"])]}, ensure_ascii=False) + "\n"
        for row in rows(reports)
    )
