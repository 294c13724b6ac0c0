"""One file as the rules see it: read once, indexed once, shared by all of them.

Tolerates any well-formed tree, TEI or not. Names are local names of the TEI namespace or of none
(some exporters forget the namespace; the grammar says so, the rules go on).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import compress
from typing import Any

from ...model import Finding
from ...relaxng.source import Positions
from ...text.xml import EXAMPLE, EXAMPLES, TEI, XML_BASE, XML_ID, XML_LANG, local_name
from .layout import Layout
from .letters import beyond_ascii
from .origins import Origins
from .runs import Run
from .subset import Declared, declared
from .woven import Woven

Element = Any  # lxml's, which is imported only where it is used

_XML_ATTRIBUTES = (XML_ID, XML_LANG, XML_BASE)  # which mean the same everywhere
NOT_TEXT = frozenset(
    "teiHeader note witDetail figDesc fw listWit listPerson listPlace listOrg listBibl standOff "
    "certainty listAnnotation graph fs desc".split()
)


class Document:
    """A parsed file with its indexes. Everything is computed when first asked for."""

    def __init__(
        self, path: str, data: bytes, codec: str, tree: Any, woven: Woven | None = None
    ) -> None:
        self.path = path
        self.data = data
        self.codec = codec
        self.tree = tree
        self.root: Element = tree.getroot()
        self.woven = woven  # the text with what was put in from elsewhere
        self.part = False  # of a document that is not here
        self.elsewhere: list[Finding] = []  # of files that could not be put in

    @cached_property
    def source(self) -> str:
        """The text of the file, with what it includes and what its entities stand for."""
        return self.data.decode(self.codec) if self.woven is None else self.woven.text

    @property
    def size(self) -> int:
        """How long the text is, in bytes of the file; with what was put in, in letters."""
        return len(self.data) if self.woven is None else max(len(self.data), self.woven.length)

    @cached_property
    def origins(self) -> Origins:
        """Where in which file everything stands."""
        return Origins(self.path, self.layout, self.woven)

    @cached_property
    def letters(self) -> frozenset[str]:
        """The characters beyond ASCII that the file is written with, in text or anywhere else."""
        return beyond_ascii(self.source)

    @cached_property
    def positions(self) -> Positions:
        return Positions(self.source)

    @cached_property
    def layout(self) -> Layout:
        return Layout(self.positions, self.root)

    @cached_property
    def elements(self) -> list[Element]:
        """Every element in document order."""
        return list(self.root.iter("*"))

    @cached_property
    def tags(self) -> dict[str, list[Element]]:
        """The elements by their whole name."""
        by_tag: dict[str, list[Element]] = defaultdict(list)
        for element in self.elements:
            by_tag[element.tag].append(element)
        return by_tag

    @cached_property
    def _foreign(self) -> frozenset[str]:
        """The tags of other namespaces: SVG, formulas, the examples of an egXML."""
        return frozenset(tag for tag in self.tags if not _own(tag))

    @cached_property
    def _names(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for tag, elements in self.tags.items():
            own = _own(tag)
            if own in found:  # of TEI's namespace and of none in one file
                elements = sorted([*found[own], *elements], key=self.order)
            found[own] = elements
        return found

    @cached_property
    def _attributes(self) -> dict[str, list[tuple[Element, str]]]:
        found: dict[str, list[tuple[Element, str]]] = defaultdict(list)
        foreign = self._foreign
        for element in self.elements:
            if foreign and element.tag in foreign:  # what its attributes mean TEI does not say
                if element.tag.startswith(EXAMPLES) and element.tag != EXAMPLE:
                    continue  # an example is shown, and may be wrong on purpose
                for key in _XML_ATTRIBUTES:
                    if (value := element.get(key)) is not None:
                        found[key].append((element, value))
                continue
            for key, value in element.items():
                found[key].append((element, value))
        return found

    def named(self, *names: str) -> list[Element]:
        """The elements of these local names, in document order."""
        if len(names) == 1:
            return self._names.get(names[0], [])
        found = [element for one in names for element in self._names.get(one, [])]
        return sorted(found, key=self.layout.index.__getitem__)

    def having(self, attribute: str) -> list[tuple[Element, str]]:
        """The elements with an attribute and its value, in document order."""
        return self._attributes.get(attribute, [])

    def values(self, attribute: str) -> dict[str, list[Element]]:
        """The elements with an attribute by its value, each list in document order."""
        known = self._values
        if attribute not in known:
            known[attribute] = {}
            for element, value in self.having(attribute):
                known[attribute].setdefault(value, []).append(element)
        return known[attribute]

    def tokens(self, attribute: str) -> frozenset[str]:
        """All that stands between blanks in the values of an attribute."""
        known = self._tokens
        if attribute not in known:
            values = {value for _, value in self.having(attribute)}
            known[attribute] = frozenset(token for value in values for token in value.split())
        return known[attribute]

    @cached_property
    def _tokens(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _values(self) -> dict[str, dict[str, list[Element]]]:
        return {}

    @cached_property
    def attribute_names(self) -> tuple[str, ...]:
        return tuple(sorted(self._attributes))

    @cached_property
    def declared(self) -> tuple[Declared, ...]:
        """The attributes that the file itself declares in its DOCTYPE."""
        return declared(self.source) if self.tree.docinfo.internalDTD is not None else ()

    @cached_property
    def ids(self) -> dict[str, Element]:
        """The first element of each xml:id, and of what the DOCTYPE declares to be an id."""
        found: dict[str, Element] = {}
        for element, value in self.having(XML_ID):
            found.setdefault(value.strip(), element)
        for one in self.declared:
            for element in self.named(one.name) if one.kind == "ID" else ():
                if value := (element.get(one.key) or "").strip():
                    found.setdefault(value, element)
        return found

    @property
    def runs(self) -> Sequence[Run]:
        return self.layout.runs

    def runs_with(self, signs: re.Pattern[str], others: re.Pattern[str] | None = None) -> list[Run]:
        """The runs in which one of a class of characters stands, all of them beyond ASCII.

        With `others` only those in which one of these stands as well.
        """
        if not signs.search("".join(self.letters)):
            return []
        if others is None:
            return self.runs_where(signs.search)
        beside = others.search
        return self.runs_where(lambda text: beside(text) and signs.search(text))

    def runs_where(self, found: Callable[[str], object]) -> list[Run]:
        """The runs that are not all ASCII and in whose text something is found."""
        if not self.letters:
            return []
        return [self.runs[i] for i, text in self.layout.beyond_ascii if found(text)]

    def ancestor(self, element: Element, *names: str) -> Element | None:
        """As the function; remembered for all that stands around, for rules that ask often."""
        known = self._around[names]
        node = element.getparent()
        if node in known:  # most have a neighbour that was asked about before
            return known[node]
        path = []
        while node is not None and node not in known:
            path.append(node)
            if name(node) in names:
                known[node] = node
                break
            node = node.getparent()
        found = known[node] if node is not None else None
        known.update(dict.fromkeys(path, found))
        return found

    @cached_property
    def _around(self) -> dict[tuple[str, ...], dict[Element, Element | None]]:
        return defaultdict(dict)

    def order(self, node: Element) -> int:
        """The rank of a node in document order."""
        return self.layout.index[node]

    def inside(self, inner: Element, outer: Element) -> bool:
        """Does `inner` stand within `outer` (or is it the same)?"""
        return self.order(outer) <= self.order(inner) <= self.layout.last(outer)

    def text(self, element: Element, skip: frozenset[str] = NOT_TEXT) -> str:
        """The text below an element, leaving out what stands in `skip`, white space folded."""
        if not len(element):  # most readings
            return " ".join((element.text or "").split())
        if skip is NOT_TEXT:
            begin, end = self.layout.span_of_runs(element)
            kept = self._own_text[begin:end]
            if any(kept):  # so the element is not itself apart, and what is so is to be skipped
                return " ".join("".join(compress(self.layout.texts[begin:end], kept)).split())
        return " ".join("".join(r.text for r in self.text_runs(element, skip)).split())

    def text_runs(self, element: Element, skip: frozenset[str] = NOT_TEXT) -> Iterator[Run]:
        """The pieces of text below an element that do not stand in an element of `skip`."""
        for run in self.layout.runs_in(element):
            node = run.parent
            while node is not element and name(node) not in skip:
                node = node.getparent()
            if node is element:
                yield run

    @cached_property
    def _own_text(self) -> bytearray:
        """For each run 1 if it is text of the document, 0 if it is apart (header, note, SVG, …)."""
        own = bytearray(b"\1") * len(self.runs)
        for element in self.elements if self._foreign else ():
            inside = element.tag not in self._foreign
            above = element.getparent()
            if not inside or (above is not None and above.tag in self._foreign):
                begin, end = self.layout.span_of_runs(element)
                own[begin:end] = bytes([inside]) * (end - begin)
        for one in NOT_TEXT:
            for element in self.named(one):
                begin, end = self.layout.span_of_runs(element)
                own[begin:end] = bytes(end - begin)
        return own

    @property
    def text_body(self) -> Iterator[Run]:
        """The runs that are text of the document."""
        return compress(self.runs, self._own_text)

    def saying(self, *signs: str) -> list[Run]:
        """The runs that are text of the document and in which one of these signs stands."""
        own = self._own_text
        found = {i for sign in signs for i in self.layout.saying(sign)}
        return [self.runs[i] for i in sorted(found) if own[i]]

    @cached_property
    def _language(self) -> dict[Element, str]:
        return {}

    def language(self, element: Element) -> str:
        """The language tag that holds at an element; "" where none does."""
        known = self._language
        path = []
        node, found = element, ""
        while node is not None:
            if node in known:
                found = known[node]
                break
            path.append(node)
            if (own := node.get(XML_LANG)) is not None:
                found = own
                break
            node = node.getparent()
        known.update(dict.fromkeys(path, found))
        return found

    def descendants(self, element: Element, *names: str) -> list[Element]:
        """The elements of these names below an element."""
        found: list[Element] = []
        if not len(element):  # most readings
            return found
        order = self.layout.index.__getitem__
        first, last = order(element) + 1, self.layout.last(element)
        for one in names:
            every = self.named(one)
            found += every[
                bisect_left(every, first, key=order) : bisect_right(every, last, key=order)
            ]
        return found

    def _rank(self, element: Element) -> int:
        """The number of an element among its siblings of the same name, from 1.

        Only the children of the elements around a finding are ever counted.
        """
        if element not in self._ranks:
            counts: dict[str, int] = {}
            for child in element.getparent():
                if isinstance(child.tag, str):
                    own = local_name(child.tag)
                    counts[own] = self._ranks[child] = counts.get(own, 0) + 1
        return self._ranks[element]

    @cached_property
    def _ranks(self) -> dict[Element, int]:
        return {}

    def xpath(self, element: Element) -> str:
        """The path of an element with its number at every step: `/TEI/text[1]/body[1]`."""
        paths = self._paths
        above = []
        node = element
        while node not in paths:
            above.append(node)
            node = node.getparent()
        for node in reversed(above):
            paths[node] = f"{paths[node.getparent()]}/{local_name(node.tag)}[{self._rank(node)}]"
        return paths[element]

    @cached_property
    def _paths(self) -> dict[Element, str]:
        return {self.root: "/" + self.root.tag.rpartition("}")[2]}

    def near(self, element: Element) -> str:
        """The nearest xml:id (`#x`) or @n of an element or of those around it."""
        known = self._near
        path = []
        node = element
        found = ""
        while node is not None:
            if node in known:
                found = known[node]
                break
            path.append(node)
            if identity := node.get(XML_ID):
                found = f"#{identity}"
                break
            if number := node.get("n"):
                found = f'{name(node)} n="{number}"'
                break
            node = node.getparent()
        known.update(dict.fromkeys(path, found))
        return found

    @cached_property
    def _near(self) -> dict[Element, str]:
        return {}


def name(element: Element) -> str:
    """The local name of a TEI element or one without namespace; "" for all else."""
    return _own(element.tag)


@lru_cache(maxsize=4096)
def _own(tag: Any) -> str:
    if not isinstance(tag, str):
        return ""  # a comment or a processing instruction
    if tag[0] != "{":
        return tag
    namespace, _, own = tag[1:].partition("}")
    return own if namespace == TEI else ""


def ancestor_or_self(element: Element, *names: str) -> Element | None:
    """This element if it bears one of the names, else the nearest around it that does."""
    return element if name(element) in names else ancestor(element, *names)


def ancestor(element: Element, *names: str) -> Element | None:
    """The nearest element around this one that bears one of the names."""
    node = element.getparent()
    while node is not None and name(node) not in names:
        node = node.getparent()
    return node
