"""The first layer: is it XML, in the encoding it says, without entities, within the limits?

Every refusal is a finding of the family XML; nothing is raised. Documents are untrusted: see
`text/xml.py` for the parser's flags.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from ...errors import ReadError
from ...model import Finding, Severity
from ...text.doctype import entity_at
from ...text.xml import TEI, local_name, parse
from . import subset
from .codecs import codec, declared_encoding, known_codec
from .document import Document
from .inclusions import INCLUDE

WHOLE = 40_000_000  # bytes up to which all is checked; the indexes take thirty times the file
_BEGINNING = re.compile(  # "<" in UTF-8, UTF-16, UTF-32, EBCDIC
    rb"(?:\xef\xbb\xbf)?\s*<|(?:\xff\xfe|\xfe\xff|\0\0\xfe\xff)|\0?<\0?|\0\0\0<|\x4c\x6f\xa7\x94"
)
_TWO_FACED = ("utf-7", "utf7", "unicode-1-1-utf-7", "hz-gb-2312", "iso-2022-kr", "iso-2022-cn")
_STREAMED = ("utf-8", "utf8", "utf-8-sig", "us-ascii", "ascii")
_OF_BYTES = re.compile(r"\bencoding\b|invalid bytes|input conversion")  # not <encodingDesc>
_LIBXML_TAIL = re.compile(r", line \d+, column \d+.*$", re.S)


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of refusal: its code, slug, what it is, what to do."""

    code: str
    slug: str
    title: str
    remedy: str


FAULTS = {
    fault.slug: fault
    for fault in (
        Fault("XML001", "not-well-formed", "The file is not well-formed XML",
              "fix the markup there"),
        Fault("XML002", "encoding", "The bytes are not in the encoding the file declares",
              "save the file as UTF-8 and declare UTF-8"),
        Fault("XML003", "entity", "The file uses an entity that is not declared or not put in",
              "replace each entity by its text and remove the declarations"),
        Fault("XML004", "too-large", "A text is larger than the limit",
              "allow it with the option huge if the file is trusted"),
        Fault("XML005", "too-deep", "Elements are nested deeper than the limit",
              "make the markup flatter, or allow it with the option huge if the file is trusted"),
        Fault("XML006", "not-xml", "The file is not XML at all",
              "give the XML file itself (unpack an archive first)"),
        Fault("XML007", "external-dtd", "The file names an external DTD, which is not read",
              "remove the DOCTYPE and name a schema with xml-model"),
        Fault("XML011", "dtd-default", "The DTD in the file gives attributes, or a namespace",
              "write it into the tags: many programs do not read DTDs"),
        Fault("XML010", "grammar-alone", "The file is so large that only the grammar is checked",
              "divide it, with one teiCorpus for the parts, to have the rest checked as well"),
        Fault("XML008", "xinclude", "An xi:include is not followed",
              "validate the included file as well"),
        Fault("XML012", "fragment", "The file is a part of a TEI document",
              "name such files in [validate] fragments"),
        Fault("XML013", "not-tei", "A file found in a folder is XML, but not TEI",
              "to check it, name the file or its schema; or exclude such files in variorum.toml"),
    )
}  # fmt: skip


def read(data: bytes, *, path: str, huge: bool = False) -> tuple[Document | None, list[Finding]]:
    """Parse and decode a file as it stands; the document is None where it had to be refused."""
    if refused := refused_at_once(data, path):
        return None, [refused]
    if (entity := entity_at(data)) >= 0:
        return None, [_at(data, entity, "entity", "the document declares entities, which are "
                          "refused (XXE, entity bombs)", path)]  # fmt: skip
    try:
        tree = parse(data, name=path, huge=huge)
    except ReadError as error:
        return None, refusals(error, data, path)
    name = _codec(data, tree)
    if name is None:
        unread = f"the encoding {codec(data)} cannot be read"
        return None, [_finding("encoding", path, 1, 1, unread)]
    document = Document(path, data, name, tree)
    return document, remarks(document)


def refused_at_once(data: bytes, path: str) -> Finding | None:
    """Why a file is not even given to the parser; None for most."""
    if refused := _not_xml(data, path):
        return refused
    if (named := declared_encoding(data)).lower() in _TWO_FACED:
        hidden = f"the encoding {named} is refused: it can hide markup in plain letters"
        return _finding("encoding", path, 1, 1, hidden)
    return None


