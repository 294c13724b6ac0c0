"""A part of a TEI document in a file of its own: its root is checked as it would be elsewhere.

What an edition includes by XInclude or entities is checked in its place when the whole is. Alone
it is no fault that it does not begin with TEI; that it is a part is said, unless the settings do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model import Finding, Severity
from ...relaxng import Grammar
from ...text.xml import TEI
from ..document import intake
from ..document.document import Document, name
from ..options import Options

_WHOLE = ("TEI", "teiCorpus", "TEI.2")


def softened(
    document: Document, findings: list[Finding], schemas: Sequence[Grammar], asked: Options
) -> list[Finding]:
    """The findings, without the fault that a part of TEI stands alone."""
    tag = str(document.root.tag)
    if name(document.root) in _WHOLE or not tag.startswith(f"{{{TEI}}}"):
        return findings
    if not any(schema.knows(tag) for schema in schemas):
        return findings
    top = document.xpath(document.root)
    at_root = [i for i, f in enumerate(findings) if f.code == "SCH001" and f.xpath == top]
    if not at_root:
        return findings  # the schema allows it as the root
    document.part = True
    fault = intake.FAULTS["fragment"]
    said = replace(
        findings[at_root[0]], code=fault.code, rule=fault.slug, severity=Severity.INFO, cause=None,
        message=f"this is a part of a TEI document: <{name(document.root)}> is checked as the "
        "schema has it in others", hint=fault.remedy,
    )  # fmt: skip
    kept = [f for i, f in enumerate(findings) if i not in at_root]
    place = {
        old: new for new, old in enumerate(i for i in range(len(findings)) if i not in at_root)
    }
    freed = [f if f.cause is None else replace(f, cause=place.get(f.cause)) for f in kept]
    return freed if asked.fragment else [*freed, said]
