"""What a relative pointer is relative to: the xml:base around it, else the file.

A base that ends with "/" is a folder, in which pointers to files are looked up while `#x` stays in
this file. One that names a document sends `#x` there as well, unless what stands in the element
has that id: then the element is itself the copy of the document (so XInclude marks what it has
put in). Nothing is read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING

from ...text.xml import XML_BASE

if TYPE_CHECKING:
    from ..document.document import Document, Element

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_HOST = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*:)?//[^/]*")


@dataclass(frozen=True, slots=True)
class Base:
    """Where relative pointers start: a path from this file (None: an address), and who says so."""

    path: str | None
    owner: Element | None


OWN = Base("", None)  # the file itself


class Bases:
    """The bases of one document, each worked out once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[Element | None, Base] = {None: OWN}

    def at(self, element: Element) -> Base:
        """The base that holds at an element."""
        above = []
        node = element
        while node not in self._known:
            above.append(node)
            node = node.getparent()
        found = self._known[node]
        for node in reversed(above):
            found = self._known[node] = _within(found, node)
        return found

    def file(self, file: str, at: Element) -> str | None:
        """The path of a file that a pointer at an element names."""
        base = self.at(at)
        return None if base.path is None else _joined(base.path, file)

    def own(self, fragment: str, at: Element) -> str | None:
        """The path of the file in which `#fragment` is to be looked for; "" for this one."""
        base = self.at(at)
        if base.owner is None or not _names_document(base.owner.get(XML_BASE)):
            return ""
        if base.path is None and base.owner is self._document.root:
            return ""  # where the file itself is published
        target = self._document.ids.get(fragment)
        if target is not None and self._document.inside(target, base.owner):
            return ""
        return base.path


def _within(outer: Base, element: Element) -> Base:
    said = (element.get(XML_BASE) or "").strip().partition("#")[0]
    if not said:
        return outer
    if SCHEME.match(said) or said.startswith("//") or outer.path is None:
        return Base(None, element)
    return Base(_joined(outer.path, said), element)


def _joined(base: str, file: str) -> str:
    """A path relative to a base: the last step of the base is not a folder unless a "/" ends it."""
    folder = base[: base.rfind("/") + 1]
    slash = "/" if file.rpartition("/")[2] in ("", ".", "..") else ""
    if file.startswith("/") or not (folder or slash):
        return file
    return normpath(folder + file) + slash


def _names_document(base: str) -> bool:
    """Has the last step of a path a suffix? The name of a host alone is not a path."""
    path = _HOST.sub("/", base.strip().partition("#")[0])
    return "." in path.rpartition("/")[2].strip(".")
