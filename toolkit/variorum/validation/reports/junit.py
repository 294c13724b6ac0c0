"""JUnit XML, which most build servers read: a file is a suite, a finding a failure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from ...model.report import Report
from ._common import ReportOptions, told

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def report(reports: Sequence[Report], options: ReportOptions) -> str:
    """One document; a clean file has one test case that passed."""
    suites = [_suite(one, options) for one in reports]
    total = sum(len(told(one, options)) for one in reports)
    tests = sum(max(1, len(told(one, options))) for one in reports)
    head = f'<testsuites name="variorum validate" tests="{tests}" failures="{total}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>", ""])


def _suite(one: Report, options: ReportOptions) -> str:
    findings = [f for _, f in told(one, options)]
    path = _attribute(one.path)
    lines = [
        f'  <testsuite name={path} tests="{max(1, len(findings))}" failures="{len(findings)}" '
        f'errors="0" file={path}>',
        f'    <properties><property name="schema" value={_attribute(one.schema or "none")}/>'
        "</properties>",
    ]
    for f in findings:
        title = _attribute(f"{f.code} {f.rule} at {f.line}:{f.column}")
        lines += [
            f"    <testcase classname={path} name={title}>",
            f'      <failure type="{f.severity}" message={_attribute(f.whole)}>'
            f"{escape(_clean(f'{f.path}:{f.line}:{f.column} {f.xpath}'))}</failure>",
            "    </testcase>",
        ]
    if not findings:
        lines.append(f'    <testcase classname={path} name="valid"/>')
    return "\n".join([*lines, "  </testsuite>"])


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
