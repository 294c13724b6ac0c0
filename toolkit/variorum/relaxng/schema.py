"""Read a RELAX NG schema in XML syntax: find its definitions, build patterns when asked for.

Nothing is built that no document needs: full TEI has some 600 elements, of which one edition
uses 80. Includes are followed at once, since they say which definitions there are.

The restrictions of section 7 of the specification (what a schema must not do) are not checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from ..errors import ReadError
from ..text import xml
from .pattern import Pattern, Patterns

if TYPE_CHECKING:
    from lxml import etree

    Node = etree._Element

RNG = "http://relaxng.org/ns/structure/1.0"
Q = f"{{{RNG}}}"
START = ""  # the key of `start` among the definitions: no name can be empty
DEPTH = 32  # includes within includes; more is a circle

Resolve = Callable[[str], bytes]


@dataclass(slots=True)
class Source:
    """One schema file: where it stands, and what its root inherits from the file that names it."""

    name: str
    href: str
    ns: str = ""
    depth: int = 0


@dataclass(slots=True)
class Definition:
    """All the pieces of one name, and how they combine."""

    pieces: list[Any] = field(default_factory=list)
    combine: str = ""
    plain: int = 0  # pieces without @combine: at most one may be
    pattern: Pattern | None = None
    open: bool = False  # being built: to meet it again is a circle


class Scope:
    """The definitions of one grammar; `parent` is the grammar around it."""

    def __init__(self, parent: Scope | None = None) -> None:
        self.parent = parent
        self.definitions: dict[str, Definition] = {}

    def add(self, name: str, node: Node, where: str) -> None:
        """Take in one `define` or `start`."""
        definition = self.definitions.setdefault(name, Definition())
        combine = (node.get("combine") or "").strip()
        definition.plain += not combine
        shown = name or "start"
        if definition.plain > 1:
            raise fault(node, where, f"{shown!r} is defined twice without @combine")
        if combine and definition.combine not in ("", combine):
            raise fault(node, where, f"{shown!r} is combined by choice and by interleave")
        definition.combine = combine or definition.combine
        definition.pieces.append(node)


def fault(node: Node | None, where: str, message: str) -> ReadError:
    """A schema that cannot be used: file, line, what."""
    line = int(str(node.sourceline or 0)) if node is not None else 0
    return ReadError(
        f"the schema cannot be used: {message}",
        source=where,
        line=line,
        hint="correct the schema or use another",
    )


class Library:
    """All the files of one schema, and what was made of them."""

    def __init__(self, resolve: Resolve | None) -> None:
        self.make = Patterns()
        self.elements: list[tuple[Node, Scope]] = []
        self._resolve = resolve
        self._sources: dict[Node, Source] = {}

    def parse(self, data: bytes, source: Source) -> Node:
        """Parse one file and remember where it came from."""
        root = xml.parse(data, name=source.name, huge=True).getroot()
        if not str(root.tag).startswith(Q):
            raise fault(
                root,
                source.name,
                f"it is not RELAX NG in XML syntax (its root is {xml.local(root)!r})",
            )
        self._sources[root] = source
        return root

    def source(self, node: Node) -> Source:
        """The file in which a node stands."""
        return self._sources[node.getroottree().getroot()]

    def fetch(self, node: Node) -> Node:
        """The root of the file that an `include` or `externalRef` names."""
        here = self.source(node)
        href = (node.get("href") or "").strip()
        base = here.href
        for ancestor in reversed([node, *node.iterancestors()]):
            base = urljoin(base, ancestor.get(f"{{{xml.XML}}}base") or "")
        target = urljoin(base, href)
        if here.depth >= DEPTH:
            raise fault(node, here.name, f"files include each other in a circle ({target})")
        if self._resolve is None:
            raise fault(node, here.name, f"it includes {href!r}, which was not given")
        return self.parse(
            self._resolve(target), Source(target, target, self.ns(node), here.depth + 1)
        )

    def ns(self, node: Node) -> str:
        """The namespace in force at a node, by `ns`."""
        at: Node | None = node
        while at is not None:
            ns = at.get("ns")
            if ns is not None:
                return ns.strip()
            at = at.getparent()
        return self.source(node).ns

    def datatypes_of(self, node: Node) -> str:
        """The datatype library in force at a node."""
        at: Node | None = node
        while at is not None:
            library = at.get("datatypeLibrary")
            if library is not None:
                return library.strip()
            at = at.getparent()
        return ""

    def define(self, grammar: Node, scope: Scope) -> None:
        """Take in the definitions of a `grammar` element."""
        for name, node in self._pieces(grammar):
            scope.add(name, node, self.source(node).name)

    def _pieces(self, holder: Node) -> Iterator[tuple[str, Node]]:
        for child in children(holder):
            kind = xml.local(child)
            if kind == "start":
                yield START, child
            elif kind == "define":
                yield named(child, self.source(child).name), child
            elif kind == "div":
                yield from self._pieces(child)
            elif kind == "include":
                yield from self._included(child)
            else:
                raise fault(child, self.source(child).name, f"<{kind}> inside <grammar>")

    def _included(self, include: Node) -> Iterator[tuple[str, Node]]:
        """What an include brings: the file's definitions, but for those that it overrides."""
        own = list(self._pieces(include))
        root = self.fetch(include)
        if xml.local(root) != "grammar":
            raise fault(
                include, self.source(include).name, "it includes a file that is not a grammar"
            )
        overridden = {name for name, _ in own}
        found = list(self._pieces(root))
        missing = overridden - {name for name, _ in found}
        if missing:
            shown = ", ".join(sorted(name or "start" for name in missing))
            raise fault(
                include, self.source(include).name, f"it overrides {shown}, which the file lacks"
            )
        yield from (piece for piece in found if piece[0] not in overridden)
        yield from own


def children(node: Node) -> list[Node]:
    """The child elements that belong to RELAX NG: annotations are passed over."""
    return [child for child in node if isinstance(child.tag, str) and child.tag.startswith(Q)]


def named(node: Node, where: str) -> str:
    """The `name` of a definition or reference."""
    name = (node.get("name") or "").strip()
    if not name:
        raise fault(node, where, f"<{xml.local(node)}> has no name")
    return name
