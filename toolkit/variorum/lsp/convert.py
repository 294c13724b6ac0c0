"""Our values as those of the protocol."""

from __future__ import annotations

from lsprotocol import types as lsp

from ..model import Finding, Severity
from .buffer import Buffer
from .session import Mark

SOURCE = "variorum"
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
MOST_RELATED = 20
# What else in the text is to be looked at: where it begins, and what it is.
ELSEWHERE = {
    "WIT001": ("<listWit", "the witnesses are declared here"),
    "LNG002": ("<langUsage", "the languages are declared here"),
}


def position(text: Buffer, offset: int) -> lsp.Position:
    return lsp.Position(*text.position(offset))


def span(text: Buffer, start: int, end: int) -> lsp.Range:
    return lsp.Range(position(text, start), position(text, end))


def offset(text: Buffer, place: lsp.Position) -> int:
    return text.offset(place.line, place.character)


def offsets(text: Buffer, ranged: lsp.Range) -> tuple[int, int]:
    """Where a range begins and ends; one that ends before it begins is empty."""
    start = offset(text, ranged.start)
    return start, max(start, offset(text, ranged.end))


def diagnostic(mark: Mark, text: Buffer, uri: str) -> lsp.Diagnostic:
    """A finding as the editor shows it, with what follows from it as related places."""
    finding = mark.finding
    message = finding.whole
    if mark.kept:
        message += " (found before the text ceased to be well-formed)"
    related = [
        lsp.DiagnosticRelatedInformation(lsp.Location(uri, span(text, at, at + len(tag))), words)
        for tag, words in filter(None, [ELSEWHERE.get(finding.code)])
        if (at := text.source.find(tag)) >= 0
    ]
    related += [
        lsp.DiagnosticRelatedInformation(
            lsp.Location(uri, span(text, start, end)), f"follows: {_said(one)}"
        )
        for start, end, one in mark.follows[:MOST_RELATED]
    ]
    return lsp.Diagnostic(
        span(text, mark.start, mark.end),
        message,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source=SOURCE,
        related_information=related or None,
        data={
            "key": finding.key,
            "rule": finding.rule,
            "kept": mark.kept,
            "follow": len(mark.follows),
        },
    )


def _said(finding: Finding) -> str:
    return f"{finding.code} {finding.whole}"
