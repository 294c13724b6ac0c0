"""Square brackets in the text of a document, paired within one block across its markup.

Where the block has readings in it, each witness's text is judged by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..document.document import Element, name
from ..document.runs import Run
from . import strands

if TYPE_CHECKING:
    from ..document.document import Document

Place = tuple[Run, int]

BLOCKS = frozenset(
    "p l ab head item cell opener closer salute signed dateline byline trailer u sp stage quote "
    "lem rdg titlePart docTitle label figDesc epigraph argument postscript body div text".split()
)
APPARATUS = frozenset("app lem rdg rdgGrp".split())
PRINTED = frozenset(
    "pron code eg formula ident val att gi tag metamark outputRendition rendition".split()
)
# Where brackets are of the trade: titles, references, etymologies; what is said about a text.
ABOUT = frozenset("title bibl biblStruct biblFull ref idno etym desc eventName".split())
_ABOUT_DIVS = frozenset("translation commentary bibliography apparatus discussion".split())
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


def collect(document: Document) -> Iterator[Block]:
    """Every block of the text that has a square bracket in it.

    None where the header says that all marks are kept in the text (`punctuation/@marks`): there
    brackets are the witnesses' own words, which an apparatus may cut between them.
    """
    if any(e.get("marks") == "all" for e in document.named("punctuation")):
        return
    places: dict[Element, list[Place]] = {}
    for run in document.saying("[", "]"):
        if not _printed(run.parent):
            found = [(run, m.start()) for m in re.finditer(r"[\[\]]", run.text)]
            places.setdefault(_block(run.parent), []).extend(found)
    for found in places.values():
        yield _pair_by_witness(found)


def _pair_by_witness(places: list[Place]) -> Block:
    """Pair what each witness has; a bracket is lone if it is so in the text of one of them."""
    chains = [strands.chain(run.parent) for run, _ in places]
    if not any(chains):
        return _pair(places)
    pairs: dict[tuple[Place, Place], None] = {}
    lone: dict[Place, None] = {}
    readers = strands.Readers()
    for siglum in strands.sigla(chains):
        own = _pair([p for p, chain in zip(places, chains) if readers.reads(siglum, chain)])
        pairs.update(dict.fromkeys(own.pairs))
        lone.update(dict.fromkeys(own.lone))
    return Block(sorted(pairs, key=lambda p: _offset(p[0])), sorted(lone, key=_offset))


def _offset(place: Place) -> tuple[int, int]:
    return place[0].number, place[1]


def holder(run: Run) -> Element:
    """The element that holds a run, not counting the readings of the text."""
    node = run.parent
    while name(node) in APPARATUS and node.getparent() is not None:
        node = node.getparent()
    return node


def crosses_app(document: Document, opening: Place, closing: Place) -> bool:
    """Does an entry of the apparatus stand between two brackets of one element?"""
    apps = document.named("app")

    def before(app: Element) -> int:
        """How many runs stand before an entry."""
        return document.layout.span_of_runs(app)[0]

    at = bisect_right(apps, opening[0].number, key=before)
    return at < len(apps) and before(apps[at]) <= closing[0].number


def _pair(places: list[Place]) -> Block:
    """Balanced pairs and what is left; `[: … :]` are marks of repetition in a song."""
    block, stack = Block(), list[Place]()
    repeated = 0  # marks of repetition that are open
    for place in places:
        run, at = place
        if run.text[at : at + 2] == "[:":
            repeated += 1
            continue
        if repeated and run.text[max(at - 1, 0) : at + 1] == ":]":
            repeated -= 1
            continue
        if run.text[at] == "[":
            stack.append(place)
        elif stack:
            block.pairs.append((stack.pop(), place))
        else:
            block.lone.append(place)
    block.lone.extend(stack)
    block.pairs.sort(key=lambda pair: _offset(pair[0]))
    block.lone.sort(key=_offset)
    return block


def _block(element: Element) -> Element:
    node = element
    while node.getparent() is not None:
        own = name(node)
        if own in BLOCKS and not (own in strands.READINGS and strands.inline(node)):
            break
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


def said_about(element: Element) -> bool:
    """Is it no text of a source: a title, a reference, a translation, a commentary?"""
    node = element
    while node is not None:
        own = name(node)
        if own in ABOUT or (own == "div" and node.get("type") in _ABOUT_DIVS):
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
    layout, texts = document.layout, document.layout.texts
    i = layout.index[element]
    first, after = layout.span_of_runs(element)
    left = texts[first - 1] if first else ""
    if after == len(texts) or (run := layout.runs[after]).anchor != ~i:
        return left, ""
    touches = run.cdata < 0 or layout.start_of(run) == layout.end(i)
    return left, run.text if touches else ""
