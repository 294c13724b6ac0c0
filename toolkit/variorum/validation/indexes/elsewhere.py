"""Pointers of a document: into itself, into files near it, out into the world.

Files are read only through the caller's resolver, which keeps within one root. Nothing is ever
fetched: an absolute URI is taken as it stands. What a relative one is relative to is said by
`bases`.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cached_property
from posixpath import join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ...errors import ReadError
from ...text.xml import XML_BASE, XML_ID, parse
from ..document.document import name
from ..document.inclusions import INCLUDE
from .bases import SCHEME, Bases

if TYPE_CHECKING:
    from ..document.document import Document, Element
    from ..options import Resolver

_POINTER_SCHEME = re.compile(
    r"(?:xpath\d?|xpointer|range|left|right|string-range|string-index|match)\("
)
_MEDIA = re.compile(r"\.(?:jpe?g|jp2|png|gif|tiff?|svg|webp|pdf|mp[34]|wav|ogg)$", re.I)


class Answer(Enum):
    """What became of a pointer."""

    FOUND = "found"
    EXTERNAL = "external"  # an absolute URI, or a relative one with nothing to resolve it by
    NO_ID = "no such id"
    NO_FILE = "no such file"
    OUTSIDE = "outside the root"
    UNREADABLE = "not readable as XML"


def _from(folder: str, file: str | None) -> str | None:
    """A path that was written in a folder; what is not a path stays as it is."""
    if not folder or not file or file.startswith("/"):
        return file
    slash = "/" if file.endswith("/") else ""
    return normpath(join(folder, file)) + slash


class Elsewhere:
    """Answers pointers for one document; each other file is read once."""

    def __init__(self, document: Document, resolve: Resolver | None) -> None:
        self._document = document
        self._resolve = resolve
        self._files: dict[str, dict[str, str] | Answer] = {}
        self._bases = Bases(document) if document.having(XML_BASE) else None

    def answer(self, pointer: str, at: Element | None) -> Answer:
        """What a pointer, written at an element or before the root, leads to."""
        if SCHEME.match(pointer):
            return Answer.EXTERNAL
        file, fragment = self.file(pointer, at), pointer.partition("#")[2]
        if file == "":
            return self._here(fragment)
        if file is None or self._resolve is None or file.startswith("//"):
            return Answer.EXTERNAL
        ids = self._ids(unquote(file))
        if isinstance(ids, Answer):
            return ids
        if not fragment or _POINTER_SCHEME.match(fragment) or fragment in ids:
            return Answer.FOUND
        return Answer.NO_ID

    def file(self, pointer: str, at: Element | None) -> str | None:
        """The path from this file to the one that a relative pointer means.

        "" is this file; None is where an absolute xml:base leads, or one that is refused. What
        was put in from another file points from there.
        """
        file, mark, fragment = pointer.partition("#")
        folder = self._document.origins.folder(at)
        if self._bases is None:
            return _from(folder, file)
        bases = self._bases
        found = bases.file(file, at) if file or not mark else bases.own(fragment, at)
        return None if found and self.refused_base(at) else _from(folder, found)

    def based(self, pointer: str, at: Element) -> bool:
        """Does an xml:base make a pointer mean another file than it says?"""
        plain = _from(self._document.origins.folder(at), pointer.partition("#")[0])
        return self._bases is not None and self.file(pointer, at) != plain

    @cached_property
    def _included(self) -> tuple[frozenset[str], bool]:
        """The ids that inclusions bring in, as far as they are read; was one not read?"""
        ids: set[str] = set()
        unread = self._document.origins.holed
        for include in self._document.root.iter(*INCLUDE):
            href = include.get("href") or ""
            if not href or include.get("parse", "xml") != "xml":
                continue  # a part of this file, or text
            file = None if SCHEME.match(href) else self.file(href, include)
            found = self._ids(unquote(file)) if file and self._resolve else Answer.EXTERNAL
            unread = unread or isinstance(found, Answer)
            ids |= set() if isinstance(found, Answer) else found.keys()
        return frozenset(ids), unread

    def includes(self, identifier: str) -> bool:
        """Does an inclusion bring in the element with an id?"""
        return identifier in self._included[0]

    @property
    def unsure(self) -> str:
        """Where an id may stand that is not here: in words; empty where there is nothing else."""
        if self._document.part:
            return "it may be in the document of which this is a part"
        if self._included[1]:
            return "it may be in what xi:include brings in, which could not be read"
        return ""

    def stays(self, pointer: str, at: Element) -> bool:
        """Does `#x`, written at an element, mean this file?"""
        return self._bases is None or self._bases.own(pointer.partition("#")[2], at) == ""

    def lacks_hash(self, pointer: str, at: Element) -> bool:
        """Is a bare word an xml:id of this file, and no file beside it nor part of an address?

        An image may have its file's name for an id: `<graphic xml:id="1r.jpg" url="1r.jpg"/>`.
        """
        if pointer not in self._document.ids or _MEDIA.search(pointer):
            return False
        file = self.file(pointer, at)
        return file is not None and self.missing(file)

    def missing(self, file: str) -> bool:
        """Is no file known at a path from this one?"""
        return self._resolve is None or self._ids(unquote(file)) in (Answer.NO_FILE, Answer.OUTSIDE)

    def refused_base(self, at: Element) -> str:
        """The path that the xml:base around an element comes to, if that leads out of the root."""
        path = self._bases.at(at).path if self._bases and self._resolve else None
        return path if path and self._ids(unquote(path)) is Answer.OUTSIDE else ""

    def _here(self, fragment: str) -> Answer:
        if _POINTER_SCHEME.match(fragment):
            return Answer.FOUND
        found = fragment in self._document.ids or unquote(fragment) in self._document.ids
        found = found or not fragment or self.includes(fragment)
        return Answer.FOUND if found else Answer.NO_ID

    def ids(self, file: str) -> dict[str, str]:
        """The ids of a file near this one with their elements' names, in order; {} if unread."""
        if self._resolve is None:
            return {}
        found = self._ids(unquote(file))
        return {} if isinstance(found, Answer) else found

    def _ids(self, file: str) -> dict[str, str] | Answer:
        if file not in self._files:
            self._files[file] = self._read(file)
        return self._files[file]

    def _read(self, file: str) -> dict[str, str] | Answer:
        assert self._resolve is not None
        try:
            data = self._resolve(file)
        except PermissionError:
            return Answer.OUTSIDE
        if data is None:
            return Answer.NO_FILE
        if data.lstrip()[:1] != b"<" and not data.startswith((b"\xef\xbb\xbf", b"\xff", b"\xfe")):
            return {}  # an image or the like: there, and without ids
        try:
            tree = parse(data, name=file)
        except ReadError:
            return Answer.UNREADABLE
        return {v: name(e) for e in tree.iter("*") if (v := e.get(XML_ID)) is not None}
