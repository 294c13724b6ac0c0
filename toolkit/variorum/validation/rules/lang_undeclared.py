"""A language is used but not declared in langUsage, or declared but not used.

Asked only of files that have a langUsage. It declares the languages of the text: what the header
says in others (a licence, a title translated) needs no declaration.

Guidelines: 2.4.2 Language Usage (#HD41)

PASS
    <langUsage><language ident="en">English</language></langUsage><p xml:lang="en">x</p>
PASS
    <TEI><teiHeader xml:lang="fr"><orgName xml:lang="de">x</orgName>
    <langUsage><language ident="en">English</language></langUsage></teiHeader>
    <text><p xml:lang="en">x</p></text></TEI>
PASS
    <langUsage><language ident="deu">German</language></langUsage><p xml:lang="de">x</p>
FAIL
    <langUsage><language ident="en">English</language></langUsage>
    <p xml:lang="en">x</p><p xml:lang="ru">x</p>
FAIL
    <langUsage><language ident="en">English</language>
    <language ident="la">Latin</language></langUsage><p xml:lang="en">x</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ...text.xml import XML_LANG
from ..document.document import Element, ancestor, name
from ..indexes.context import Context
from ..indexes.languages import tags
from ..values.langtags import proper

CODE = "LNG002"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    declared = {
        ident.lower(): element
        for element, ident in context.document.having("ident")
        if name(element) == "language"
    }
    if not declared:
        return
    first: dict[str, tuple[Element, str, str]] = {}
    in_text: set[str] = set()
    for element, attribute, tag in tags(context.document):
        low = tag.lower()
        if attribute == "ident" or low in in_text:
            continue
        if attribute != XML_LANG or low in declared or not _in_header(element):
            first[low] = element, attribute, tag
            in_text.add(low)
        else:
            first.setdefault(low, (element, attribute, tag))
    known = {proper(low) for low in declared}  # "deu" for "de" is the slip of another rule
    for low, (element, attribute, tag) in first.items():
        if proper(low) not in known and low in in_text:
            yield context.finding(
                element,
                f"the language {tag!r} is used here but not declared in langUsage",
                attribute=attribute,
                token=tag,
                hint=f'add <language ident="{tag}"> to langUsage',
            )
    if any(low not in declared for low in first):
        return  # the one that is not declared may be a slip for the one that seems unused
    if "" in {context.document.language(e) for e in context.document.named("title", "p")}:
        return  # part of the file does not say its language: it may be the one that seems unused
    idle = [element for low, element in declared.items() if low not in first]
    if not idle:
        return
    told = ", ".join(repr(element.get("ident")) for element in idle)
    yield context.finding(
        idle[0],
        f"the language {told} is declared but not used"
        if len(idle) == 1
        else f"the languages {told} are declared but not used",
        attribute="ident",
        hint="use it in @xml:lang, or drop the declaration",
        severity=Severity.INFO,
        count=len(idle),
        subjects=tuple(element.get("ident") or "" for element in idle),
    )


def _in_header(element: Element) -> bool:
    return name(element) == "teiHeader" or ancestor(element, "teiHeader") is not None
