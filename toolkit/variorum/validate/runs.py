"""The pieces of text of a tree, in document order, and between which of them each node stands.

A document has more pieces of text than nodes, and most are only glanced at: they are kept as
columns, and a `Run` is made of one when somebody asks where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, overload

from ..text.xml import tails

OUTSIDE = -1  # the number of what is around the root element
Piece = tuple[str, int]  # a text and the offset in the source at which it begins


@dataclass(eq=False, slots=True)
class Run:
    """An unbroken piece of text: the element it stands in, what it says, where it begins."""

    parent: Any
    text: str
    number: int  # among all runs
    anchor: int  # the number of the node whose start tag it follows; ~number: whose end
    cdata: int = -1  # offset in the source, of a piece beside or within a CDATA section
    start: int = -1  # the same of any run, once it was looked for


@dataclass(slots=True)
class Columns:
    """Of each run its text and anchor; of each node the run that follows its start, its end."""

    texts: list[str]
    anchors: list[int]
    first: list[int]
    after: list[int]
    cdata: dict[int, int] = field(default_factory=dict)  # of a run: its offset in the source


def columns(nodes: list[Any], around: list[int], asides: list[int]) -> Columns:
    """Go through a tree once; `around` has the number of every node's parent.

    The text of `asides`, comments and processing instructions, is none.
    """
    texts: list[str] = []
    anchors: list[int] = []
    first: list[int] = []
    after = [0] * len(nodes)
    after_each = tails(nodes)
    say, tie, begin = texts.append, anchors.append, first.append
    inside: list[str | None] = [node.text for node in nodes]
    for i in asides:
        inside[i] = None
    inner = OUTSIDE  # the innermost of those that are open
    for number, (outer, text) in enumerate(zip([*around, OUTSIDE], [*inside, ""])):
        while inner != outer:
            after[inner] = len(texts)
            if (text_after := after_each[inner]) and inner:
                say(text_after)
                tie(~inner)
            inner = around[inner]
        begin(len(texts))
        if text:
            say(text)
            tie(number)
        inner = number
    return Columns(texts, anchors, first, after)


def divided(whole: Columns, pieces: list[list[Piece]]) -> Columns:
    """The same where each text is made up of pieces, CDATA sections and what stands between.

    A text without pieces stays one run, whose offset is found from its anchor.
    """
    shift = [0, *accumulate(max(len(some), 1) for some in pieces)]
    texts: list[str] = []
    anchors: list[int] = []
    cdata: dict[int, int] = {}
    for text, anchor, some in zip(whole.texts, whole.anchors, pieces):
        for said, at in some or [(text, -1)]:
            if at >= 0:
                cdata[len(texts)] = at
            texts.append(said)
            anchors.append(anchor)
    first = [shift[i] for i in whole.first]
    after = [shift[i] for i in whole.after]
    return Columns(texts, anchors, first, after, cdata)


class Runs(Sequence[Run]):
    """Every run of a document, each made when it is first asked for."""

    def __init__(self, nodes: list[Any], around: list[int], known: Columns) -> None:
        self._nodes = nodes
        self._around = around
        self._columns = known
        self._made: dict[int, Run] = {}

    def __len__(self) -> int:
        return len(self._columns.texts)

    @overload
    def __getitem__(self, which: int) -> Run: ...
    @overload
    def __getitem__(self, which: slice) -> list[Run]: ...
    def __getitem__(self, which: int | slice) -> Run | list[Run]:
        if isinstance(which, slice):
            return [*map(self._run, range(len(self))[which])]
        return self._run(range(len(self))[which])

    def __iter__(self) -> Iterator[Run]:
        return map(self._run, range(len(self)))

    def _run(self, number: int) -> Run:
        if (made := self._made.get(number)) is None:
            known = self._columns
            anchor = known.anchors[number]
            parent = self._nodes[anchor if anchor >= 0 else self._around[~anchor]]
            at = known.cdata.get(number, -1)
            made = self._made[number] = Run(parent, known.texts[number], number, anchor, at)
        return made
