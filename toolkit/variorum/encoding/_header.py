"""The TEI header: what is known of the text and how it was encoded. No clock, no guesses."""

from __future__ import annotations

import re

from ..model import Signature, Witness
from ..text.spans import attribute, escape
from ._body import Body
from ._options import Options

_ID = re.compile(r"[^\W\d][\w.\-]*")

_POLICY = {
    "completion": "letters that complete a word: <gi>ex</gi> in <gi>expan</gi>",
    "role": "an office or description before a name: <gi>note</gi> of type <val>gloss</val>; a "
    "forename in the same bracket is parted from it",
    "gloss": "what a name stands for: <gi>gloss</gi>",
    "source-term": "the word behind a translation: <gi>note</gi> of type <val>sourceTerm</val>",
    "supplied": "words that syntax or sense needs: <gi>supplied</gi>",
    "date": "a part of a date: <gi>supplied</gi> with the reason <val>date</val>",
    "source-note": "where the text comes from: <gi>note</gi> of type <val>source</val>",
    "name": "a forename or initial before a surname: <gi>supplied</gi> in <gi>persName</gi>",
    "gap": "text that is not there: <gi>gap</gi>",
    "deletion": "text struck out: <gi>del</gi> in a <gi>note</gi>",
    "hand": "how it is written or signed: <gi>note</gi> of type <val>hand</val>",
    "stamp": "a stamp: <gi>stamp</gi>",
    "page": "where a page begins: <gi>pb</gi>, and what print says as <gi>fw</gi>",
    "incident": "what happened meanwhile: <gi>incident</gi>",
    "note": "a note of the translator or editor: <gi>note</gi> of type <val>editorial</val>",
    "note-mark": "the mark of a note: <gi>note</gi> of type <val>noteMark</val>",
    "link": "a link: <gi>ref</gi>",
    "editorial": "a remark on the word before: <gi>note</gi> of type <val>editorial</val>",
    "unknown": "what no rule knows: <gi>note</gi> of type <val>unknown</val>",
}


def header(witness: Witness, options: Options, body: Body, reader: str) -> str:
    """The `teiHeader`, indented by two blanks, with a final line end."""
    parts = [
        "<teiHeader>",
        "  <fileDesc>",
        *_title_statement(options, body),
        "    <publicationStmt>",
        *_publication(options),
        "    </publicationStmt>",
        *_source(witness, options, body),
        "  </fileDesc>",
        *_encoding(body, reader),
        "  <profileDesc>",
        "    <langUsage>",
        *(f"      <language{attribute('ident', tag)}/>" for tag in body.languages),
        "    </langUsage>",
        "  </profileDesc>",
        "</teiHeader>",
    ]
    return "".join(f"  {line}\n" for line in parts)


def _title_statement(options: Options, body: Body) -> list[str]:
    lines = ["    <titleStmt>", f"      <title>{escape(options.title or options.siglum)}</title>"]
    if options.author:
        lines.append(f"      <author>{escape(options.author)}</author>")
    if options.translator:
        lines += _responsible(
            "tr",
            "translator; also answerable here for words in square brackets, though an editor "
            "may have added them",
            options.translator,
        )
    elif body.kinds:
        lines += _responsible("ed", "translator or editor who added the words in brackets", "")
    lines += _responsible("enc", "encoding", options.responsibility or "variorum, by rule")
    return [*lines, "    </titleStmt>"]


def _responsible(id: str, what: str, who: str) -> list[str]:
    return [
        f'      <respStmt xml:id="{id}">',
        f"        <resp>{escape(what)}</resp>",
        f"        <name>{escape(who or 'not known')}</name>",
        "      </respStmt>",
    ]


def _publication(options: Options) -> list[str]:
    if options.publisher:
        return [f"      <publisher>{escape(options.publisher)}</publisher>"]
    return ["      <p>Not published.</p>"]


def _source(witness: Witness, options: Options, body: Body) -> list[str]:
    siglum = options.siglum
    id = attribute("xml:id", siglum) if _ID.fullmatch(siglum) else ""
    title = escape(options.title or siglum)
    lines = ["    <sourceDesc>", "      <bibl>"]
    if options.author:
        lines.append(f"        <author>{escape(options.author)}</author>")
    lines.append(f"        <title>{title}</title>")
    if options.translator:
        lines.append(f'        <editor role="translator">{escape(options.translator)}</editor>')
    others = " ".join(tag for tag in body.languages if tag != options.language)
    other = attribute("otherLangs", others) if others else ""
    lines.append(f"        <textLang{attribute('mainLang', options.language)}{other}/>")
    if body.source:
        lines.append(f"        <note>{escape(body.source)}</note>")
    return [
        *lines,
        "      </bibl>",
        "      <listWit>",
        f"        <witness{id}{attribute('n', siglum)}>{title}</witness>",
        "      </listWit>",
        "    </sourceDesc>",
    ]


def _encoding(body: Body, reader: str) -> list[str]:
    from .._version import __version__

    signature = Signature().adding(reader=reader or "none", encode="rules-1")
    lines = [
        "  <encodingDesc>",
        "    <appInfo>",
        f'      <application ident="variorum" version="{__version__}">',
        f"        <desc>{escape(str(signature))}</desc>",
        "      </application>",
        "    </appInfo>",
        "    <editorialDecl>",
        "      <normalization><p>White space is folded; line ends of the source are not "
        "recorded.</p></normalization>",
    ]
    if body.kinds:
        said = "; ".join(text for kind, text in _POLICY.items() if kind in body.kinds)
        lines += [
            "      <interpretation><p>Square brackets of the source became elements, by rule and "
            f"not yet by an editor’s eye: {said}. <att>rend</att> says where print has them.</p>"
            "</interpretation>",
            '      <punctuation marks="all"><p>Every mark stays where print has it, inside '
            "brackets too.</p></punctuation>",
        ]
    return [*lines, "    </editorialDecl>", "  </encodingDesc>"]
