"""The layers one after the other: XML, grammar, integrity. Each runs whatever the others found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Finding
from . import intake, silence
from .catalogue import checks
from .context import Context, Shared
from .document import Document
from .options import Options
from .report import Report

if TYPE_CHECKING:
    from .grammar import Grammar


def validate(
    data: bytes,
    *,
    path: str,
    schema: Grammar | None = None,
    options: Options | None = None,
    known: frozenset[str] | None = None,
) -> Report:
    """Check one file; a pure function of its arguments, which never raises for a fault in it.

    `known` is given where the schema is a mere fallback: the element names it knows. What
    concerns other elements is then said once, as an information, and not held against the file.
    """
    asked = options or Options()
    document, findings = intake.read(data, path=path, huge=asked.huge)
    if document is None:
        checked = findings[0].rule != "not-xml" or bool(data.strip())
        return Report(path, tuple(findings), lines=_raw_lines(data, findings), checked=checked)
    if schema is not None:
        findings = findings + _grammar(document, schema, known)
    shared = Shared(document, asked)
    findings = [f for f in findings if silence.wanted(f, path, asked)] + integrity(shared)
    ordered = _ordered(findings)
    quiet = silence.apply(document, ordered, path)
    told = _ordered(silence.aggregate(quiet, asked.aggregate))
    name = schema.name if schema is not None else ""
    return Report(path, tuple(told), name, _lines(document, told))


def integrity(shared: Shared) -> list[Finding]:
    """What no schema says: every rule that the options ask for, over one document."""
    found: list[Finding] = []
    for rule in checks():
        if rule.check is not None and silence.wanted(rule, shared.document.path, shared.options):
            context = Context(shared, rule.code, rule.slug, rule.severity)
            found.extend(rule.check(context))
    return found


def _grammar(document: Document, schema: Grammar, known: frozenset[str] | None) -> list[Finding]:
    from . import grammar

    found = grammar.check(document.tree, schema, source=document.data, path=document.path)
    if known is None:
        return list(found)
    from .fallback import soften

    return soften(document, list(found), known, schema.name)


def _ordered(findings: list[Finding]) -> list[Finding]:
    """Findings by place, then code, with causes that still point where they did."""
    order = sorted(range(len(findings)), key=lambda i: _key(findings[i]))
    return silence.renumber([(i, findings[i]) for i in order])


def _key(finding: Finding) -> tuple[int, int, int, str, str]:
    consequence = finding.cause is not None
    return finding.line, finding.column, int(consequence), finding.code, finding.message


def _lines(document: Document, findings: list[Finding]) -> dict[int, str]:
    """The source lines that findings point at, cut to a readable length."""
    layout = document.layout
    return {f.line: layout.line(f.line) for f in findings if f.line}


def _raw_lines(data: bytes, findings: list[Finding]) -> dict[int, str]:
    """The same for a file that could not be parsed."""
    wanted = {f.line for f in findings}
    if len(data) > 1 << 24 or not wanted or data[:4] == b"PK\x03\x04":
        return {}
    text = data.decode(_safe(data), "replace")
    lines = text.split("\n")
    return {n: lines[n - 1].rstrip("\r")[:2000] for n in sorted(wanted) if 0 < n <= len(lines)}


def _safe(data: bytes) -> str:
    try:
        "".encode(intake.codec(data))
    except LookupError:
        return "utf-8"
    return intake.codec(data)
