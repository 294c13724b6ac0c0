"""Validation: is it XML, does the grammar allow it, do its parts agree with each other?"""

from __future__ import annotations

from .check import validate
from .options import Options
from .report import Report

__all__ = ["Options", "Report", "validate"]
