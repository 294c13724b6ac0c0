"""The title of the file, or what it says of its publication and source, is left empty.

TEI asks for these three of every file, and an empty element is allowed by the grammar only because
no grammar can count words. A catalogue that takes the file in has nothing to call it by.

Guidelines: 2.2.1 (#HD21), 2.2.4 (#HD24), 2.2.7 (#HD3)

PASS
    <teiHeader><fileDesc><titleStmt><title>Letters</title></titleStmt><publicationStmt>
    <p>Not published.</p></publicationStmt><sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
PASS
    <teiHeader><fileDesc><titleStmt><title ref="#w"/></titleStmt><publicationStmt><publisher/>
    <date when="1988"/></publicationStmt><sourceDesc><p><ptr target="#w"/></p></sourceDesc>
    </fileDesc></teiHeader>
FAIL
    <teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt><p>Not published.</p>
    </publicationStmt><sourceDesc><p>Born digital.</p></sourceDesc></fileDesc></teiHeader>
FAIL
    <teiHeader><fileDesc><titleStmt><title>Letters</title></titleStmt><publicationStmt><p> </p>
    </publicationStmt><sourceDesc><p>Born digital.</p></sourceDesc></fileDesc></teiHeader>
FAIL
    <teiHeader><fileDesc><titleStmt><title>Letters</title></titleStmt><publicationStmt>
    <p>Not published.</p></publicationStmt><sourceDesc><p><!-- later --></p></sourceDesc>
    </fileDesc></teiHeader>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import is_element
from ..document.document import Element, name
from ..indexes.context import Context

CODE = "HDR004"
SEVERITY = Severity.WARNING

SAYS = {
    "titleStmt": ("a title of the file has no text", "give the title of the electronic text"),
    "publicationStmt": (
        "the <publicationStmt> says nothing",
        "say who publishes the file, or that nobody does yet",
    ),
    "sourceDesc": (
        "the <sourceDesc> says nothing",
        "say what the text was taken from, or that it was born digital",
    ),
}
NAMED = ("ref", "key")  # a title that points to its record is there


def check(context: Context) -> Iterator[Finding]:
    for statement, (message, remedy) in SAYS.items():
        # an empty paragraph is often meant: there is nothing yet to be said
        level = None if statement == "titleStmt" else Severity.INFO
        for owner in context.document.named(statement):
            for element in _empty(context, owner, statement):
                yield context.finding(element, message, hint=remedy, severity=level)


def _empty(context: Context, owner: Element, statement: str) -> list[Element]:
    """The empty titles of a statement; or its first paragraph, if it holds only empty ones."""
    if statement == "titleStmt":
        titles = [e for e in owner if name(e) == "title"]
        return [e for e in titles if _blank(context, e) and not any(e.get(a) for a in NAMED)]
    children = [e for e in owner if is_element(e)]
    if all(name(e) in ("p", "ab") and _blank(context, e) for e in children):
        return children[:1]
    return []


def _blank(context: Context, element: Element) -> bool:
    return not any(map(is_element, element)) and not context.document.text(element, frozenset())
