"""The pieces of text of a tree, in document order, and between which of them each node stands.

A document has more pieces of text than nodes, and most are only glanced at: they are kept as
columns, and a `Run` is made of one when somebody asks where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from ...relaxng.source import Positions, marks
from ...relaxng.source.marks import LINE_END, plain

_PIECE = re.compile(r"([^<]+)|<!\[CDATA\[(.*?)\]\]>", re.S)


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


def columns(positions: Positions) -> Columns:
    """What the texts between a document's marks mean, each a run.

    One with CDATA sections is several: the sections and what stands between.
    """
    scan = positions.scan
    if marks.CDATA not in positions.source:
        texts = scan.texts
        if "\r" in positions.source:
            texts = [*map(plain, texts)]
        elif "&" in positions.source:
            texts = [plain(text) if "&" in text else text for text in texts]
        return Columns(texts, scan.anchors, scan.first, scan.after)
    texts, anchors = [], []
    cdata: dict[int, int] = {}
    shift = [0]  # the number of the first run of every text
    for text, anchor in zip(scan.texts, scan.anchors):
        if "<" not in text:
            texts.append(plain(text))
            anchors.append(anchor)
        elif plain(text):
            for said, at in _pieces(text, positions.after(anchor)):
                cdata[len(texts)] = at
                texts.append(said)
                anchors.append(anchor)
        shift.append(len(texts))
    first = [shift[i] for i in scan.first]
    after = [shift[i] for i in scan.after]
    return Columns(texts, anchors, first, after, cdata)


def _pieces(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The CDATA sections of a text and what stands between, each with its offset."""
    for piece in _PIECE.finditer(text):
        if piece[1]:
            yield plain(piece[1]), start + piece.start(1)
        else:
            yield LINE_END.sub("\n", piece[2]), start + piece.start(2)


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
