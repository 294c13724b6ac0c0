"""XInclude: what is included is put in its place, from files near by (W3C, XInclude 1.0).

Nothing is fetched and nothing outside the root is read. What cannot be put in leaves a mark, an
instruction that no grammar sees, at which it is said why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit
from xml.sax.saxutils import quoteattr

from ...errors import ReadError
from ...model import Severity
from ...relaxng.source import Positions
from ...text.xml import XML_ID, parse
from . import entities
from .layout import Layout
from .woven import HOLE, UNREAD, Text, Woven, Written

NAMESPACES = ("http://www.w3.org/2001/XInclude", "http://www.w3.org/2003/XInclude")  # a draft's
DEEPEST = 40  # inclusions within each other
MOST_LETTERS = 200_000_000  # of all that is put together
INCLUDE = tuple(f"{{{space}}}include" for space in NAMESPACES)
_FALLBACK = tuple(f"{{{space}}}fallback" for space in NAMESPACES)
_NAME = re.compile(r"<[^\s/>]+")
_ELEMENT = re.compile(r"element\(\s*([^()/\s]*)((?:/\d+)*)\s*\)")
_BY_ID = re.compile(r"xpointer\(\s*id\(\s*[\"']([^\"']+)[\"']\s*\)\s*\)")


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said of an inclusion."""

    subject: str  # what was to be included
    message: str
    hint: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that is not well-formed and cannot be put in: its text, and what the parser said."""

    file: str
    source: Text
    error: ReadError


class NotHad(Exception):
    """Why an inclusion cannot be followed."""

    def __init__(self, why: str, hint: str, severity: Severity = Severity.ERROR, *,
                 unread: bool = False) -> None:  # fmt: skip
        super().__init__(why)
        self.why, self.hint, self.severity, self.unread = why, hint, severity, unread


@dataclass(slots=True)
class Opened:
    """A file with its entities put in, read."""

    name: str
    source: Text
    root: Any
    layout: Layout

    def index(self, node: Any) -> int:
        return self.layout.index[node]


class Inclusions:
    """Puts together one document; `notes` are said of its marks in their order."""

    def __init__(self, read: entities.Read, external: entities.Read | None) -> None:
        self.read = read
        self.external = external
        self.notes: list[Note] = []
        self.faults: list[Fault] = []
        self._files: dict[str, Opened | NotHad | str] = {}

    def whole(self, source: Text, tree: Any) -> Woven:
        """The document of a file with all that it includes."""
        root = tree.getroot()
        opened = Opened("", source, root, Layout(Positions(source.text), root))
        self._files[""] = opened
        out = Woven()
        self._weave(opened, 0, len(source.text), out, ())
        return out

    def _weave(self, file: Opened, at: int, end: int, out: Woven,
               chain: tuple[tuple[str, int], ...]) -> None:  # fmt: skip
        """A stretch of a file, its inclusions followed."""
        layout = file.layout
        for include in file.root.iter(*INCLUDE):
            start, stop = layout.start(file.index(include)), layout.end(file.index(include))
            if start < at or stop > end:
                continue
            out.add(file.source, at, start)
            self._include(file, include, out, chain)
            at = stop
        out.add(file.source, at, end)

    def _include(self, file: Opened, include: Any, out: Woven,
                 chain: tuple[tuple[str, int], ...]) -> None:  # fmt: skip
        href = (include.get("href") or "").strip()
        span = file.layout.start(file.index(include)), file.layout.end(file.index(include))
        try:
            self._put(file, include, href, out, chain)
        except NotHad as error:
            fallback = next(include.iterchildren(*_FALLBACK), None)
            shown = href or include.get("xpointer") or "?"
            said = f"the inclusion of {shown!r} is not followed: {error.why}"
            severity, hint = error.severity, error.hint
            if fallback is not None:
                said, severity = f"{said}; its fallback is used", Severity.INFO
            self.notes.append(Note(shown, said, hint, severity))
            unread = error.unread and include.get("parse") != "text"
            out.put(f"<?{HOLE} {UNREAD}?>" if unread else f"<?{HOLE}?>", file.source, *span)
            if fallback is not None:
                i = file.index(fallback)
                begin, end = file.layout.opened(i), file.layout.end(i)
                if not file.source.text.endswith("/>", 0, end):
                    self._weave(file, begin, file.source.text.rindex("</", 0, end), out, chain)

    def _put(self, file: Opened, include: Any, href: str, out: Woven,
             chain: tuple[tuple[str, int], ...]) -> None:  # fmt: skip
        address, fragment = urldefrag(href)
        pointer = (include.get("xpointer") or fragment).strip()
        span = file.layout.start(file.index(include)), file.layout.end(file.index(include))
        name = self._name(file, address)
        if include.get("parse") == "text":
            text = self._text(name, include.get("encoding") or "utf-8")
            out.put(escape(text, quote=False), file.source, *span)
            return
        target = self._opened(name)
        node = _pointed(target, pointer) if pointer else target.root
        key = (name, target.index(node))
        around = chain or ((file.name, 0),)
        if key in around or len(chain) > DEEPEST:
            raise NotHad("it includes itself", "remove one inclusion")
        if out.length > MOST_LETTERS:
            raise NotHad("the combined file would be too large", "check the parts separately")
        start, end = target.layout.start(key[1]), target.layout.end(key[1])
        tag = _NAME.match(target.source.text, start)
        assert tag
        out.add(target.source, start, tag.end())
        out.put(_bindings(target, node), target.source, start, tag.end())
        self._weave(target, tag.end(), end, out, (*around, key))

    def _name(self, file: Opened, address: str) -> str:
        """The path of a file that another names, from the file that is checked."""
        if not address:
            return file.name
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            raise NotHad("nothing is fetched", "keep a copy beside the file", Severity.INFO,
                         unread=True)  # fmt: skip
        return normpath(join(dirname(file.name), unquote(address)))

    def _bytes(self, name: str) -> bytes:
        try:
            data = self.read(name)
        except PermissionError:
            raise NotHad("it lies outside the root", "the option root names a wider one",
                         Severity.INFO, unread=True) from None  # fmt: skip
        if data is None:
            raise NotHad("there is no such file", "correct the path, or give it an xi:fallback",
                         unread=True)  # fmt: skip
        return data

    def _text(self, name: str, encoding: str) -> str:
        known = self._files.get(f"text:{encoding}:{name}")
        if isinstance(known, str):
            return known
        try:
            text = self._bytes(name).decode(encoding)
        except (LookupError, UnicodeDecodeError):
            raise NotHad(f"it is not in the encoding {encoding}", "name its encoding") from None
        self._files[f"text:{encoding}:{name}"] = text
        return text

    def _opened(self, name: str) -> Opened:
        if name not in self._files:
            try:
                self._files[name] = self._open(name)
            except NotHad as error:
                self._files[name] = error
        found = self._files[name]
        if isinstance(found, NotHad):
            raise found
        assert isinstance(found, Opened)
        return found

    def _open(self, name: str) -> Opened:
        written = Written(name, entities.decoded(self._bytes(name)))
        source: Text = written
        try:
            source = entities.woven(written, self.external)
            text = declared_utf8(source.text)
            root = parse(text.encode(), name=name, huge=True).getroot()
        except ReadError as error:
            self.faults.append(Fault(name, source, error))
            raise NotHad("it cannot be read", "correct that file", unread=True) from None
        except entities.Refused as refused:
            raise NotHad(refused.why, refused.hint, unread=True) from None
        return Opened(name, source, root, Layout(Positions(text), root))


def declared_utf8(text: str) -> str:
    """A text whose declaration names no encoding, letter for letter as long as it was."""
    return re.sub(
        r"^(<\?xml\s[^>]*?)(\sencoding\s*=\s*(?:\"[^\"]*\"|'[^']*'))",
        lambda m: m[1] + " " * len(m[2]), text, count=1,
    )  # fmt: skip


def _pointed(file: Opened, pointer: str) -> Any:
    """The element that a pointer names: by its id, or by steps from it."""
    if by_id := _BY_ID.fullmatch(pointer):
        pointer = by_id[1]
    element = _ELEMENT.fullmatch(pointer)
    name, steps = (element[1], element[2]) if element else (pointer, "")
    node: Any = file.root
    if name:
        if not re.fullmatch(r"[^\s()/]+", name):
            raise NotHad(f"the pointer {pointer!r} is of a kind that is not read",
                         'point to an xml:id: xpointer="id"')  # fmt: skip
        node = next((e for e in file.root.iter("*") if (e.get(XML_ID) or "").strip() == name), None)
    numbers = [int(step) for step in steps.split("/") if step]
    if not name and numbers:
        numbers = numbers[1:] if numbers[0] == 1 else [0]
    for number in numbers:
        children = [c for c in node if isinstance(c.tag, str)] if node is not None else []
        node = children[number - 1] if 0 < number <= len(children) else None
    if node is None:
        raise NotHad(f"nothing in it has the id {name!r}" if not steps
                     else f"nothing stands at {pointer!r}", "correct the pointer")  # fmt: skip
    return node


def _bindings(file: Opened, node: Any) -> str:
    """The namespaces that hold at an element and that its own tag does not bind."""
    own = {n for n in file.layout.attributes(node) if n == "xmlns" or n.startswith("xmlns:")}
    bound = {f"xmlns:{p}" if p else "xmlns": uri for p, uri in node.nsmap.items() if p != "xml"}
    bound.setdefault("xmlns", "")
    return "".join(f" {n}={quoteattr(uri)}" for n, uri in sorted(bound.items()) if n not in own)
