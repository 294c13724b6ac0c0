"""A text put together from pieces of several files, of which every letter knows where it stands.

What is included and what an entity stands for is put where it belongs before the parser sees the
text. So grammar, rules and Schematron read one document, and each finding is traced back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from ...relaxng.source import Positions

HOLE = "variorum-include"  # the instruction that stands where nothing could be put in
UNREAD = "unread"  # its text where a file was not read, which might bring in anything


class Written:
    """A file as it is written; its name is its path from the file that is checked, "" for that."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @cached_property
    def _positions(self) -> Positions:
        return Positions(self.text)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        return self._positions.place(offset)

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column; what stands beyond the end is the end."""
        lines = self._positions.lines
        if not 0 < line <= len(lines):
            return 0 if line < 1 else max(len(self.text) - 1, 0)
        return min(lines[line - 1] + max(column, 1) - 1, max(len(self.text) - 1, 0))

    def line(self, number: int, most: int = 2000) -> str:
        """The text of a line without its end, cut to a number of characters."""
        start = self._positions.line_start(number)
        stop = self.text.find("\n", start, start + most)
        return self.text[start : stop if stop >= 0 else start + most].rstrip("\r\n")


class Woven:
    """A text of pieces: each a stretch of another text, or letters that stand for a stretch."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._sources: list[Text] = []
        self._spans: list[tuple[int, int]] = []  # in the source
        self._moving: list[bool] = []  # letter by letter, or all for all
        self.length = 0

    def add(self, source: Text, start: int, end: int) -> None:
        """A stretch of another text."""
        if end > start:
            self._put(source.text[start:end], source, start, end, True)

    def put(self, text: str, source: Text, start: int, end: int) -> None:
        """Letters that stand for a stretch of another text."""
        if text:
            self._put(text, source, start, end, False)

    def _put(self, text: str, source: Text, start: int, end: int, moving: bool) -> None:
        self._pieces.append(text)
        self._starts.append(self.length)
        self._sources.append(source)
        self._spans.append((start, end))
        self._moving.append(moving)
        self.length += len(text)

    @cached_property
    def text(self) -> str:
        """The whole; ask for it when all is there."""
        return "".join(self._pieces)

    def trace(self, offset: int) -> tuple[Written, int]:
        """The file and the offset in it of a letter."""
        source, at, _ = self._trace(offset)
        return source, at

    def trace_end(self, offset: int) -> tuple[Written, int]:
        """The file and the offset in it of the end of what ends here."""
        if offset <= 0:
            return self.trace(0)
        source, _, end = self._trace(offset - 1)
        return source, end

    def _trace(self, offset: int) -> tuple[Written, int, int]:
        i = max(bisect_right(self._starts, offset) - 1, 0)
        start, end = self._spans[i]
        if self._moving[i]:
            start = min(start + offset - self._starts[i], end)
            end = start + 1
        source = self._sources[i]
        if isinstance(source, Written):
            return source, start, end
        found, at, _ = source._trace(start)
        same, _, until = source._trace(max(end - 1, start))
        return found, at, until if same is found else at + 1

    def files(self) -> Iterator[Written]:
        """Every file that a piece is of, once."""
        seen: set[int] = set()
        for source in self._sources:
            for one in (source,) if isinstance(source, Written) else source.files():
                if id(one) not in seen:
                    seen.add(id(one))
                    yield one

    def whole(self) -> Iterator[Written]:
        """The files of which the whole root element is here, be it in several pieces."""
        spans: dict[Written, tuple[int, int]] = {}
        for source, start, end in self._stretches():
            first, last = spans.get(source, (start, end))
            spans[source] = (min(first, start), max(last, end))
        for file, (start, end) in spans.items():
            if not _TAG.search(file.text, 0, start) and not _TAG.search(file.text, end):
                yield file

    def _stretches(self) -> Iterator[tuple[Written, int, int]]:
        """Every piece of a file that is here."""
        for source, (start, end) in zip(self._sources, self._spans):
            if isinstance(source, Written):
                yield source, start, end
            else:
                yield from source._stretches()


_TAG = re.compile(r"</?[^\W\d]")
Text = Written | Woven
