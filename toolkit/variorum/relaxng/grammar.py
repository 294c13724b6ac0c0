"""A grammar ready for use: what it allows, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import xml
from .build import Builder
from .documentation import Documentation
from .expect import allows_any_element, allows_text, possible_elements, required_attributes
from .nameclass import Name, listed
from .pattern import Attribute, Element, Pattern, Patterns
from .schema import Library, Resolve, Source
from .states import Scopes

A = "{http://relaxng.org/ns/compatibility/annotations/1.0}"
_EDITION = re.compile(r"TEI Edition:\s*(?:Version\s+|P5\s+)*(\d+(?:\.\d+)*\w*)")
_MADE = re.compile(r"generated from ODD source (\d{4}-\d\d-\d\d)")
_VERSION = re.compile(r"\b[Vv]ersion[:\s]+v?(\d+(?:\.\d+)+\w*)")


class Grammar:
    """A RELAX NG schema; made by `load`. It remembers what it worked out, over many documents."""

    def __init__(self, data: bytes, *, name: str, resolve: Resolve | None) -> None:
        library = Library(resolve)
        self.name = name
        self.make: Patterns = library.make
        root = library.parse(data, Source(name, ""))
        self.title, self.version = _described(root, data, name)
        builder = Builder(library)
        self.start: Pattern = builder.start(root)
        self.documentation = Documentation(builder)
        self._elements: dict[str, list[Element]] = {}
        self._open: list[Element] = []
        self._searched = False
        self._parents: dict[str, list[str]] | None = None
        self._found: dict[str, Pattern] = {}
        self.scopes = Scopes()  # what the walk has worked out
        self.begun: object = None  # what `completion` keeps of the source asked about last

    def elements(self) -> Iterator[Element]:
        """Every element pattern that a document can reach, outer ones first."""
        seen: set[Pattern] = {self.start}
        waiting = [self.start]
        while waiting:
            pattern = waiting.pop()
            inner: list[Pattern] = list(pattern.parts)
            if isinstance(pattern, Element):
                yield pattern
                inner.append(pattern.content)
            for part in reversed(inner):
                if part not in seen:
                    seen.add(part)
                    waiting.append(part)

    def complete(self) -> int:
        """Build every pattern, so that a broken definition is found now; the number of elements.

        Raises `ReadError`. Checking needs no such thing: it builds what a document meets.
        """
        return sum(1 for _ in self.elements())

    def _search(self) -> None:
        if self._searched:
            return
        self._searched = True
        for element in self.elements():
            if isinstance(element.names, Name):
                self._elements.setdefault(element.names.tag, []).append(element)
            else:
                self._open.append(element)

    def find(self, tag: str) -> Pattern:
        """The content of an element wherever it may stand; not allowed where none knows it."""
        found = self._found.get(tag)
        if found is None:
            self._search()
            known = [*self._elements.get(tag, ()), *self._open]
            best = max((e.names.specificity(tag) for e in known), default=-1)
            fitting = [e.content for e in known if e.names.specificity(tag) == best]
            found = self.make.choice(fitting) if best >= 0 else self.make.not_allowed
            self._found[tag] = found
        return found

    def knows(self, tag: str) -> bool:
        """Does the schema name an element so?"""
        self._search()
        return tag in self._elements

    def shape(self, tag: str) -> tuple[tuple[str, ...], bool]:
        """The attributes that an element must have, and whether it must be empty."""
        content = self.find(tag)
        holds = possible_elements(content) or allows_any_element(content) or allows_text(content)
        return required_attributes(content), not holds

    def tags(self) -> tuple[str, ...]:
        """The names of all elements that the schema names, sorted."""
        self._search()
        names = set(self._elements)
        for element in self._open:
            names.update(listed(element.names))
        return tuple(sorted(names))

    def parents(self, tag: str) -> tuple[str, ...]:
        """The elements in whose content an element may stand, sorted."""
        if self._parents is None:
            self._search()
            self._parents = {}
            known: dict[Pattern, frozenset[str]] = {}
            for parent in sorted(self._elements):
                held = (_children(e.content, known) for e in self._elements[parent])
                for child in frozenset().union(*held):
                    self._parents.setdefault(child, []).append(parent)
        return tuple(self._parents.get(tag, ()))


def _children(content: Pattern, known: dict[Pattern, frozenset[str]]) -> frozenset[str]:
    """The names of the elements that stand directly in a content."""
    if isinstance(content, Element):
        return frozenset(listed(content.names))
    found = known.get(content)
    if found is None:
        parts = (p for p in content.parts if not isinstance(p, Attribute))
        found = known[content] = frozenset().union(*(_children(p, known) for p in parts))
    return found


def _described(root: object, data: bytes, name: str) -> tuple[str, str]:
    """Title and version, from the documentation or the comments in the schema's head.

    A customisation of TEI that has no title of its own has the name of its file; its version is
    the date on which it was made, and the edition of TEI that it customises.
    """
    head = data[:8000].decode("utf-8", "replace")
    edition = _EDITION.search(head)
    version = edition or _VERSION.search(head)
    for node in root.iter(f"{A}documentation", "{http://purl.org/dc/elements/1.1/}title"):  # type: ignore[attr-defined]
        if xml.local(node.getparent()) == "grammar":
            title = " ".join(xml.string(node).split())
            if title:
                return title, version[1] if version else ""
    made = _MADE.search(head)
    if not edition and not made:
        return name, version[1] if version else ""
    stem = name.rpartition("/")[2].rpartition(".")[0]
    if edition and (not stem or stem.startswith("tei_all")):
        return "TEI", edition[1]
    parts = [made[1] if made else "", f"(TEI {edition[1]})" if edition else ""]
    return stem or name, " ".join(filter(None, parts))


def load(data: bytes, *, name: str, resolve: Resolve | None = None) -> Grammar:
    """Make a grammar of a RELAX NG schema in XML or (`.rnc`) compact syntax.

    `resolve` gives the bytes of a file that the schema includes, by its address relative to the
    schema; nothing is read otherwise. Raises `ReadError` where the schema cannot be used.
    """
    if name.endswith(".rnc"):
        from .compact import to_xml

        data = to_xml(data, name=name)
    return Grammar(data, name=name, resolve=resolve)
