"""Where a document names languages, and what is said in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..text.xml import XML_LANG
from .document import Element, name

if TYPE_CHECKING:
    from .document import Document

_LISTS = (("mainLang", "textLang"), ("otherLangs", "textLang"), ("ident", "language"))


def tags(document: Document) -> Iterator[tuple[Element, str, str]]:
    """Every language tag: the element, the attribute, one tag of its value."""
    for element, value in document.having(XML_LANG):
        if value.strip():
            yield element, XML_LANG, value.strip()
    for attribute, owner in _LISTS:
        for element, value in document.having(attribute):
            if name(element) == owner:
                for tag in value.split():
                    yield element, attribute, tag


def spoken(document: Document) -> Iterator[tuple[Element, str]]:
    """Each element with an @xml:lang, and the text to which that applies."""
    owner: dict[Element, Element | None] = {}
    texts: dict[Element, list[str]] = {}
    for run in document.runs:
        path, node = [], run.parent
        while node is not None and node not in owner and not node.get(XML_LANG):
            path.append(node)
            node = node.getparent()
        bearer = owner.get(node, node) if node is not None else None
        for step in path:
            owner[step] = bearer
        if bearer is not None:
            texts.setdefault(bearer, []).append(run.text)
    for element, value in document.having(XML_LANG):
        if value and element in texts:
            yield element, " ".join(texts[element])
