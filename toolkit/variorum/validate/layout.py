"""Where everything stands: the order of the nodes and the pieces of text, and their offsets.

Order and text are the tree's. libxml2 keeps one line for a start tag and none for its attributes
or for text; so the decoded source is read beside the tree, but only when a place is asked for:
the n-th start tag (or comment, or processing instruction) of the text is the n-th node of the
tree, and all else is found from there. Only for text that the parser has accepted.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import Any

from ..text.xml import XML, is_element, library
from . import runs
from .runs import Columns, Piece, Run, Runs

_PROLOGUE = re.compile(
    r"\ufeff?(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?>[^\[>\"']+|\"[^\"]*\"|'[^']*')*"
    r"(?:\[(?>[^\]\"'<]+|\"[^\"]*\"|'[^']*'|<!--.*?-->|<)*\]\s*)?>)*",
    re.S,
)
_NODE = re.compile(r"<(?:[^/!?]|!--.*?-->|\?.*?\?>|!\[CDATA\[.*?\]\]>)", re.S)
_OPENED = re.compile(
    r"<(?:!--.*?--|\?.*?\?|[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*)>", re.S
)
_CDATA = "<![CDATA["
_PIECE = re.compile(r"([^<]+)|<!\[CDATA\[(.*?)\]\]>", re.S)
_CLOSING = re.compile(r"<(?:!\[CDATA\[.*?\]\]>|(/))", re.S)
_ATTRIBUTE = re.compile(r"([^\s=<>/\"']+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|\w+);|\r\n?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class Layout:
    """Places of every node and every piece of text of one document, in document order."""

    def __init__(self, source: str, root: Any) -> None:
        self.source = source
        self.root = root
        self.nodes: list[Any] = list(root.iter())
        self.index: dict[Any, int] = dict(zip(self.nodes, range(len(self.nodes))))
        self._asked: tuple[Any, str, tuple[int, int, int] | None] = (None, "", None)

    # ---- the order of the tree ----------------------------------------------------------------

    def last(self, node: Any) -> int:
        """The number of the last node within an element; its own, if it holds none."""
        while node is not self.root:
            following = node.getnext()
            if following is not None:
                return self.index[following] - 1
            node = node.getparent()
        return len(self.nodes) - 1

    @cached_property
    def around(self) -> list[int]:
        """The number of every node's parent."""
        parents = [node.getparent() for node in self.nodes]
        return [runs.OUTSIDE, *map(self.index.__getitem__, parents[1:])]

    @cached_property
    def runs(self) -> Runs:
        """Every piece of text, in order."""
        return Runs(self.nodes, self.around, self._columns)

    @property
    def texts(self) -> list[str]:
        """What each of the runs says."""
        return self._columns.texts

    @cached_property
    def beyond_ascii(self) -> list[tuple[int, str]]:
        """The runs that are not all ASCII: the number and the text of each."""
        return [(i, text) for i, text in enumerate(self.texts) if not text.isascii()]

    def saying(self, sign: str) -> Iterator[int]:
        """The numbers of the runs in which a sign stands."""
        joined, ends = self._joined
        at = joined.find(sign)
        while at >= 0:
            number = bisect_right(ends, at)
            within = at + len(sign) <= ends[number]
            if within:
                yield number
            at = joined.find(sign, ends[number] if within else at + 1)

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        """All texts as one, in which a sign is found at once, and the offset after each."""
        return "".join(self.texts), [*accumulate(map(len, self.texts))]

    @cached_property
    def _asides(self) -> list[int]:
        """The numbers of the comments and processing instructions."""
        etree = library()
        found = self.root.iter(etree.Comment, etree.ProcessingInstruction)
        return [self.index[node] for node in found]

    @cached_property
    def _columns(self) -> Columns:
        whole = runs.columns(self.nodes, self.around, self._asides)
        if _CDATA not in self.source:
            return whole
        return runs.divided(whole, [self._sections(anchor) for anchor in whole.anchors])

    def _sections(self, anchor: int) -> list[Piece]:
        """The CDATA sections of a text and what stands between; nothing where there is none."""
        start, pieces = self._anchored(anchor), []
        while piece := _PIECE.match(self.source, start):
            pieces.append(piece)
            start = piece.end()
        if len(pieces) == 1 and pieces[0][1]:
            return []
        return [
            (
                piece[2] if piece[1] is None else _REFERENCE.sub(_resolve, piece[1]),
                piece.start(piece.lastindex or 0),
            )
            for piece in pieces
        ]

    def runs_in(self, node: Any) -> list[Run]:
        """Every piece of text below an element, in order."""
        return self.runs[slice(*self.span_of_runs(node))]

    def span_of_runs(self, node: Any) -> tuple[int, int]:
        """The numbers of the first run below an element and of the first after it."""
        i = self.index[node]
        return self._columns.first[i], self._columns.after[i]

    # ---- offsets in the source ----------------------------------------------------------------

    @cached_property
    def starts(self) -> array[int]:
        """Of every node the offset of its "<"."""
        source = self.source
        begin = _PROLOGUE.match(source)
        found = _NODE.finditer(source, begin.end() if begin else 0)
        if _CDATA in source:
            places = [m.start() for m in found if not source.startswith(_CDATA, m.start())]
        else:
            places = [m.start() for m in found]
        return array("q", places[: len(self.nodes)])  # comments after the root are no part of it

    def opened(self, i: int) -> int:
        """The offset after a start tag, comment or processing instruction."""
        found = _OPENED.match(self.source, self.starts[i])
        assert found, self.source[self.starts[i] :][:80]
        return found.end()

    def end(self, i: int) -> int:
        """The offset after the whole of a node.

        Between its last descendant and its own end tag there are end tags and text only, so they
        are counted off.
        """
        node, last = self.nodes[i], self.last(self.nodes[i])
        at = self.opened(last)
        inner = self.nodes[last]
        if not is_element(inner) or self.source[at - 2] == "/":
            if inner is node:
                return at
            inner = inner.getparent()
        while True:
            closing = _CLOSING.search(self.source, at)
            assert closing, self.source[at:][:80]
            at = closing.end()
            if closing[1]:
                at = self.source.index(">", at) + 1
                if inner is node:
                    return at
                inner = inner.getparent()

    def _anchored(self, anchor: int) -> int:
        return self.opened(anchor) if anchor >= 0 else self.end(~anchor)

    def start_of(self, run: Run) -> int:
        """Where a run begins."""
        if run.start < 0:
            run.start = self._anchored(run.anchor) if run.cdata < 0 else run.cdata
        return run.start

    def verbatim(self, run: Run) -> bool:
        """Does the source spell a run exactly so: without reference and carriage return?"""
        start = self.start_of(run)
        if self.source.startswith(_CDATA, start - len(_CDATA)):
            return True  # of a section the source's own letters are the text
        end = self.source.index("<", start)
        return self.source.find("&", start, end) < 0 and self.source.find("\r", start, end) < 0

    def offset_in(self, run: Run, offset: int) -> int:
        """The source offset of the character `offset` of a run."""
        start = self.start_of(run)
        if self.verbatim(run):
            return start + offset
        shift = 0  # how much longer the source is than the text up to here
        for match in _REFERENCE.finditer(self.source, start, self.source.index("<", start)):
            if match.start() - start - shift >= offset:
                break
            shift += len(match[0]) - len(_resolve(match))
        return start + offset + shift

    # ---- lines --------------------------------------------------------------------------------

    @cached_property
    def _lines(self) -> array[int]:
        """The offset at which each line begins."""
        if "\r" in self.source:
            ends = (m.end() for m in re.finditer(r"\r\n|\n|\r", self.source))
            return array("q", [0, *ends])
        lengths = [len(line) + 1 for line in self.source.split("\n")]
        return array("q", accumulate(lengths[:-1], initial=0))

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

    # ---- attributes ---------------------------------------------------------------------------

    def attributes(self, node: Any) -> Iterator[tuple[str, int, int]]:
        """Each attribute of an element: its written name, the name's offset, the value's."""
        i = self.index[node]
        start = self.starts[i]
        tag = self.source[start : self.opened(i)]
        name_end = re.match(r"<[^\s/>]+", tag)
        for match in _ATTRIBUTE.finditer(tag, name_end.end() if name_end else 1):
            group = 2 if match[2] is not None else 3
            yield match[1], start + match.start(), start + match.start(group)

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


def written(attribute: str) -> str:
    """An attribute's name as a document writes it: `{…/namespace}id` is `xml:id`."""
    namespace, _, name = attribute.rpartition("}")
    return f"xml:{name}" if namespace == "{" + XML else name


def _resolve(match: re.Match[str]) -> str:
    body = match[1]
    if body is None:
        return "\n"
    if body.startswith("#x"):
        return chr(int(body[2:], 16))
    if body.startswith("#"):
        return chr(int(body[1:]))
    return _NAMED.get(body, match[0])
