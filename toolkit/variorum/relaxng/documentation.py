"""What a schema says to people of its elements, attributes and values: `a:documentation`.

The same attribute may mean one thing on one element and another on the next: so what is said is
looked for from the element on, through the definitions to which that refers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..text import xml
from .build import Builder
from .nameclass import is_open
from .schema import Q, Scope, children

if TYPE_CHECKING:
    from lxml import etree

    Node = etree._Element

SAYS = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
_REFERS = (f"{Q}ref", f"{Q}parentRef")


class Documentation:
    """The documentation of a schema, found as it is asked for and kept."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._attributes: dict[str, dict[str, Node]] = {}

    def element(self, tag: str) -> str:
        """What is said of an element; "" for nothing."""
        said = (_said(node) for node, _ in self._elements(tag))
        return next(filter(None, said), "")

    def attribute(self, tag: str, name: str) -> str:
        """What is said of an attribute of an element; names as lxml writes them."""
        node = self._of(tag).get(name)
        return "" if node is None else _said(node)

    def value(self, tag: str, name: str, value: str) -> str:
        """What is said of a value that is listed for an attribute."""
        node = self._of(tag).get(name)
        for one in () if node is None else node.iter(f"{Q}value"):
            following = one.getnext()
            if xml.string(one).strip() == value and following is not None:
                return _words(following) if following.tag == SAYS else ""
        return ""

    def _elements(self, tag: str) -> Iterator[tuple[Any, Scope]]:
        """The definitions of an element, those that name it before those that take any name."""
        found = [one for one in self._builder.made() if one[2].names.covers(tag)]
        for node, scope, _ in sorted(found, key=lambda one: is_open(one[2].names)):
            yield node, scope

    def _of(self, tag: str) -> dict[str, Node]:
        """The attributes of an element by name, as they are defined."""
        if tag not in self._attributes:
            known = self._attributes[tag] = {}
            for node, scope in self._elements(tag):
                self._collect(node, scope, known, set())
        return self._attributes[tag]

    def _collect(
        self, node: Node, scope: Scope, known: dict[str, Node], seen: set[tuple[str, Scope]]
    ) -> None:
        """Go through what a node holds and refers to, but not into other elements."""
        for child in children(node):
            if child.tag == f"{Q}attribute":
                for name in self._builder.attribute_names(child):
                    known.setdefault(name, child)
            elif child.tag in _REFERS:
                place = scope if child.tag == _REFERS[0] else scope.parent or scope
                key = (child.get("name") or "").strip(), place
                definition = place.definitions.get(key[0])
                if key not in seen and definition is not None:
                    seen.add(key)
                    for piece in definition.pieces:
                        self._collect(piece, place, known, seen)
            elif child.tag != f"{Q}element":
                self._collect(child, scope, known, seen)


def _said(node: Node) -> str:
    return " ".join(_words(child) for child in node if child.tag == SAYS)


def _words(node: Node) -> str:
    return " ".join(xml.string(node).split())
