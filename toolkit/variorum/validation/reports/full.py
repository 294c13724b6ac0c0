"""For people at a terminal: the message, the source line, a caret, what to do, where it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ...model import Finding, Severity
from ...model.finding import safe
from ...model.report import Report
from ._common import ReportOptions, once, told

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


def report(reports: Sequence[Report], options: ReportOptions) -> str:
    """Every finding of every file with its place in the source."""
    blocks = []
    for one in once(reports):
        for index, finding in told(one, options):
            blocks.append(_block(one, index, finding, options))
    return "\n".join(blocks)


def _block(one: Report, index: int, finding: Finding, options: ReportOptions) -> str:
    severity = _paint(str(finding.severity), _COLOURS[finding.severity], options)
    head = f"{safe(finding.path)}:{finding.line}:{finding.column}: {finding.code} {severity}: "
    lines = [head + safe(" ".join(finding.message.split()))]
    gutter = " " * len(str(finding.line))
    source = one.line(finding)
    hint = safe(" ".join(finding.hint.split()))
    if source.strip():
        text, marks = _window(source, finding, options.width - len(gutter) - 8)
        lines.append(f"   {finding.line} | {text}")
        lines.append(f"   {gutter} | {_paint(marks, _COLOURS[finding.severity], options)} {hint}")
    elif hint:
        lines.append(f"   {gutter} = {hint}")
    lines.append(f"   {gutter} = {_where(one, index, finding)}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _where(one: Report, index: int, finding: Finding) -> str:
    """Path in the tree, the nearest id, what follows from it, where to read more."""
    parts = [finding.xpath] if finding.xpath else []
    if finding.near:
        parts.append(f"near {safe(finding.near)}")
    if following := one.consequences(index):
        parts.append(f"{following} more {'follows' if following == 1 else 'follow'} from it")
    parts.append(f"help: variorum rules {finding.code}")
    return "  ".join(parts)


def _window(source: str, finding: Finding, width: int) -> tuple[str, str]:
    """The part of a source line around a finding, and the marks under it."""
    start = max(finding.column - 1, 0)
    stop = finding.end_column - 1 if finding.end_line == finding.line else start + 1
    stop = min(max(stop, start + 1), max(len(source), start + 1))
    width = max(width, 30)
    left = 0 if stop <= width else max(0, start - width // 3)
    text = source[left : left + width]
    before = "…" if left else ""
    after = "…" if left + width < len(source) else ""
    shown = _flat(text)
    offset = len(before) + _columns(source[left:start])
    marks = " " * offset + "^" * max(1, min(_columns(source[start:stop]), width - offset))
    return before + shown + after, marks


def _flat(text: str) -> str:
    return safe(text.replace("\t", " "))


def _columns(text: str) -> int:
    """How many columns a terminal gives to a text."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _paint(text: str, colour: str, options: ReportOptions) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if options.color else text
