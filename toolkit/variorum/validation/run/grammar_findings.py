"""What the grammar engine says of a document, as findings: its kinds become our codes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...model import Finding, Severity
from ...relaxng import Kind, Violation, check
from ...text.xml import XML, local_name
from .schema_rules import PAGES

if TYPE_CHECKING:
    from ...relaxng import Grammar
    from ..document.document import Document

CODES = {
    Kind.ELEMENT: "SCH001",
    Kind.ATTRIBUTE: "SCH002",
    Kind.VALUE: "SCH003",
    Kind.INCOMPLETE: "SCH004",
    Kind.MISSING_ATTRIBUTE: "SCH005",
    Kind.TEXT: "SCH006",
    Kind.ID_TAKEN: "SCH007",
    Kind.ID_UNKNOWN: "SCH008",
    Kind.NOTHING_ALLOWED: "SCH009",
}
_ON_VALUES = (Kind.VALUE, Kind.TEXT, Kind.ID_TAKEN, Kind.ID_UNKNOWN)
SLUGS = {page.code: page.slug for page in PAGES}


def grammar_findings(document: Document, schema: Grammar) -> list[Finding]:
    """Every violation of a schema in a document, in the order of the engine."""
    found = check(document.tree, schema, positions=document.positions)
    findings = [_finding(violation, document.path) for violation in found]
    if document.woven is None:
        return findings
    return [_of_parts(finding, one) for finding, one in zip(findings, found)]


def _of_parts(finding: Finding, violation: Violation) -> Finding:
    """Of an id that is taken the engine names a line, which is of no file where some are joined."""
    if violation.kind is not Kind.ID_TAKEN or not violation.hint:
        return finding
    return replace(finding, message=f"the id '{violation.value}' is taken already")


def _finding(violation: Violation, path: str) -> Finding:
    code = CODES[violation.kind]
    return Finding(
        path=path,
        line=violation.line,
        column=violation.column,
        code=code,
        rule=SLUGS[code],
        severity=Severity.ERROR,
        message=violation.message,
        hint=violation.hint,
        xpath=violation.xpath,
        near=violation.near,
        cause=violation.cause,
        end_line=violation.end_line,
        end_column=violation.end_column,
        subject=_subject(violation),
        attribute=_written(violation.attribute),
        meant=violation.meant,
    )


def _subject(violation: Violation) -> str:
    """What is at fault: a value, a text or an id, else the element."""
    if violation.kind in _ON_VALUES:
        return violation.token or " ".join(violation.value.split())
    return local_name(violation.element)


def _written(attribute: str) -> str:
    """`{http://www.w3.org/XML/1998/namespace}id` as `xml:id`; one of another namespace as it is."""
    return attribute.replace(f"{{{XML}}}", "xml:")
