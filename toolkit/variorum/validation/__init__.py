"""Validation: is it XML, does the grammar allow it, do its parts agree with each other?"""

from __future__ import annotations

from ..model.report import Report
from .document.document import Document
from .options import Options
from .run.catalogue import find
from .run.check import validate
from .run.checker import Checker
from .run.fallback import Fallback
from .run.missing import Missing
from .run.own_rules import OwnRules
from .run.rule import Rule
from .run.second_opinions import jing_findings, lxml_findings

__all__ = [
    "Checker",
    "Document",
    "Fallback",
    "Missing",
    "Options",
    "OwnRules",
    "Report",
    "Rule",
    "find",
    "jing_findings",
    "lxml_findings",
    "validate",
]
