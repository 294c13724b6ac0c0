"""When no schema is named or cached the bundled profile is tried, and not held against the file.

What concerns elements or attributes that the profile does not know, or what TEI allows and the
profile is too narrow for, is said once, as an information with the remedy. What it knows is checked
as ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ...model import Finding, Severity
from ...relaxng import Grammar
from ...text.xml import TEI, local
from ..document.document import Document, Element, name
from .folding import owner
from .silence import renumber

CODE, SLUG = "SCH010", "profile-too-small"


@dataclass(frozen=True, slots=True)
class Fallback:
    """That a schema is only tried: what it knows of TEI, what it leaves out, what was named."""

    known: frozenset[str]
    left_out: frozenset[str]  # elements of TEI that the schema does not have
    named: str = ""  # the schema that the file names and that is not at hand
    # what each element of TEI may have; of one that is not there, anything
    attributes: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    # what each element of TEI may hold, "#" for text, in whatever order
    contents: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)


def soften(
    document: Document, findings: list[Finding], fallback: Fallback, schema: Grammar
) -> list[Finding]:
    """Replace what the profile cannot judge by one information.

    An element or an attribute that TEI does not have is a fault whatever the schema.
    """
    strange = {e for e in document.elements if _foreign(e, fallback)}
    doubtful = [f for f in findings if _doubtful_attribute(f, fallback)]
    narrow = {i for i, f in enumerate(findings) if _narrow(f, fallback, schema)}
    if not strange and not doubtful and not narrow:
        return findings
    holders = {e.getparent() for e in strange}
    blamed = {owner(f).rpartition("/")[2].partition("[")[0] for f in findings}
    by_path = {document.xpath(e): e for e in document.elements if local(e) in blamed}
    kept = [
        (i, f)
        for i, f in enumerate(findings)
        if i not in narrow
        and not _doubtful_attribute(f, fallback)
        and not _unsure(by_path.get(owner(f)), strange, holders)
    ]
    too_narrow = [f for i, f in enumerate(findings) if i in narrow]
    return [*renumber(kept), _said(document, strange, [*doubtful, *too_narrow], fallback)]


def _narrow(finding: Finding, fallback: Fallback, schema: Grammar) -> bool:
    """Is it of an element or a text that TEI may well have there, and the profile never has?"""
    steps = [step.partition("[")[0] for step in owner(finding).split("/")]
    own, around = steps[-1], steps[-2] if len(steps) > 2 else ""
    if finding.code == "SCH001":
        of_schema = {tag.rpartition("}")[2] for tag in schema.parents(f"{{{TEI}}}{own}")}
        return own in fallback.contents.get(around, ()) and around not in of_schema
    return finding.code == "SCH006" and "#" in fallback.contents.get(own, ())


def _said(
    document: Document, strange: set[Element], doubtful: list[Finding], fallback: Fallback
) -> Finding:
    """The one information."""
    if not strange:
        what = "know every attribute" if doubtful[0].code == "SCH002" else "allow all that TEI does"
        return replace(
            doubtful[0],
            code=CODE,
            rule=SLUG,
            severity=Severity.INFO,
            message=f"{_why(fallback)}, and the bundled profile does not {what}: "
            "only the part that it knows was checked against a grammar",
            hint=_remedy(fallback),
            cause=None,
            subject="",
            attribute="",
        )
    first = min(strange, key=document.order)
    names = sorted({name(e) or str(e.tag) for e in strange})
    line, column = document.layout.place(document.layout.start(document.order(first)))
    shown = ", ".join(f"<{n}>" for n in names[:8]) + (" …" if len(names) > 8 else "")
    return Finding(
        document.path,
        line,
        column,
        CODE,
        SLUG,
        Severity.INFO,
        f"{_why(fallback)}, and the bundled profile does not know {shown}: "
        "only the part that it knows was checked against a grammar",
        _remedy(fallback),
        document.xpath(first),
        document.near(first),
        count=len(strange),
    )


def _why(fallback: Fallback) -> str:
    if fallback.named:
        return f"the schema that the file names ({fallback.named}) was not run"
    return "the file names no schema"


def _remedy(fallback: Fallback) -> str:
    address = fallback.named or "URL|FILE"
    return f"to check all of it: variorum schema add {address}, or use the option schema"


def _foreign(element: Element, fallback: Fallback) -> bool:
    """Is this an element that the schema may lack, rather than one that is none of TEI's?"""
    own = name(element)
    if not own:
        around = element.getparent()
        return around is not None  # of another namespace; a root is never excused
    return own in fallback.left_out and own not in fallback.known


def _doubtful_attribute(finding: Finding, fallback: Fallback) -> bool:
    """Does a finding blame an attribute that TEI may well have there?"""
    if finding.code != "SCH002":
        return False
    own = owner(finding).rpartition("/")[2].partition("[")[0]
    if finding.attribute in fallback.attributes.get(own, ()):
        return True
    if finding.meant:
        return False  # a slip of the pen
    if finding.attribute[:1] == "{" or ":" in finding.attribute:
        return True  # of another namespace
    return own not in fallback.attributes


def _unsure(element: Element | None, strange: set[Element], holders: set[Element | None]) -> bool:
    """Does a finding concern a strange element, one that holds one, or one within it?"""
    if element is None:
        return True
    if element.getparent() is None and not name(element):
        return False  # a root that is none of TEI's
    if element in holders:
        return True
    node = element
    while node is not None:
        if node in strange:
            return True
        node = node.getparent()
    parent = element.getparent()
    return parent is not None and parent in holders
