"""A document read with what belongs to it: its entities, and what it includes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ...errors import ReadError
from ...model import Finding, Severity
from ...text.doctype import entity_at
from ...text.xml import parse
from . import entities, inclusions, intake
from .codecs import codec
from .document import Document
from .woven import HOLE, Text, Woven, Written


@dataclass(frozen=True, slots=True)
class Around:
    """What may be put into a document from elsewhere: what reads files near it, and what for."""

    read: entities.Read | None = None
    inclusions: bool = True
    entities: bool = False  # that are files


def read(
    data: bytes, *, path: str, huge: bool = False, around: Around
) -> tuple[Document | None, list[Finding]]:
    """As `intake.read`, with the entities that a file declares, and what it includes, put in.

    The findings stand where the document stands: `Document.origins` says where that is in which
    file.
    """
    if entity_at(data) < 0 and not _includes(data, around):
        return intake.read(data, path=path, huge=huge)
    if at_once := intake.refused_at_once(data, path):
        return None, [at_once]
    try:
        written = Written("", data.decode(codec(data)).removeprefix("\ufeff"))
    except (UnicodeDecodeError, LookupError):
        return intake.read(data, path=path, huge=huge)
    try:
        source = entities.woven(written, around.read if around.entities else None)
    except entities.Refused as refused:
        return None, [_refusal(refused, path)]
    found = _parsed(source, data, path, huge)
    if isinstance(found, list):
        return None, found
    source, tree = found
    notes: list[inclusions.Note] = []
    faults: list[inclusions.Fault] = []
    includes = next(tree.iter(*inclusions.INCLUDE), None) is not None
    if around.inclusions and around.read is not None and includes:
        external = around.read if around.entities else None
        putting = inclusions.Inclusions(around.read, external)
        source = putting.whole(source, tree)
        notes, faults = putting.notes, putting.faults
        found = _parsed(source, data, path, huge)
        if isinstance(found, list):
            return None, found
        source, tree = found
    if not isinstance(source, Woven):
        return intake.read(data, path=path, huge=huge)
    document = Document(path, data, "utf-8", tree, source)
    said = intake.remarks(document)
    document.elsewhere = [said for one in faults for said in _faults(one, document)]
    return document, [*said, *_at_marks(document, notes)]


def _includes(data: bytes, around: Around) -> bool:
    """Is there anything to include, and anything that reads it?"""
    plain = data.replace(b"\0", b"") if b"\0" in data[:4] else data
    return around.inclusions and around.read is not None and b"/XInclude" in plain


def _parsed(source: Text, data: bytes, path: str, huge: bool) -> tuple[Text, Any] | list[Finding]:
    """The tree of a text, or why there is none, at the place where it is written."""
    text = inclusions.declared_utf8(source.text)
    encoded = text.encode("utf-8", "surrogatepass")
    try:
        tree = parse(encoded, name=path, huge=huge)
    except ReadError as error:
        found = intake.refusals(error, encoded, path)
        return [_back(one, source) for one in found]
    if text == source.text:
        return source, tree
    same = Woven()  # the declaration without its encoding
    end = text.index("?>") + 2
    same.put(text[:end], source, 0, end)
    same.add(source, end, len(text))
    return same, tree


def _back(finding: Finding, source: Text) -> Finding:
    """A finding in a text that could not be parsed, where that is written."""
    if isinstance(source, Written):
        return finding
    whole = Written("", source.text)
    offset = whole.offset(finding.line, finding.column)
    file, at = source.trace(offset)
    line, column = file.place(at)
    return replace(finding, path=file.name or finding.path, line=line, column=column)


def _refusal(refused: entities.Refused, path: str) -> Finding:
    """Why the entities of a file are not put in."""
    source, at = refused.source, refused.start
    file = source if isinstance(source, Written) else source.trace(at)[0]
    line, column = file.place(at)
    fault = intake.FAULTS["entity"]
    return Finding(
        file.name or path, line, column, fault.code, fault.slug, Severity.ERROR, refused.why,
        refused.hint or fault.remedy,
    )  # fmt: skip


def _at_marks(document: Document, notes: list[inclusions.Note]) -> list[Finding]:
    """What is said of the inclusions, each where its mark stands."""
    layout, fault = document.layout, intake.FAULTS["xinclude"]
    marks = [n for n in layout.nodes if getattr(n, "target", None) == HOLE]
    found = []
    for node, note in zip(marks, notes):
        i = layout.index[node]
        line, column = layout.place(layout.start(i))
        end_line, end_column = layout.place(layout.end(i))
        around = node.getparent()
        one = Finding(
            document.path, line, column, fault.code, fault.slug, note.severity, note.message,
            note.hint, document.xpath(around), document.near(around), end_line=end_line,
            end_column=end_column, subject=note.subject,
        )  # fmt: skip
        found.append(one)
    return found


def _faults(one: inclusions.Fault, document: Document) -> list[Finding]:
    """Why a file that is included cannot be read, at the place in it."""
    encoded = one.source.text.encode("utf-8", "surrogatepass")
    path = document.origins.path_of(one.file)
    found = intake.refusals(one.error, encoded, path)
    return [replace(_back(finding, one.source), path=path) for finding in found]
