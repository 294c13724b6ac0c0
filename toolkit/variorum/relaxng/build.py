"""Turn the elements of a RELAX NG schema into patterns, one definition at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ..text import xml
from .datatypes import datatype
from .nameclass import AnyName, Name, NameChoice, NameClass, NsName, clark, listed
from .pattern import Attribute, Data, Element, List, Pattern, Patterns, Value
from .schema import START, Definition, Library, Scope, children, fault, named

if TYPE_CHECKING:
    from lxml import etree

    Node = etree._Element


class Builder:
    """Build the patterns of one schema; every definition and every element once."""

    def __init__(self, schemas: Library) -> None:
        self.schemas = schemas
        self.make: Patterns = schemas.make
        self._elements: dict[tuple[Node, Scope], Element] = {}
        self._leaves: dict[object, Pattern] = {}

    def made(self) -> Iterator[tuple[Node, Scope, Element]]:
        """The elements that were built so far: where each is defined, and its pattern."""
        for (node, scope), element in self._elements.items():
            yield node, scope, element

    def attribute_names(self, node: Node) -> tuple[str, ...]:
        """The names that an `attribute` lists."""
        return listed(self._named(node)[0])

    def start(self, root: Node) -> Pattern:
        """The pattern of a whole document."""
        return self.pattern(root, Scope())

    def pattern(self, node: Node, scope: Scope) -> Pattern:
        """The pattern of one schema element."""
        kind = xml.local(node)
        method = _KINDS.get(kind)
        if method is None:
            raise self._fault(node, f"<{kind}> is not a pattern")
        return method(self, node, scope)

    def _fault(self, node: Node, message: str) -> Exception:
        return fault(node, self.schemas.source(node).name, message)

    def _parts(self, node: Node, scope: Scope) -> list[Pattern]:
        return [self.pattern(child, scope) for child in children(node)]

    def _content(self, node: Node, scope: Scope) -> Pattern:
        """The children of a node as one pattern; several are a group."""
        parts = children(node)
        if not parts:
            raise self._fault(node, f"<{xml.local(node)}> is empty")
        return self.make.group([self.pattern(child, scope) for child in parts])

    def _choice(self, node: Node, scope: Scope) -> Pattern:
        return self.make.choice(self._parts(node, scope))

    def _interleave(self, node: Node, scope: Scope) -> Pattern:
        return self.make.interleave(self._parts(node, scope))

    def _optional(self, node: Node, scope: Scope) -> Pattern:
        return self.make.choice((self._content(node, scope), self.make.empty))

    def _one_or_more(self, node: Node, scope: Scope) -> Pattern:
        return self.make.one_or_more(self._content(node, scope))

    def _zero_or_more(self, node: Node, scope: Scope) -> Pattern:
        return self.make.choice((self._one_or_more(node, scope), self.make.empty))

    def _mixed(self, node: Node, scope: Scope) -> Pattern:
        return self.make.interleave((self._content(node, scope), self.make.text))

    def _empty(self, node: Node, scope: Scope) -> Pattern:
        return self.make.empty

    def _not_allowed(self, node: Node, scope: Scope) -> Pattern:
        return self.make.not_allowed

    def _text(self, node: Node, scope: Scope) -> Pattern:
        return self.make.text

    def _list(self, node: Node, scope: Scope) -> Pattern:
        inner = self._content(node, scope)
        return self._leaf(("list", inner), lambda: List(inner))

    def _leaf(self, key: object, build: Callable[[], Pattern]) -> Pattern:
        known = self._leaves.get(key)
        if known is None:
            known = self._leaves[key] = build()
        return known

    def _data(self, node: Node, scope: Scope) -> Pattern:
        params: list[tuple[str, str]] = []
        excepted: Pattern | None = None
        for child in children(node):
            if xml.local(child) == "param":
                params.append((child.get("name", ""), xml.string(child)))
            else:
                excepted = self.make.choice(self._parts(child, scope))
        kind = datatype(
            self.schemas.datatypes_of(node), (node.get("type") or "").strip(), tuple(params)
        )
        return self._leaf((kind, excepted), lambda: Data(kind, excepted))

    def _value(self, node: Node, scope: Scope) -> Pattern:
        written = xml.string(node)
        name = node.get("type")
        library = self.schemas.datatypes_of(node) if name else ""
        kind = datatype(library, (name or "token").strip(), ())
        return self._leaf((kind, "value", written), lambda: Value(kind, written))

    def _element(self, node: Node, scope: Scope) -> Pattern:
        key = (node, scope)
        known = self._elements.get(key)
        if known is None:
            names, rest = self._named(node)
            if not rest:
                raise self._fault(node, "<element> has no content")
            known = self._elements[key] = Element(
                names, lambda: self.make.group([self.pattern(child, scope) for child in rest])
            )
        return known

    def _attribute(self, node: Node, scope: Scope) -> Pattern:
        names, rest = self._named(node)
        value = self.pattern(rest[0], scope) if rest else self.make.text
        if value is self.make.not_allowed:
            return value
        return self._leaf((names, value), lambda: Attribute(names, value))

    def _named(self, node: Node) -> tuple[NameClass, list[Node]]:
        """The name class of an element or attribute, and the children that follow it."""
        rest = children(node)
        name = node.get("name")
        if name is None:
            if not rest:
                raise self._fault(node, f"<{xml.local(node)}> has no name")
            return self.names(rest[0]), rest[1:]
        ns = self.schemas.ns(node) if xml.local(node) == "element" else (node.get("ns") or "")
        return self._name(node, name.strip(), ns.strip()), rest

    def _name(self, node: Node, name: str, ns: str) -> Name:
        prefix, colon, local = name.rpartition(":")
        if not colon:
            return Name(clark(ns, name))
        uri = xml.XML if prefix == "xml" else node.nsmap.get(prefix)
        if uri is None:
            raise self._fault(node, f"the prefix {prefix!r} is not declared")
        return Name(clark(uri, local))

    def names(self, node: Node) -> NameClass:
        """The name class of a schema element."""
        kind = xml.local(node)
        if kind == "name":
            return self._name(node, xml.string(node).strip(), self.schemas.ns(node))
        if kind == "choice":
            return NameChoice(tuple(self.names(child) for child in children(node)))
        if kind not in ("anyName", "nsName"):
            raise self._fault(node, f"<{kind}> is not a name class")
        holders = children(node)
        excepted = None
        if holders:
            excepted = NameChoice(tuple(self.names(child) for child in children(holders[0])))
        return AnyName(excepted) if kind == "anyName" else NsName(self.schemas.ns(node), excepted)

    def _ref(self, node: Node, scope: Scope) -> Pattern:
        return self._defined(node, named(node, self.schemas.source(node).name), scope)

    def _parent_ref(self, node: Node, scope: Scope) -> Pattern:
        if scope.parent is None:
            raise self._fault(node, "<parentRef> has no grammar around its own")
        return self._defined(node, named(node, self.schemas.source(node).name), scope.parent)

    def _external_ref(self, node: Node, scope: Scope) -> Pattern:
        return self.pattern(self.schemas.fetch(node), Scope())

    def _grammar(self, node: Node, scope: Scope) -> Pattern:
        inner = Scope(scope if scope.definitions else None)  # the outermost has no parent
        self.schemas.define(node, inner)
        return self._defined(node, START, inner)

    def _defined(self, node: Node, name: str, scope: Scope) -> Pattern:
        definition = scope.definitions.get(name)
        if definition is None:
            raise self._fault(node, f"{name or 'start'!r} is not defined")
        if definition.pattern is None:
            if definition.open:
                raise self._fault(node, f"{name!r} refers to itself with no element between")
            definition.open = True
            definition.pattern = self._combined(definition, scope)
            definition.open = False
        return definition.pattern

    def _combined(self, definition: Definition, scope: Scope) -> Pattern:
        parts = [self._content(piece, scope) for piece in definition.pieces]
        if definition.combine == "interleave":
            return self.make.interleave(parts)
        return self.make.choice(parts)


_KINDS: dict[str, Callable[[Builder, Any, Scope], Pattern]] = {
    "element": Builder._element,
    "attribute": Builder._attribute,
    "group": Builder._content,
    "choice": Builder._choice,
    "interleave": Builder._interleave,
    "optional": Builder._optional,
    "zeroOrMore": Builder._zero_or_more,
    "oneOrMore": Builder._one_or_more,
    "list": Builder._list,
    "mixed": Builder._mixed,
    "ref": Builder._ref,
    "parentRef": Builder._parent_ref,
    "externalRef": Builder._external_ref,
    "empty": Builder._empty,
    "text": Builder._text,
    "value": Builder._value,
    "data": Builder._data,
    "notAllowed": Builder._not_allowed,
    "grammar": Builder._grammar,
}
