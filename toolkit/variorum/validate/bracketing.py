"""Square brackets in the text of a document, paired within one block across its markup."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .document import Element, name
from .layout import Run

if TYPE_CHECKING:
    from .document import Document

Place = tuple[Run, int]

BLOCKS = frozenset(
    "p l ab head item cell opener closer salute signed dateline byline trailer u sp stage quote "
    "lem rdg titlePart docTitle label figDesc epigraph argument postscript body div text".split()
)
PRINTED = frozenset("code egXML eg formula ident val att gi tag".split())
SUPPLIED = frozenset("supplied ex".split())


@dataclass(slots=True)
class Block:
    """The brackets of one block: balanced pairs, and those without partner."""

    pairs: list[tuple[Place, Place]] = field(default_factory=list)
    lone: list[Place] = field(default_factory=list)

    def between(self, opening: Place, closing: Place) -> str:
        """What stands between two brackets of one run, white space folded."""
        run, at = opening
        stop = closing[1] if closing[0] is run else len(run.text)
        return " ".join(run.text[at + 1 : stop].split())


def bracketed(document: Document) -> Iterator[Block]:
    """Every block of the text that has a square bracket in it."""
    places: dict[Element, list[Place]] = {}
    for run in document.text_body:
        if ("[" in run.text or "]" in run.text) and not _printed(run.parent):
            found = [(run, m.start()) for m in re.finditer(r"[\[\]]", run.text)]
            places.setdefault(_block(run.parent), []).extend(found)
    for found in places.values():
        yield _pair(found)


def _pair(places: list[Place]) -> Block:
    block, stack = Block(), list[Place]()
    for place in places:
        run, at = place
        if run.text[at] == "[":
            stack.append(place)
        elif stack:
            block.pairs.append((stack.pop(), place))
        else:
            block.lone.append(place)
    block.lone.extend(stack)
    block.pairs.sort(key=lambda pair: (pair[0][0].start, pair[0][1]))
    block.lone.sort(key=lambda place: (place[0].start, place[1]))
    return block


def _block(element: Element) -> Element:
    node = element
    while name(node) not in BLOCKS and node.getparent() is not None:
        node = node.getparent()
    return node


def _printed(element: Element) -> bool:
    """Are brackets to be left alone here: code, or @rend that speaks of them?"""
    node = element
    while node is not None:
        if name(node) in PRINTED or "bracket" in (node.get("rend") or ""):
            return True
        node = node.getparent()
    return False


def in_supplied(run: Run) -> bool:
    """Does a run stand in an element that says already that its content is supplied?"""
    node = run.parent
    while node is not None and name(node) not in BLOCKS:
        if name(node) in SUPPLIED:
            return True
        node = node.getparent()
    return False


def around(document: Document, element: Element) -> tuple[str, str]:
    """The text that touches an element on its left and on its right."""
    layout = document.layout
    i = layout.index[element]
    before = bisect_left(layout.run_starts, layout.starts[i]) - 1
    after = bisect_right(layout.run_starts, layout.ends[i] - 1)
    left = layout.runs[before].text if before >= 0 else ""
    right = layout.runs[after].text if after < len(layout.runs) else ""
    touches = after < len(layout.runs) and layout.run_starts[after] == layout.ends[i]
    return left, right if touches else ""
