"""Where everything stands: the order of the nodes and the pieces of text, and their offsets.

The n-th start tag (or comment, or processing instruction) of the source is the n-th node of the
tree: so what an element is the tree says, and what stands around it the source as it was scanned.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import Any

from ...relaxng.source import Positions, marks
from ...text.xml import XML
from . import runs
from .runs import Columns, Run, Runs

_REFERENCE = re.compile(r"&(#?\w+);|\r\n?")


class Layout:
    """Places of every node and every piece of text of one document, in document order."""

    def __init__(self, positions: Positions, root: Any) -> None:
        self.positions = positions
        self.source = positions.source
        self.root = root
        self.nodes: list[Any] = list(root.iter())
        self.index: dict[Any, int] = dict(zip(self.nodes, range(len(self.nodes))))

    # ---- the order of the tree ----------------------------------------------------------------

    def last(self, node: Any) -> int:
        """The number of the last node within an element; its own, if it holds none."""
        scan = self.positions.scan
        return bisect_left(scan.starts, scan.ends[self.index[node]]) - 1

    @property
    def around(self) -> list[int]:
        """The number of every node's parent."""
        return self.positions.scan.around

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
    def _columns(self) -> Columns:
        return runs.columns(self.positions)

    def runs_in(self, node: Any) -> list[Run]:
        """Every piece of text below an element, in order."""
        return self.runs[slice(*self.span_of_runs(node))]

    def span_of_runs(self, node: Any) -> tuple[int, int]:
        """The numbers of the first run below an element and of the first after it."""
        i = self.index[node]
        return self._columns.first[i], self._columns.after[i]

    # ---- offsets in the source ----------------------------------------------------------------

    def start(self, i: int) -> int:
        """The offset of the "<" with which a node begins."""
        return self.positions.start(i)

    def opened(self, i: int) -> int:
        """The offset after a start tag, comment or processing instruction."""
        return self.positions.opened(i)

    def end(self, i: int) -> int:
        """The offset after the whole of a node."""
        return self.positions.end(i)

    def start_of(self, run: Run) -> int:
        """Where a run begins."""
        if run.start < 0:
            run.start = self.positions.after(run.anchor) if run.cdata < 0 else run.cdata
        return run.start

    def verbatim(self, run: Run) -> bool:
        """Does the source spell a run exactly so: without reference and carriage return?"""
        start = self.start_of(run)
        if self.source.startswith(marks.CDATA, start - len(marks.CDATA)):
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
            shift += len(match[0]) - 1
        return start + offset + shift

    # ---- lines --------------------------------------------------------------------------------

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset."""
        return self.positions.place(offset)

    def line(self, number: int, most: int = 2000) -> str:
        """The text of a line without its end, cut to a number of characters."""
        start = self.offset_of(number, 1)
        lines = self.positions.lines
        stop = lines[number] if number < len(lines) else len(self.source)
        return self.source[start : min(stop, start + most)].rstrip("\r\n")

    def offset_of(self, line: int, column: int) -> int:
        """The offset of a line and column; a line beyond the end is the end."""
        lines = self.positions.lines
        if line < 1 or line > len(lines):
            return 0 if line < 1 else len(self.source)
        return lines[line - 1] + max(column, 1) - 1

    # ---- attributes ---------------------------------------------------------------------------

    def attributes(self, node: Any) -> list[str]:
        """The names of an element's attributes, namespaces among them, as written."""
        return list(self.positions.attributes(self.index[node]))

    def value_of(self, node: Any, attribute: str) -> tuple[int, int, int] | None:
        """Offset of an attribute's name, and begin and end of its value as written."""
        wanted = written(attribute)
        every = self.positions.attributes(self.index[node])
        found = every.get(wanted)
        if found is None:  # but under a prefix that is not known here
            named = (one for name, one in every.items() if name.partition(":")[2] == wanted)
            found = next(named, None)
        return found and (found.start, found.value, found.end)


def written(attribute: str) -> str:
    """An attribute's name as a document writes it: `{…/namespace}id` is `xml:id`."""
    namespace, _, name = attribute.rpartition("}")
    return f"xml:{name}" if namespace == "{" + XML else name