def large(data: bytes, *, path: str) -> list[Finding] | None:
    """What is to be said of a large file that can be checked without its tree; None for others.

    That is one in UTF-8 without a DOCTYPE, in which nothing is included and nothing ignored.
    """
    if len(data) <= WHOLE or _not_xml(data, path) or codec(data).lower() not in _STREAMED:
        return None
    if any(sign in data for sign in (b"<!DOCTYPE", b"XInclude", b"variorum-ignore")):
        return None
    return [_alone(data, path)]


def head(data: bytes) -> str:
    """How the text of a file begins, where it names its schemas, without what cannot be read."""
    return data[:65536].decode(known_codec(data), "ignore")


_ROOTS = ("TEI", "teiCorpus", "TEI.2")  # of TEI, whatever namespace they are in by mistake


def not_tei(document: Document) -> Finding | None:
    """That a file is none of TEI's (a build file, a catalog): nothing in it is, nor its root."""
    root = document.root
    if local_name(root.tag) in _ROOTS or next(root.iter(f"{{{TEI}}}*"), None) is not None:
        return None
    message = "this file is not TEI and was not checked"
    line, column = document.layout.place(document.layout.start(0))
    return _finding("not-tei", document.path, line, column, message, Severity.INFO)


def _alone(data: bytes, path: str) -> Finding:
    size = f"{len(data) // 1_000_000} MB"
    message = f"in a file of {size} only the grammar is checked, no rule of any other family"
    return _finding("grammar-alone", path, 1, 1, message, Severity.INFO)


def _not_xml(data: bytes, path: str) -> Finding | None:
    kinds = {b"PK\x03\x04": "a ZIP archive (DOCX, ODT, EPUB?)", b"\x1f\x8b": "gzip-compressed",
             b"%PDF": "a PDF", b"{\\rtf": "an RTF file", b"\xd0\xcf\x11\xe0": "an old Word file",
             b"BZh": "bzip2-compressed", b"\xfd7zXZ": "xz-compressed"}  # fmt: skip
    for magic, kind in kinds.items():
        if data.startswith(magic):
            return _finding("not-xml", path, 1, 1, f"this is {kind}, not XML")
    if not data.strip():
        return _finding("not-xml", path, 1, 1, "the file is empty")
    if not _BEGINNING.match(data):
        return _finding("not-xml", path, 1, 1, "this is not XML: it does not begin with '<'")
    return None


def refusals(error: ReadError, data: bytes, path: str) -> list[Finding]:
    """The findings that say why the parser refused: one, or one for every undeclared entity."""
    first = _refusal(error, data, path)
    undeclared = _undeclared(data, path) if first.code == "XML003" else []
    return undeclared or [first]


_ASIDE = rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>"
_NAMED = re.compile(_ASIDE + rb"|&([A-Za-z_:][\w.:\-]*);", re.S)


def _undeclared(data: bytes, path: str) -> list[Finding]:
    """Each entity that is referred to and not declared, at its first place, with what to write."""
    if codec(data).lower() not in _STREAMED:
        return []
    found: dict[str, Finding] = {}
    for match in _NAMED.finditer(data):
        name = (match[1] or b"amp").decode("ascii")
        if name in ("amp", "lt", "gt", "quot", "apos"):
            continue
        if name in found:
            found[name] = replace(found[name], count=found[name].count + 1)
            continue
        finding = _at(data, match.start(), "entity", f"the entity &{name}; is not declared", path)
        found[name] = replace(finding, hint=_written_out(name), end_line=finding.line,
                              end_column=finding.column + len(name) + 2)  # fmt: skip
    return [
        replace(one, message=f"{one.message} ({one.count} times)") if one.count > 1 else one
        for one in found.values()
    ]


def _written_out(name: str) -> str:
    """What to write for an entity; HTML's names are known."""
    from html.entities import name2codepoint

    number = name2codepoint.get(name)
    if number is None:
        return "write what it stands for, or declare it in the DOCTYPE"
    sign = chr(number)
    shown = f", which is {sign}" if sign.isprintable() and not sign.isspace() else ""
    return f"write &#{number};{shown}"


