"""Pointers of a document: into itself, into files near it, out into the world.

Files are read only through the caller's resolver, which keeps within one root. Nothing is ever
fetched: an absolute URI is taken as it stands.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ..errors import ReadError
from ..text.xml import XML, parse
from .document import name

if TYPE_CHECKING:
    from .document import Document, Element
    from .options import Resolver

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_POINTER_SCHEME = re.compile(
    r"(?:xpath\d?|xpointer|range|left|right|string-range|string-index|match)\("
)
_XML_BASE = f"{{{XML}}}base"


class Answer(Enum):
    """What became of a pointer."""

    FOUND = "found"
    EXTERNAL = "external"  # an absolute URI, or a relative one with nothing to resolve it by
    NO_ID = "no such id"
    NO_FILE = "no such file"
    OUTSIDE = "outside the root"
    UNREADABLE = "not readable as XML"


class Elsewhere:
    """Answers pointers for one document; each other file is read once."""

    def __init__(self, document: Document, resolve: Resolver | None) -> None:
        self._document = document
        self._resolve = resolve
        self._files: dict[str, dict[str, str] | Answer] = {}

    def answer(self, pointer: str, at: Element) -> Answer:
        """What a pointer, written at an element, leads to."""
        if _SCHEME.match(pointer):
            return Answer.EXTERNAL
        file, _, fragment = pointer.partition("#")
        if not file:
            return self._here(fragment)
        if self._resolve is None or (file.startswith("/") and file[1:2] == "/"):
            return Answer.EXTERNAL
        if _absolute_base(at):
            return Answer.EXTERNAL
        ids = self._ids(unquote(file))
        if isinstance(ids, Answer):
            return ids
        if not fragment or _POINTER_SCHEME.match(fragment) or fragment in ids:
            return Answer.FOUND
        return Answer.NO_ID

    def _here(self, fragment: str) -> Answer:
        if _POINTER_SCHEME.match(fragment):
            return Answer.FOUND
        found = fragment in self._document.ids or unquote(fragment) in self._document.ids
        return Answer.FOUND if found or not fragment else Answer.NO_ID

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
        key = f"{{{XML}}}id"
        return {v: name(e) for e in tree.iter("*") if (v := e.get(key)) is not None}


def _absolute_base(element: Element) -> bool:
    """Does an xml:base around an element send its relative pointers abroad?"""
    node = element
    while node is not None:
        if base := node.get(_XML_BASE):
            return bool(_SCHEME.match(base))
        node = node.getparent()
    return False
