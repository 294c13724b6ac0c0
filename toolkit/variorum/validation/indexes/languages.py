"""Where a document names languages, and what is said in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...text.xml import EXAMPLE, XML_LANG
from ..document.document import Element, name

if TYPE_CHECKING:
    from ..document.document import Document

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


# Names of elements and the like: no words of any language.
# An editor's words about a text, which need not be in its language.
_ASIDES = ("note", "interpGrp", "witDetail", "listRelation")
# What a dictionary says about a word is in the language of the dictionary.
_GRAMMAR = ("gramGrp", "gram", "pos", "usg", "lbl", "def", "gloss", "etym")
_CODE = ("gi", "att", "val", "code", "ident", "tag", "eg", "formula")


def spoken(document: Document) -> Iterator[tuple[Element, str]]:
    """Each element with an @xml:lang, and the text to which that applies, code apart."""
    layout, said = document.layout, document.layout.texts
    examples = document.tags.get(EXAMPLE, [])
    if code := [*document.named(*_CODE), *examples]:
        said = list(said)
        for element in code:
            first, last = layout.span_of_runs(element)
            said[first:last] = [""] * (last - first)
    texts: dict[Element, list[str]] = {}
    around: list[tuple[Element, int]] = []  # the bearers that are open, with the run they end at
    position = 0

    def take(stop: int) -> None:
        """The runs up to one are the innermost bearer's, and where it ends its outer's."""
        nonlocal position
        while around:
            bearer, last = around[-1]
            end = min(stop, last)
            if end > position:
                texts.setdefault(bearer, []).extend(said[position:end])
                position = end
            if last > stop:
                return
            around.pop()
        position = stop

    bearers: list[Element] = []
    for element, value in document.having(XML_LANG):
        if value:
            bearers.append(element)
            if name(element) in ("TEI", "teiCorpus"):
                bearers += _silent_header(element)
    kinds = (*_ASIDES, *_GRAMMAR) if document.named("entry", "superEntry") else _ASIDES
    asides = [e for e in document.named(*kinds) if not e.get(XML_LANG)]
    if asides and bearers:
        bearers = sorted([*bearers, *asides], key=layout.index.__getitem__)
    for element in bearers:
        first, last = layout.span_of_runs(element)
        take(first)
        around.append((element, last))
    take(len(said))
    for element in bearers:
        if element in texts and element.get(XML_LANG):
            yield element, " ".join(texts[element])


def _silent_header(root: Element) -> list[Element]:
    """The header, if it does not say its language: that of a file is in practice its text's."""
    header = next(root.iterchildren("{*}teiHeader"), None)
    return [] if header is None or header.get(XML_LANG) else [header]
