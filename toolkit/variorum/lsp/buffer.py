"""The text of an open document, and its places in the units that the editor counts in.

Offsets are code points of the text from 0. A position of the protocol is a line from 0 and a
number of UTF-8, UTF-16 or UTF-32 units in it; lines end with LF, CRLF or CR, and with nothing else.
A position beyond the end of a line is its end, one within a character that character's beginning.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

LINE_END = re.compile(r"\r\n|\n|\r")
Position = tuple[int, int]  # line, units


class Buffer:
    """One state of a text; an edit makes another."""

    __slots__ = ("lines", "source", "units")

    def __init__(self, source: str, units: str = "utf-16", lines: Sequence[int] | None = None):
        self.source = source
        self.units = units  # "utf-8", "utf-16" or "utf-32"
        self.lines = line_starts(source) if lines is None else lines

    def offset(self, line: int, units: int) -> int:
        """The offset of a position."""
        if line >= len(self.lines):
            return len(self.source)
        begin, text = self.lines[max(line, 0)], self._line(max(line, 0))
        return begin + (min(units, len(text)) if text.isascii() else self._within(text, units))

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        offset = min(max(offset, 0), len(self.source))
        line = bisect_right(self.lines, offset) - 1
        return line, self._width(self.source[self.lines[line] : offset])

    def place(self, line: int, column: int) -> int:
        """The offset of a line and a column in code points, both from 1; 0 = not known."""
        if line < 1:
            return 0
        if line > len(self.lines):
            return len(self.source)
        ahead = int(line == 1 and self.source.startswith("\ufeff"))  # which no finding counts
        return min(self.lines[line - 1] + max(column - 1, 0) + ahead, self.end_of_line(line - 1))

    def end_of_line(self, line: int) -> int:
        """The offset at which a line ends, before what ends it."""
        return self.lines[line] + len(self._line(line))

    def edited(self, start: int, end: int, text: str) -> Buffer:
        """The text with another in place of what stands from `start` to `end`."""
        source = self.source[:start] + text + self.source[end:]
        shift = start + len(text) - end
        kept = bisect_right(self.lines, max(start - 1, 0))
        after = bisect_right(self.lines, end + 1)
        lines = list(self.lines[:kept])
        for found in LINE_END.finditer(source, lines[-1]):
            if found.end() > end + 1 + shift:
                break
            lines.append(found.end())
        lines += [begin + shift for begin in self.lines[after:]]
        return Buffer(source, self.units, lines)

    def _line(self, line: int) -> str:
        """The text of a line without its end."""
        end = self.lines[line + 1] if line + 1 < len(self.lines) else len(self.source)
        return self.source[self.lines[line] : end].rstrip("\r\n")

    def _width(self, text: str) -> int:
        if text.isascii() or self.units == "utf-32":
            return len(text)
        if self.units == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(map("\uffff".__lt__, text))

    def _within(self, text: str, units: int) -> int:
        """The number of characters of a line that the given number of units holds."""
        if self.units == "utf-32":
            return min(units, len(text))
        if self.units == "utf-16" and text.isprintable() and max(text) <= "\uffff":
            return min(units, len(text))
        for number, sign in enumerate(text):
            units -= self._width(sign)
            if units < 0:
                return number
        return len(text)


def line_starts(source: str) -> list[int]:
    """The offset at which each line begins."""
    return [0, *(found.end() for found in LINE_END.finditer(source))]
