"""Second opinions: what libxml2 and jing say, as findings.

Pure functions over what they print; running them is the command line's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..model import Finding, Severity

_JING = re.compile(
    r"(?P<file>.*?):(?P<line>\d+):(?P<column>\d+): (?P<kind>fatal|error|warning): (?P<text>.*)"
)
# The first that fits; jing's wording, then libxml2's.
_KINDS = tuple(
    (re.compile(pattern, re.I), code, rule)
    for pattern, code, rule in (
        ("missing .*required attribute|lacks attribute", "SCH005", "attribute-missing"),
        ("incomplete|empty content for|got nothing", "SCH004", "content-incomplete"),
        ("^attribute |^found attribute|invalid attribute", "SCH002", "attribute-not-allowed"),
        ("^value of attribute|^character content|type|value|data", "SCH003", "value-not-allowed"),
        ("^text not allowed|text content|not expect text", "SCH006", "text-not-allowed"),
        ("^ID |first occurrence", "SCH007", "id-not-unique"),
        ("^IDREF ", "SCH008", "id-not-found"),
        ("element", "SCH001", "element-not-allowed"),
    )
)


def _kind(text: str) -> tuple[str, str]:
    for pattern, code, rule in _KINDS:
        if pattern.search(text):
            return code, rule
    return "SCH000", "grammar"


def jing_findings(output: str, path: str) -> list[Finding]:
    """Read what jing printed about one file; lines that are no findings are passed over."""
    found = []
    for line in output.splitlines():
        if match := _JING.fullmatch(line):
            code, rule = _kind(match["text"])
            severity = Severity.WARNING if match["kind"] == "warning" else Severity.ERROR
            place = int(match["line"]), int(match["column"])
            found.append(Finding(path, *place, code, rule, severity, match["text"]))
    return found


def lxml_findings(error_log: Iterable[Any], path: str) -> list[Finding]:
    """Read the error log of an `lxml.etree.RelaxNG`; libxml2 knows lines, no columns."""
    found = []
    for entry in error_log:
        code, rule = _kind(entry.message)
        found.append(Finding(path, entry.line, 0, code, rule, Severity.ERROR, entry.message))
    return found
