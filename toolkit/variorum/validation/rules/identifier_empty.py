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
from ..document.document import name
from ..indexes.context import Context

CODE = "STR026"
SEVERITY = Severity.ERROR

NUMBERS = ("idno", "altIdentifier")


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
            )
    for element in document.named("objectIdentifier"):
        if not any(isinstance(child.tag, str) for child in element):
            yield context.finding(
                element,
                "an <objectIdentifier> is empty",
                hint="give one thing at least that says which object, or where it is",
            )
