"""One form of report a file: `report(reports, options) -> str`; found by its name."""

from __future__ import annotations

from ._common import ReportOptions, statistics_of, summary

__all__ = ["ReportOptions", "statistics_of", "summary"]
