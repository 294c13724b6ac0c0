"""Where everything in a document stands: in the file itself, or in one that was put into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import Any

from ...model import Finding
from .layout import Layout
from .woven import HOLE, UNREAD, Woven

Element = Any  # lxml's


class Origins:
    """The places of one document; without a woven text all are in the file itself."""

    def __init__(self, path: str, layout: Layout, woven: Woven | None) -> None:
        self._path, self._layout, self._woven = path, layout, woven

    def _start(self, element: Element) -> int:
        return self._layout.start(self._layout.index[element])

    @cached_property
    def holed(self) -> bool:
        """Is there a place where a file should be put in and was not read?"""
        if self._woven is None:
            return False
        return any(
            getattr(node, "target", None) == HOLE and node.text == UNREAD
            for node in self._layout.nodes
        )

    def folder(self, element: Element | None) -> str:
        """The folder of the file in which an element is written, from that of the document.

        None is what stands before the root, which is the document's own.
        """
        if self._woven is None or element is None:
            return ""
        return dirname(self._woven.trace(self._start(element))[0].name)

    def line_said(self, element: Element) -> str:
        """Where an element begins, in words: `line 7`, `line 7 of chapters/1.xml`."""
        if self._woven is None:
            return f"line {self._layout.place(self._start(element))[0]}"
        file, at = self._woven.trace(self._start(element))
        line, _ = file.place(at)
        return f"line {line} of {file.name}" if file.name else f"line {line}"

    def same_place(self, one: Element, other: Element) -> bool:
        """Are two elements written once, and put in twice?"""
        if self._woven is None:
            return False
        return self._woven.trace(self._start(one)) == self._woven.trace(self._start(other))

    def traced(self, finding: Finding) -> Finding:
        """A finding at the place in the file that was written."""
        if self._woven is None or not finding.line:
            return finding
        offset = self._layout.offset_of
        file, at = self._woven.trace(offset(finding.line, finding.column))
        line, column = file.place(at)
        end_line, end_column = 0, 0
        if finding.end_line:
            until, end = self._woven.trace_end(offset(finding.end_line, finding.end_column))
            end_line, end_column = until.place(end) if until is file else (line, column)
        return replace(
            finding, path=self.path_of(file.name), line=line, column=column, end_line=end_line,
            end_column=end_column,
        )  # fmt: skip

    def path_of(self, name: str) -> str:
        """The path of a file near the document, as that of the document was given."""
        if not name:
            return self._path
        folder, _, _ = self._path.replace("\\", "/").rpartition("/")
        return normpath(join(folder, name)) if folder else name

    @property
    def whole(self) -> tuple[str, ...]:
        """The paths of the files that were put in from beginning to end."""
        put_in = self._woven.whole() if self._woven else ()
        return tuple(sorted(self.path_of(file.name) for file in put_in if file.name))

    def lines(self, findings: Sequence[Finding]) -> dict[str, dict[int, str]]:
        """The source lines at which findings stand, by the path of their file."""
        found: dict[str, dict[int, str]] = {}
        files = self._woven.files() if self._woven else ()
        known = {self.path_of(file.name): file for file in files}
        for one in findings:
            if one.line and one.path in known:
                found.setdefault(one.path, {})[one.line] = known[one.path].line(one.line)
        return found