def _refusal(error: ReadError, data: bytes, path: str) -> Finding:
    """The finding that says why the parser refused, in a scholar's words."""
    cause: Any = error.__cause__
    message = _LIBXML_TAIL.sub("", str(cause.args[0] if cause and cause.args else error.message))
    line, column = getattr(cause, "position", None) or (error.line, 0)
    slug = _kind(message, cause is None)
    if slug == "not-well-formed" and _wide_in_name_only(data):
        slug, message = "encoding", f"the file declares {declared_encoding(data)}, but is not in it"
        line, column = 1, 1
    if slug == "encoding":
        line, column = _first_bad_byte(data) or (line, column)
    elif slug == "not-well-formed":
        line, column = _opening(data, message) or _within(data, line, column)
    return _finding(slug, path, max(line, 1), column, _explain(message, slug))


def _kind(message: str, about_entities: bool) -> str:
    low = message.lower()
    if about_entities or ("entity" in low and ("not defined" in low or "amplification" in low)):
        return "entity"
    if "depth" in low:
        return "too-deep"
    if "too long" in low or "huge" in low or "resource limit" in low:
        return "too-large"
    return "encoding" if _OF_BYTES.search(low) else "not-well-formed"


def _wide_in_name_only(data: bytes) -> bool:
    """Does a file of single bytes declare an encoding of two or four?"""
    wide = declared_encoding(data).lower().startswith(("utf-16", "utf-32", "ucs-", "iso-10646"))
    return wide and b"\0" not in data[:1000]


_UNENDED = (("comment not terminated", b"<!--", b"-->"), ("cdata", b"<![CDATA[", b"]]>"))


def _opening(data: bytes, message: str) -> tuple[int, int] | None:
    """Where a comment or CDATA section begins that never ends: there it must be fixed."""
    for said, begin, end in _UNENDED:
        if message.lower().startswith(said):
            at = data.find(begin, data.rfind(end) + 1)
            if at >= 0:
                line, last = data.count(b"\n", 0, at), data.rfind(b"\n", 0, at)
                return line + 1, len(data[last + 1 : at].decode("utf-8", "replace")) + 1
    return None


