"""The header of a translation does not name its translator, its source language or its source.

Asked of a file that calls itself a translation: a `bibl` of @type `translation`, a translator, or a
`relatedItem` of type `translationOf`. An edition that gives a translation beside its text is none.

Guidelines: 2.2.1 (#HD21), 2.2.7 (#HD3), 2.4.1 (#HD4C)

PASS
    <teiHeader><fileDesc><titleStmt><title>T</title><respStmt><resp>translated by</resp>
    <name>Z</name></respStmt></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc>
    <bibl type="translation">E</bibl><bibl type="original" xml:lang="ru">R</bibl></sourceDesc>
    </fileDesc><profileDesc><langUsage><language ident="en"/><language ident="ru"/></langUsage>
    </profileDesc></teiHeader>
PASS
    <teiHeader><fileDesc><titleStmt><title>T</title><respStmt><resp>Translation</resp>
    <name>Z</name></respStmt></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/>
    </sourceDesc></fileDesc></teiHeader><text><body><div type="edition"><ab>in se</ab></div>
    <div type="translation"><p>in yourselves</p></div></body></text>
FAIL
    <teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/>
    </publicationStmt><sourceDesc><bibl type="translation">E</bibl>
    <bibl type="original" xml:lang="ru">R</bibl></sourceDesc></fileDesc><profileDesc><langUsage>
    <language ident="en"/><language ident="ru"/></langUsage></profileDesc></teiHeader>
FAIL
    <teiHeader><fileDesc><titleStmt><title>T</title><respStmt><resp>translated by</resp>
    <name>Z</name></respStmt></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc>
    <bibl type="translation">E</bibl></sourceDesc></fileDesc><profileDesc><langUsage>
    <language ident="en"/><language ident="ru"/></langUsage></profileDesc></teiHeader>
FAIL
    <teiHeader><fileDesc><titleStmt><title>T</title><respStmt><resp>translated by</resp>
    <name>Z</name></respStmt></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc>
    <bibl type="translation">E</bibl><bibl type="original">R</bibl></sourceDesc></fileDesc>
    <profileDesc><langUsage><language ident="en"/></langUsage></profileDesc></teiHeader>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Document, Element, name
from ..indexes.context import Context

CODE = "HDR001"
SEVERITY = Severity.WARNING


_TRANSLATOR = re.compile(r"translat|\btrl\b|traduc|tradu[ct]|übersetz|перев", re.I)


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    header = next(iter(document.named("teiHeader")), None)
    if header is None:
        return
    if any("edition" in (e.get("type") or "").split() for e in document.named("div")):
        return
    translator = _translator(document)
    if not (translator or _says_translation(document)):
        return
    if not translator:
        yield _lack(context, header, "titleStmt", "the translator", "add a respStmt (MARC trl)")
    if not _source_language(document):
        yield _lack(context, header, "profileDesc", "the language of the source",
                    "add it to langUsage, or textLang to the source's bibl")  # fmt: skip
    if not _source_edition(document):
        yield _lack(context, header, "sourceDesc", "the source that was translated",
                    'add <bibl type="original"> to sourceDesc')  # fmt: skip


def _lack(context: Context, header: Element, where: str, what: str, remedy: str) -> Finding:
    place = next(iter(context.document.descendants(header, where)), header)
    return context.finding(
        place, f"the header of this translation does not name {what}", hint=remedy
    )


# What these name are other works: the contents of a manuscript, the titles of a bibliography.
OF_OTHERS = ("msDesc", "listBibl", "listPerson", "standOff", "text")
OWNERS = ("editor", "author", "name", "persName", "respStmt", "resp")


def _translator(document: Document) -> bool:
    owners = [e for e in document.named(*OWNERS) if document.ancestor(e, *OF_OTHERS) is None]
    texts = [document.text(e, frozenset()) for e in owners if name(e) == "resp"]
    values = [e.get(a) or "" for e in owners for a in ("role", "ref", "key")]
    return any(_TRANSLATOR.search(t) for t in texts + values)


def _says_translation(document: Document) -> bool:
    marks = ("translation", "translationOf")
    owners = document.named("bibl", "biblStruct", "relatedItem", "text", "TEI")
    return any(
        (e.get("type") or "") in marks and document.ancestor(e, *OF_OTHERS) is None for e in owners
    )


def _source_language(document: Document) -> bool:
    main = next((document.language(e) for e in document.named("body")), "").split("-")[0]
    named = [e.get("ident") or "" for e in document.named("language")]
    for e in document.named("textLang"):
        named += (e.get("mainLang") or "").split() + (e.get("otherLangs") or "").split()
    named += [document.language(e) for e in document.named("bibl", "title", "biblStruct")]
    spoken = {tag.split("-")[0].lower() for tag in named if tag}
    return len(spoken | {main.lower()} - {""}) > 1 if main else len(spoken) > 1


def _source_edition(document: Document) -> bool:
    kinds = ("bibl", "biblStruct", "msDesc", "biblFull")
    owners = document.named("sourceDesc")
    sources = [e for owner in owners for e in document.descendants(owner, *kinds)]
    if any(e.get("type") in ("original", "source", "translationOf") for e in sources):
        return True
    related = [e for e in document.named("relatedItem") if e.get("type") == "translationOf"]
    return bool(related) or any(e.get("type") != "translation" for e in sources)
