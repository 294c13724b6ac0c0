"""Where things stand in the source: tags, attributes, text, to line and column.

libxml2 keeps one line number an element and nothing else. So the source is read once more, tag by
tag and without a grammar, when a place is first asked for; only text that the parser has accepted.
Nodes (elements, and the comments and processing instructions inside the root) are numbered in
document order from 0, the root; elements also by themselves. Offsets are characters of the
source; lines and columns count from 1, columns in code points.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from . import marks

OUTSIDE = -1  # the number of what is around the root element
_OPENED = re.compile(
    r"<(?:!--.*?--|\?.*?\?|[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*)>", re.S
)
_NAME = re.compile(r"<[^\s/>]+")
_ATTRIBUTE = re.compile(r"\s([^\s=\"'<>/]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_LINE_END = re.compile(r"\r\n|\n|\r")
Span = tuple[int, int]


class Attribute(NamedTuple):
    """An attribute as written: its name, where that begins, where its value begins and ends."""

    name: str
    start: int
    value: int
    end: int


class Scan:
    """What one reading of all mark-up finds: of every node, and of every text between them."""

    def __init__(self, source: str) -> None:
        self.starts = array("q")  # of every node: the offset of its "<"
        self.ends = array("q")  # the offset after the whole of it
        self.around: list[int] = []  # the number of its parent
        self.first: list[int] = []  # the number of the first text that follows its start tag
        self.after: list[int] = []  # of the first that follows its end
        self.texts: list[str] = []  # of every text: its letters as written
        self.anchors: list[int] = []  # the number of the node whose start it follows; ~: whose end
        self.asides: list[int] = []  # the numbers of comments and processing instructions
        self._read(source)

    def _read(self, source: str) -> None:
        """Go through the pieces in one go, since every letter passes here."""
        start, ended, outer = self.starts.append, self.ends, self.around.append
        first, after = self.first.append, self.after
        say, tie = self.texts.append, self.anchors.append
        number, inner, said = OUTSIDE, OUTSIDE, 0
        shown = marks.without_doctype(source)
        begin = shown.find("<")
        pieces = marks.pieces(shown)
        for piece in pieces:
            tag, _, text = piece.partition(">")
            following = begin + len(piece) + 1
            if (sign := tag[0]) == marks.END:
                ended[inner] = begin + len(tag) + 2
                after[inner] = said
                anchor, inner = ~inner, self.around[inner]
            elif sign in marks.ASIDE:
                tag, text = marks.aside(piece, pieces)
                following = begin + len(tag) + len(text) + 2
                if inner == OUTSIDE:
                    begin = following
                    continue
                number += 1
                self.asides.append(number)
                start(begin)
                ended.append(begin + len(tag) + 2)
                outer(inner)
                first(said)
                after.append(said)
                anchor = ~number
            else:
                if ">" in text:  # or still in the tag
                    tag, text = marks.whole(tag, text)
                number += 1
                start(begin)
                outer(inner)
                first(said)
                after.append(said)
                if tag[-1] == "/":
                    ended.append(begin + len(tag) + 2)
                    anchor = ~number
                else:
                    ended.append(0)
                    anchor = inner = number
            if text and inner != OUTSIDE:
                say(text)
                tie(anchor)
                said += 1
            begin = following


class Positions:
    """The places of a document's mark-up."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._opened: dict[int, int] = {}
        self._asked: tuple[int, dict[str, Attribute]] = (OUTSIDE, {})

    @cached_property
    def scan(self) -> Scan:
        """All that was found in reading the source."""
        return Scan(self.source)

    # ---- nodes, by their number among all -----------------------------------------------------

    def start(self, node: int) -> int:
        """The offset of the "<" with which a node begins."""
        return self.scan.starts[node]

    def opened(self, node: int) -> int:
        """The offset after a start tag, comment or processing instruction."""
        if (known := self._opened.get(node)) is None:
            found = _OPENED.match(self.source, self.scan.starts[node])
            assert found, self.source[self.scan.starts[node] :][:80]
            known = self._opened[node] = found.end()
        return known

    def end(self, node: int) -> int:
        """The offset after the whole of a node."""
        return self.scan.ends[node]

    def after(self, anchor: int) -> int:
        """The offset at which the text begins that follows a start (or ~number: an end)."""
        return self.opened(anchor) if anchor >= 0 else self.scan.ends[~anchor]

    def attributes(self, node: int) -> dict[str, Attribute]:
        """An element's attributes by name, in order; of the last one asked for they are kept."""
        if self._asked[0] != node:
            self._asked = node, {found.name: found for found in self._attributes(node)}
        return self._asked[1]

    def _attributes(self, node: int) -> Iterator[Attribute]:
        name = _NAME.match(self.source, self.scan.starts[node])
        for found in _ATTRIBUTE.finditer(self.source, name.end() if name else 0, self.opened(node)):
            end = found.end() - 1
            begin = self.source.rindex(self.source[end], found.end(1), end) + 1
            yield Attribute(found[1], found.start(1), begin, end)

    # ---- elements, by their number among themselves -------------------------------------------

    @cached_property
    def _elements(self) -> range | list[int]:
        """The number among all nodes of every element."""
        asides = set(self.scan.asides)
        every = range(len(self.scan.starts))
        return [i for i in every if i not in asides] if asides else every

    def __len__(self) -> int:
        """The number of elements."""
        return len(self._elements)

    def start_tag(self, number: int) -> Span:
        """The start tag of an element, `<` to `>`."""
        node = self._elements[number]
        return self.scan.starts[node], self.opened(node)

    def end_tag(self, number: int) -> Span:
        """The end tag of an element; of an empty-element tag, the tag itself."""
        end = self.scan.ends[self._elements[number]]
        return self.source.rindex("<", 0, end), end

    def attribute(self, number: int, name: str) -> Attribute | None:
        """An attribute of an element; `name` as written, with its prefix."""
        return self.attributes(self._elements[number]).get(name)

    def text_after(self, kind: str, number: int) -> Span:
        """The text that follows a start tag, an end tag (`end`) or a comment or PI (`misc`)."""
        if kind == "misc":
            begin = self.scan.ends[self.scan.asides[number]]
        else:
            node = self._elements[number]
            begin = self.opened(node) if kind == "start" else self.scan.ends[node]
        end = self.source.find("<", begin)
        while self.source.startswith(marks.CDATA, end):
            end = self.source.find("<", self.source.find("]]>", end))
        return begin, end if end >= 0 else len(self.source)

    # ---- lines --------------------------------------------------------------------------------

    @cached_property
    def lines(self) -> array[int]:
        """The offset at which each line begins."""
        if "\r" in self.source:
            return array("q", [0, *(m.end() for m in _LINE_END.finditer(self.source))])
        lengths = [len(line) + 1 for line in self.source.split("\n")]
        return array("q", accumulate(lengths[:-1], initial=0))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    def line(self, offset: int) -> int:
        """The line of an offset."""
        return bisect_right(self.lines, offset)

    def line_start(self, line: int) -> int:
        """The offset at which a line begins."""
        return self.lines[line - 1]


def text_pieces(source: str, begin: int, end: int) -> list[Span]:
    """Cut a run of text as jing's parser hands it over: two lines at a time.

    Each piece is the line feeds that open it and what follows up to the next line's end, twice;
    references are pieces of their own. jing names the place where a piece ends.
    """
    pieces: list[Span] = []
    at = begin
    while at < end:
        if source[at] == "&":
            stop = source.find(";", at, end) + 1 or end
        elif source.startswith(marks.CDATA, at):
            stop = source.find("]]>", at, end) + 3
        else:
            stop = _line_end(source, _line_end(source, at, end), end)
        pieces.append((at, stop))
        at = max(stop, at + 1)
    return pieces


_STRETCH = re.compile(r"\]?[\r\n]*[^\r\n&<\]]*")


def _line_end(source: str, at: int, end: int) -> int:
    found = _STRETCH.match(source, at, end)
    return found.end() if found else end