def _within(data: bytes, line: int, column: int) -> tuple[int, int]:
    """A place after the last line end is moved to the end of the last line that says anything."""
    text = data.rstrip()
    last = text.count(b"\n") + 1
    if line <= last or b"\0" in data[:1000]:
        return line, column
    return last, len(text[text.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1


_WORDED = (
    (r"Comment not terminated.*", "the comment that begins here is never closed by -->"),
    (r"CData section not finished.*", "the CDATA section that begins here is never closed by ]]>"),
    (r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)",
     r"</\3> closes <\1>, which was opened on line \2"),
    (r"Premature end of data in tag (\S+) line (\d+)",
     r"the file ends, but <\1>, opened on line \2, is not closed"),
    (r"Entity '(\S+)' not defined", r"the entity &\1; is not declared"),
    (r"Attribute (\S+) redefined", r"the attribute @\1 occurs twice in one tag"),
    (r"Namespace prefix (\S+) (?:for \S+ )?on (\S+) is not defined",
     r"the prefix \1: of <\2> is bound to no namespace"),
    (r"xmlParseEntityRef: no name", "a bare & is in the text: write &amp;"),
    (r"EntityRef: expecting ';'", "an & begins a reference that no ; ends: write &amp;"),
    (r"PCDATA invalid Char value (\d+)", r"a control character (number \1) that XML forbids"),
    (r"xmlParseCharRef: invalid xmlChar value (\d+)", r"&#\1; is not a character that XML allows"),
    (r"Extra content at the end of the document", "something follows the end of the root element"),
    (r"Unescaped '<' not allowed in attributes values", "a bare < in an attribute: write &lt;"),
    (r"AttValue: \" or ' expected", "an attribute's value must stand in quotation marks"),
    (r"XML declaration allowed only at the start of the document",
     "the XML declaration must be the very first thing in the file"),
    (r"Excessive depth in document: (\d+).*", r"elements are nested more than \1 deep"),
    (r".*Text node too long.*", "a text is longer than 10 million characters"),
    (r"Invalid bytes in character encoding", "these bytes are not in the declared encoding"),
    (r"Unsupported encoding:? ?(.*)", r"the encoding \1 is not known"),
    (r"Double hyphen within comment.*", "a comment must not contain two hyphens in a row"),
    (r"StartTag: invalid element name", "a < begins no tag here: write &lt;"),
    (r"Specification mandates? value for attribute (\S+)", r"the attribute @\1 has no value"),
    (r"attributes construct error", "attributes must be name=\"value\" with blanks between them"),
    (r"Couldn't find end of Start Tag (\S+)(?: line \d+)?", r"the start tag <\1> is not finished"),
)  # fmt: skip


def _explain(message: str, slug: str) -> str:
    for pattern, words in _WORDED:
        worded, n = re.subn(pattern, words, message, flags=re.S)
        if n:
            return f"not well-formed: {worded}" if slug == "not-well-formed" else worded
    return f"not well-formed: {message}" if slug == "not-well-formed" else message


def _first_bad_byte(data: bytes) -> tuple[int, int] | None:
    declared = declared_encoding(data) or "utf-8"
    try:
        data.decode(declared)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        last = before.rpartition(b"\n")[2]
        return before.count(b"\n") + 1, len(last.decode(declared, "replace")) + 1
    except LookupError:
        pass
    return None


def _codec(data: bytes, tree: Any) -> str | None:
    """The first codec that decodes the whole file; None where there is none."""
    for name in (codec(data), tree.docinfo.encoding or "utf-8"):
        try:
            data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        return name
    return None


def remarks(document: Document) -> list[Finding]:
    """What is not refused and yet not done."""
    data, tree, path = document.data, document.tree, document.path
    found = []
    if tree.docinfo.system_url:
        at = max(data.find(b"<!DOCTYPE"), 0)  # what stands before it is as it was
        message = f"the DTD {tree.docinfo.system_url!r} is not read"
        found.append(_at(data, at, "external-dtd", message, path, Severity.INFO))
    for include in tree.iter(*INCLUDE):
        line, column = int(include.sourceline or 0), 0
        if len(data) <= WHOLE:  # beyond that no layout is made
            layout = document.layout
            line, column = layout.place(layout.start(layout.index[include]))
        message = f"the inclusion of {include.get('href') or '?'!r} is not followed"
        finding = _finding("xinclude", path, line, column, message, Severity.INFO)
        found.append(replace(finding, xpath=document.xpath(include)))
    if document.declared:
        found += _defaults(document)
    if len(data) > WHOLE:
        found.append(_alone(data, path))
    return found


def _defaults(document: Document) -> list[Finding]:
    """What the tags have from the DTD in the file, where many programs do not look for it."""
    said: dict[str, list[subset.Declared]] = {}
    for one in subset.supply(document.declared, document.elements):
        said.setdefault(one.element, []).append(one)
    found = [
        (given[0].at, f"<{element}> has {_listed(given)} by default from the DTD in the file")
        for element, given in said.items()
    ]
    found += [
        (one.at, f"<{one.element}> has its namespace from the DTD in the file")
        for one in subset.namespaces(
            document.declared, document.elements, document.layout.attributes
        )
    ]
    places = [(*document.layout.place(at), message) for at, message in found]
    return [_finding("dtd-default", document.path, line, column, message, Severity.INFO)
            for line, column, message in places]  # fmt: skip


def _listed(attributes: list[subset.Declared]) -> str:
    return " and ".join(f"@{one.attribute}" for one in attributes)


def _at(data: bytes, at: int, slug: str, message: str, path: str,
        severity: Severity = Severity.ERROR) -> Finding:  # fmt: skip
    line = data.count(b"\n", 0, at) + 1
    column = at - data.rfind(b"\n", 0, at)
    return _finding(slug, path, line, column, message, severity)


def _finding(slug: str, path: str, line: int, column: int, message: str,
             severity: Severity = Severity.ERROR) -> Finding:  # fmt: skip
    fault = FAULTS[slug]
    return Finding(path, line, column, fault.code, slug, severity, message, fault.remedy)
