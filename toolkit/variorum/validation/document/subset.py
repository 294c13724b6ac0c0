"""What the DOCTYPE of a file declares of attributes in its internal subset: types and defaults.

lxml reports this only of elements that are declared as well, so the declarations are read as they
are written; the parser has accepted them. External subsets are never read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ...relaxng.source.marks import COMMENT, LITERAL, doctype
from ...text.xml import XML, local

Element = Any  # lxml's, which is imported only where it is used

_DECLARATION = re.compile(
    rf"\s+|{COMMENT}|(<!ATTLIST)\s+(\S+)((?>[^>\"']+|{LITERAL})*)>|<!(?>[^>\"']+|{LITERAL})*>",
    re.S,
)
_ATTRIBUTE = re.compile(
    rf"\s+([^\s\"'(>]+)\s+([A-Z]+|(?:NOTATION\s*)?\([^)]*\))\s*"
    rf"(?:#REQUIRED|#IMPLIED|(?:#FIXED\s*)?({LITERAL}))"
)


@dataclass(frozen=True, slots=True)
class Declared:
    """One attribute of one element as it is declared; where its declaration begins."""

    element: str
    attribute: str
    kind: str  # CDATA, ID, NMTOKEN … or the names that are allowed
    default: str | None
    at: int

    @property
    def name(self) -> str:
        """The element's name without a prefix."""
        return self.element.rpartition(":")[2]

    @property
    def key(self) -> str:
        """The attribute's name as the tree has it."""
        return self.attribute.replace("xml:", f"{{{XML}}}", 1)

    @property
    def binds_namespace(self) -> bool:
        return self.attribute == "xmlns" or self.attribute.startswith("xmlns:")


def declared(source: str) -> tuple[Declared, ...]:
    """The attributes that the internal subset declares; of two declarations the first holds."""
    found: dict[tuple[str, str], Declared] = {}
    for one in _declarations(source):
        found.setdefault((one.element, one.attribute), one)
    return tuple(found.values())


def _declarations(source: str) -> Iterator[Declared]:
    found = doctype(source)
    at, end = found.span(2) if found else (-1, -1)  # -1 too where it declares nothing itself
    while at >= 0 and (match := _DECLARATION.match(source, at, end)):
        at = match.end()
        if match[1]:
            for attribute in _ATTRIBUTE.finditer(match[3]):
                default = attribute[3][1:-1] if attribute[3] else None
                yield Declared(match[2], attribute[1], attribute[2], default, match.start())


def supply(every: Sequence[Declared], elements: Iterable[Element]) -> list[Declared]:
    """Give the elements what is declared as their default, as any reader of XML has to.

    Returns what was given to any. Of the tree as it is parsed `get` alone knows the defaults; the
    namespaces are the parser's business.
    """
    given = []
    named = _as_written(elements)
    for one in every:
        if one.default is None or one.binds_namespace or ":" in one.attribute.removeprefix("xml:"):
            continue
        lacking = [e for e in named.get(one.element, ()) if one.key not in list(e.keys())]
        for element in lacking:
            element.set(one.key, element.get(one.key, one.default))
        given += [one] if lacking else []
    return given


def namespaces(
    every: Sequence[Declared],
    elements: Iterable[Element],
    attributes: Callable[[Element], list[str]],
) -> list[Declared]:
    """The elements that have their namespace from here and not from their tag.

    `attributes` gives the names that are written in the tag of an element.
    """
    named = _as_written(elements)
    return [
        one
        for one in every
        if one.default is not None and one.binds_namespace
        for element in named.get(one.element, ())[:1]
        if one.attribute not in attributes(element)
    ]


def _as_written(elements: Iterable[Element]) -> dict[str, list[Element]]:
    """The elements by their names with prefixes, which a DTD takes as they stand."""
    found: dict[str, list[Element]] = {}
    for element in elements:
        own = local(element)
        found.setdefault(f"{element.prefix}:{own}" if element.prefix else own, []).append(element)
    return found
