"""Where everything stands in the source: offsets of tags, attributes and text, from the raw text.

libxml2 keeps one line for a start tag and none for its attributes or for text. So the decoded
source is read once more beside the tree: the n-th start tag (or comment, or processing
instruction) of the text is the n-th node of the tree. Only for text that the parser has accepted.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..text.xml import XML

_MARKUP = re.compile(
    r"<(?:/[^>]*"
    r"|[^!?/][^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*"
    r"|!--.*?--"
    r"|!\[CDATA\[.*?\]\]"
    r"|\?.*?\?"
    r"|!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*(?:\[.*?\]\s*)?)>",
    re.S,
)
_ATTRIBUTE = re.compile(r"([^\s=<>/\"']+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|\w+);|\r\n?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


@dataclass(eq=False, slots=True)  # one of thousands: frozen ones take four times as long to make
class Run:
    """An unbroken piece of text: the element it stands in, what it says, where it begins."""

    parent: Any
    text: str
    start: int  # offset in the decoded source
    raw: bool  # the source spells it exactly so: no reference, no CR


class Layout:
    """Offsets of every node and every piece of text of one document, in document order."""

    def __init__(self, source: str, root: Any) -> None:
        self.source = source
        self.nodes: list[Any] = list(root.iter())
        self.index: dict[Any, int] = dict(zip(self.nodes, range(len(self.nodes))))
        count = len(self.nodes)
        self.starts = array("q", bytes(8 * count))  # of "<"
        self.opened = array("q", bytes(8 * count))  # after the start tag's ">"
        self.closing = array("q", bytes(8 * count))  # of the end tag's "<"
        self.ends = array("q", bytes(8 * count))  # after the end tag
        self.runs: list[Run] = []
        self._asked: tuple[Any, str, tuple[int, int, int] | None] = (None, "", None)
        self._scan()
        self.run_starts = array("q", [run.start for run in self.runs])
        self._lines = array("q", [0, *(m.end() for m in re.finditer(r"\r\n|\n|\r", source))])

    def _scan(self) -> None:
        source, nodes, runs = self.source, self.nodes, self.runs
        starts, opened, closing, ends = self.starts, self.opened, self.closing, self.ends
        stack: list[int] = []
        following, position, total = 0, 0, len(nodes)
        plain = "&" not in source and "\r" not in source
        for match in _MARKUP.finditer(source):
            start, end = match.span()
            if start > position and stack:
                text = source[position:start]
                make = Run if plain or ("&" not in text and "\r" not in text) else _spelled
                runs.append(make(nodes[stack[-1]], text, position, True))
            position = end
            kind = source[start + 1]
            if kind == "/":
                done = stack.pop()
                closing[done], ends[done] = start, end
            elif kind == "!" and source[start + 2] != "-":
                if stack and source[start + 2] == "[":
                    text = source[start + 9 : end - 3]
                    runs.append(Run(nodes[stack[-1]], text, start + 9, "\r" not in text))
                continue
            elif stack or kind not in "!?":
                if following >= total:
                    return
                starts[following], opened[following] = start, end
                closing[following] = ends[following] = end
                if kind not in "!?" and source[end - 2] != "/":
                    stack.append(following)
                following += 1
            else:
                continue  # before the root
            if not stack:
                return  # comments after the root are no part of it

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def line(self, number: int, most: int = 2000) -> str:
        """The text of a line without its end, at most so many characters of it."""
        start = self.offset_of(number, 1)
        stop = self._lines[number] if number < len(self._lines) else len(self.source)
        return self.source[start : min(stop, start + most)].rstrip("\r\n")

    def offset_of(self, line: int, column: int) -> int:
        """The offset of a line and column; a line beyond the end is the end."""
        if line < 1 or line > len(self._lines):
            return 0 if line < 1 else len(self.source)
        return self._lines[line - 1] + max(column, 1) - 1

    def offset_in(self, run: Run, offset: int) -> int:
        """The source offset of the character `offset` of a run."""
        if run.raw:
            return run.start + offset
        raw_end = self.source.find("<", run.start)
        raw = self.source[run.start : raw_end if raw_end >= 0 else None]
        shift = 0  # how much longer the source is than the text up to here
        for match in _REFERENCE.finditer(raw):
            if match.start() - shift >= offset:
                break
            shift += len(match[0]) - len(_resolve(match))
        return run.start + offset + shift

    def attributes(self, node: Any) -> Iterator[tuple[str, int, int]]:
        """Each attribute of an element: its written name, the name's offset, the value's."""
        i = self.index[node]
        tag = self.source[self.starts[i] : self.opened[i]]
        name_end = re.match(r"<[^\s/>]+", tag)
        for match in _ATTRIBUTE.finditer(tag, name_end.end() if name_end else 1):
            group = 2 if match[2] is not None else 3
            yield match[1], self.starts[i] + match.start(), self.starts[i] + match.start(group)

    def value_of(self, node: Any, attribute: str) -> tuple[int, int, int] | None:
        """Offset of an attribute's name, and begin and end of its value as written.

        The last answer is kept: many tokens of one value may be at fault.
        """
        if self._asked[0] is not node or self._asked[1] != attribute:
            self._asked = node, attribute, self._value_of(node, attribute)
        return self._asked[2]

    def _value_of(self, node: Any, attribute: str) -> tuple[int, int, int] | None:
        wanted = written(attribute)
        for name, start, value in self.attributes(node):
            if name == wanted or (":" in name and name.partition(":")[2] == wanted):
                return start, value, self.source.index(self.source[value - 1], value)
        return None

    def runs_in(self, node: Any) -> list[Run]:
        """Every piece of text below an element, in order."""
        first, last = self.span_of_runs(node)
        return self.runs[first:last]

    def span_of_runs(self, node: Any) -> tuple[int, int]:
        """The numbers of the first run below an element and of the first after it."""
        i = self.index[node]
        return (
            bisect_left(self.run_starts, self.opened[i]),
            bisect_left(self.run_starts, self.closing[i]),
        )


def _spelled(parent: Any, text: str, start: int, _: bool) -> Run:
    """A run that the source spells otherwise than it reads."""
    return Run(parent, _REFERENCE.sub(_resolve, text), start, False)


def written(attribute: str) -> str:
    """An attribute's name as a document writes it: `{…/namespace}id` is `xml:id`."""
    namespace, _, name = attribute.rpartition("}")
    return f"xml:{name}" if namespace == f"{{{XML}" else name


def _resolve(match: re.Match[str]) -> str:
    body = match[1]
    if body is None:
        return "\n"
    if body.startswith("#x"):
        return chr(int(body[2:], 16))
    if body.startswith("#"):
        return chr(int(body[1:]))
    return _NAMED.get(body, match[0])
