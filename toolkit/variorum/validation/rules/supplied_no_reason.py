"""A `supplied` does not say why it was supplied.

Words that syntax needs, words that sense needs, part of a date, a completed name: the reader must
be able to tell them apart. TEI does not ask for it: where a file gives a reason nowhere, that is
one remark. A title that a cataloguer made up needs no reason: the text has none.

Guidelines: 12.3.1.7 (#PHSU)

PASS
    <p>This is <supplied reason="syntax">a</supplied> prospect</p>
PASS
    <msItem><title><supplied>Glossary</supplied></title></msItem>
FAIL
    <p>This is <supplied>a</supplied> prospect</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Element, ancestor, name
from ..indexes.context import Context

CODE = "ENC001"
SEVERITY = Severity.WARNING

DESCRIBED = ("msItem", "msItemStruct", "msContents", "titleStmt")


def check(context: Context) -> Iterator[Finding]:
    bare = [*_without(context)]
    given = any(name(element) == "supplied" for element, _ in context.document.having("reason"))
    habit = not given
    once = habit and len(bare) > 1
    for element in bare[:1] if once else bare:
        yield context.finding(
            element,
            f"none of the {len(bare)} <supplied> of this file has a @reason"
            if once
            else "this <supplied> has no @reason",
            hint='write reason="lost", "omitted", "syntax", "sense", …',
            severity=Severity.INFO if habit else None,
            count=len(bare) if once else 1,
        )


def _without(context: Context) -> Iterator[Element]:
    for element in context.document.named("supplied"):
        parent = element.getparent()
        if parent is None or (element.get("reason") or "").strip():
            continue
        if name(parent) != "title" or ancestor(parent, *DESCRIBED) is None:
            yield element
