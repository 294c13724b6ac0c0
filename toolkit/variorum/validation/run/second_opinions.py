"""Second opinions: what libxml2 and jing say, as findings.

Pure functions over what they print; running them is the caller's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ...model import Finding, Severity
from .grammar_findings import SLUGS

_JING = re.compile(
    r"(?P<file>.*?):(?P<line>\d+):(?P<column>\d+): (?P<kind>fatal|error|warning): (?P<text>.*)"
)
# The first that fits; libxml2's wording for W3C Schemas and DTDs, jing's, libxml2's for RELAX NG.
_KINDS = tuple(
    (re.compile(pattern, re.I), code)
    for pattern, code in (
        ("the attribute '.*' is not allowed|no declaration for attribute", "SCH002"),
        ("attribute '.*' is required but missing|does not carry attribute", "SCH005"),
        ("missing child element|content does not follow the DTD", "SCH004"),
        ("no declaration for element|no matching global|element is not expected", "SCH001"),
        ("character content .*not allowed", "SCH006"),
        ("missing .*required attribute|lacks attribute", "SCH005"),
        ("incomplete|empty content for|got nothing", "SCH004"),
        ("^attribute |^found attribute|invalid attribute", "SCH002"),
        ("^value of attribute|^character content|type|value|data", "SCH003"),
        ("^text not allowed|text content|not expect text", "SCH006"),
        ("^ID |first occurrence", "SCH007"),
        ("^IDREF ", "SCH008"),
        ("element", "SCH001"),
    )
)


def _code(text: str) -> str:
    return next((code for pattern, code in _KINDS if pattern.search(text)), "SCH000")


def jing_findings(output: str, path: str) -> list[Finding]:
    """Read what jing printed about one file; lines that are not findings are passed over."""
    found = []
    for line in output.splitlines():
        if match := _JING.fullmatch(line):
            code = _code(match["text"])
            severity = Severity.WARNING if match["kind"] == "warning" else Severity.ERROR
            place = int(match["line"]), int(match["column"])
            found.append(Finding(path, *place, code, SLUGS[code], severity, match["text"],
                                 subject=match["text"]))  # fmt: skip
    return found


def lxml_findings(error_log: Iterable[Any], path: str) -> list[Finding]:
    """Read the error log of an `lxml.etree.RelaxNG`; libxml2 knows lines, no columns."""
    found = []
    for entry in error_log:
        code = _code(entry.message)
        found.append(Finding(path, entry.line, 0, code, SLUGS[code], Severity.ERROR, entry.message,
                             subject=entry.message))  # fmt: skip
    return found
