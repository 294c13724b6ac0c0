"""Where things stand in the raw source: tags, attributes, text, to line and column.

libxml2 keeps one line number an element and nothing else. So the raw bytes are read once more,
only when a place is asked for, tag by tag and without a grammar; the document
must be well-formed. Elements are numbered in document order from 0, the root; comments and
processing instructions inside the root likewise, on their own. Offsets are bytes of
`Positions.data`; lines and columns count from 1, columns in code points.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from codecs import BOM_UTF8

from . import marks

_ATTRIBUTE = re.compile(rb"\s([^\s=\"'<>/]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
Span = tuple[int, int]


class Positions:
    """The places of a document's mark-up."""

    def __init__(self, source: bytes, encoding: str = "utf-8") -> None:
        again = marks.in_utf8(source, encoding)
        self.encoding = encoding if again is None else "utf-8"
        self.data = (source if again is None else again).removeprefix(BOM_UTF8)
        self._tag: tuple[int, dict[bytes, tuple[int, int, int]]] = (-1, {})
        self._starts = array("Q")
        self._start_ends = array("Q")
        self._ends = array("Q")
        self._end_ends = array("Q")
        self._miscs = array("Q")
        self._lines: array[int] | None = None
        self._scanned = False

    def _scan(self) -> None:
        if self._scanned:
            return
        self._scanned = True
        starts, start_ends = self._starts.append, self._start_ends.append
        ends, end_ends = self._ends, self._end_ends
        open_elements: list[int] = []
        data = marks.without_doctype(self.data)
        begin = data.find(b"<")
        pieces = marks.cut(data)
        for piece in pieces:
            first = piece[0]
            end = begin + len(piece) + 1  # of the piece; then of the tag
            following = end
            if first == marks.END:
                end = begin + piece.index(b">") + 2
                number = open_elements.pop()
                ends[number], end_ends[number] = begin, end
            elif first in marks.ASIDE:
                tag, text = marks.aside(piece, pieces)
                end = begin + len(tag) + 2
                following = end + len(text)
                if open_elements:
                    self._miscs.append(end)
            else:
                tag, _, text = piece.partition(b">")
                if b"'" in tag or tag.count(b'"') % 2:
                    tag, text = marks.whole(tag, text)
                end -= len(text)
                if not tag.endswith(b"/"):
                    open_elements.append(len(ends))
                starts(begin)
                start_ends(end)
                ends.append(begin)
                end_ends.append(end)
            begin = following

    def __len__(self) -> int:
        """The number of elements."""
        self._scan()
        return len(self._starts)

    def start_tag(self, number: int) -> Span:
        """The start tag of an element, `<` to `>`."""
        self._scan()
        return self._starts[number], self._start_ends[number]

    def end_tag(self, number: int) -> Span:
        """The end tag of an element; of an empty-element tag, the tag itself."""
        self._scan()
        return self._ends[number], self._end_ends[number]

    def attribute(self, number: int, name: str) -> Span | None:
        """An attribute of an element, name to closing quote; `name` as written, with its prefix."""
        found = self._attribute(number, name)
        return (found[0], found[2]) if found else None

    def value(self, number: int, name: str) -> Span | None:
        """The value of an attribute, without its quotes."""
        found = self._attribute(number, name)
        return (found[1] + 1, found[2] - 1) if found else None

    def _attribute(self, number: int, name: str) -> tuple[int, int, int] | None:
        """Begin, quote and end of an attribute; of the last tag asked for all are kept."""
        if self._tag[0] != number:
            every: dict[bytes, tuple[int, int, int]] = {}
            for found in _ATTRIBUTE.finditer(self.data, *self.start_tag(number)):
                every.setdefault(found[1], (found.start(1), found.start(2), found.end(2)))
            self._tag = number, every
        return self._tag[1].get(name.encode(self.encoding, "replace"))

    def text_after(self, kind: str, number: int) -> Span:
        """The text that follows a start tag, an end tag (`end`) or a comment or PI (`misc`)."""
        self._scan()
        ends = {"start": self._start_ends, "end": self._end_ends, "misc": self._miscs}[kind]
        begin = ends[number]
        end = self.data.find(b"<", begin)
        while self.data.startswith(marks.CDATA, end):
            end = self.data.find(b"<", self.data.find(b"]]>", end))
        return begin, end if end >= 0 else len(self.data)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        lines = self._line_starts()
        line = bisect_right(lines, offset)
        before = self.data[lines[line - 1] : offset]
        return line, len(before.decode(self.encoding, "replace")) + 1

    def line(self, offset: int) -> int:
        """The line of an offset."""
        return bisect_right(self._line_starts(), offset)

    def line_start(self, line: int) -> int:
        """The offset at which a line begins."""
        return self._line_starts()[line - 1]

    def _line_starts(self) -> array[int]:
        if self._lines is None:
            lines = array("Q", [0])
            pattern = rb"\r\n?|\n" if b"\r" in self.data else rb"\n"
            lines.extend(found.end() for found in re.finditer(pattern, self.data))
            self._lines = lines
        return self._lines


def text_pieces(data: bytes, begin: int, end: int) -> list[Span]:
    """Cut a run of text as jing's parser hands it over: two lines at a time.

    Each piece is the line feeds that open it and what follows up to the next line's end, twice;
    references are pieces of their own. jing names the place where a piece ends.
    """
    pieces: list[Span] = []
    at = begin
    while at < end:
        if data[at] == 0x26:  # "&"
            stop = data.find(b";", at, end) + 1 or end
        elif data.startswith(b"<![CDATA[", at):
            stop = data.find(b"]]>", at, end) + 3
        else:
            stop = _line_end(data, _line_end(data, at, end), end)
        pieces.append((at, stop))
        at = max(stop, at + 1)
    return pieces


_STRETCH = re.compile(rb"\]?[\r\n]*[^\r\n&<\]]*")


def _line_end(data: bytes, at: int, end: int) -> int:
    found = _STRETCH.match(data, at, end)
    return found.end() if found else end
