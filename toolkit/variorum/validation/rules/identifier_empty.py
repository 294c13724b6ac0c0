"""A manuscript or an object is identified by nothing that says where it is.

An msIdentifier begins with a place or a holder (settlement, institution, repository ...), or a
name; a shelfmark alone could be anybody's. Only a msPart may go without.

Guidelines: 11.4 The Manuscript Identifier (#msid); Schematron of it and of objectIdentifier

PASS
    <p><msDesc><msIdentifier><repository>RGB</repository><idno>256</idno></msIdentifier></msDesc></p>
PASS
    <p><msDesc><msPart><msIdentifier><idno>256.2</idno></msIdentifier></msPart></msDesc></p>
FAIL
    <p><msDesc><msIdentifier><idno>256</idno></msIdentifier></msDesc></p>
FAIL
    <p><msDesc><msIdentifier><settlement/></msIdentifier></msDesc></p>
FAIL
    <p><object><objectIdentifier/></object></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Element, name
from ..indexes.context import Context

CODE = "STR026"
SEVERITY = Severity.ERROR

NUMBERS = ("idno", "altIdentifier")


def _disputed(element: Element, first: str) -> bool:
    """Other identifiers alone, or a holder by reference: TEI's own rule is under discussion there.

    See TEIC/TEI#1255 and #2258.
    """
    return first == "altIdentifier" or any(
        child.get("ref") or child.get("key") for child in element if isinstance(child.tag, str)
    )


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    for element in document.named("msIdentifier"):
        outer = element.getparent()
        if outer is not None and name(outer) == "msPart":
            continue
        first = next((name(child) for child in element if isinstance(child.tag, str)), "")
        if first in NUMBERS or not document.text(element, frozenset()):
            what = f"begins with <{first}>" if first in NUMBERS else "says nothing"
            yield context.finding(
                element,
                f"an <msIdentifier> {what}: where the manuscript is must stand there",
                hint="begin with settlement, institution or repository, or with msName",
                severity=Severity.WARNING if _disputed(element, first) else None,
            )
    for element in document.named("objectIdentifier"):
        if not any(isinstance(child.tag, str) for child in element):
            yield context.finding(
                element,
                "an <objectIdentifier> is empty",
                hint="give one thing at least that says which object, or where it is",
            )
