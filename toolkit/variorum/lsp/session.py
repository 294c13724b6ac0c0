"""What is open in the editor, and what was found in it.

A finding moves with the text while one types. Where the text is not well-formed there is one
error; what was found before stays, but for what stood where it was edited since.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ..errors import VariorumError
from ..model import Finding
from .buffer import Buffer
from .messages import Checked
from .overlay import Overlay, path_of

if TYPE_CHECKING:
    from ..api.standing import Standing
    from ..relaxng import Grammar


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding in a text, from one offset to another."""

    start: int
    end: int
    finding: Finding
    kept: bool = False  # it was found before the text ceased to be well-formed
    follows: tuple[tuple[int, int, Finding], ...] = ()  # what is a mere consequence of it


@dataclass(slots=True)
class Opened:
    """One open document."""

    uri: str
    path: str  # whole
    version: int
    text: Buffer
    marks: list[Mark] = field(default_factory=list)  # of the text as it is now
    good: list[Mark] = field(default_factory=list)  # of when it was last well-formed, moved along
    edits: list[tuple[int, int, int, int]] = field(default_factory=list)  # version, start, end, new
    read: frozenset[str] = frozenset()  # files on which the findings hang
    checked: Checked | None = None
    schema: str = ""
    asked: dict[int, Buffer] = field(default_factory=dict)  # the texts that are being checked
    judged: int = -1  # the last version that was checked

    def ask(self) -> None:
        """Keep the text as it is, and as it was when last asked for; older ones are too late."""
        last = {known: self.asked[known] for known in list(self.asked)[-1:]}
        self.asked = {**last, self.version: self.text}

    def edit(self, version: int, start: int, end: int, text: str) -> None:
        """Replace what stands from one offset to another; what was found moves along."""
        self.text = self.text.edited(start, end, text)
        self.version = version
        self.edits.append((version, start, end, len(text)))
        self.marks = list(_moved(self.marks, start, end, len(text)))
        self.good = list(_moved(self.good, start, end, len(text)))

    def replace(self, version: int, source: str) -> None:
        """Take a whole new text: as one edit of all in which it differs."""
        old = self.text.source
        ahead = _alike(old, source)
        most = min(len(old), len(source)) - ahead
        behind = _alike(old[-1 : -most - 1 : -1], source[-1 : -most - 1 : -1]) if most else 0
        self.edit(version, ahead, len(old) - behind, source[ahead : len(source) - behind])

    def found(self, checked: Checked, version: int, marks: list[Mark]) -> None:
        """Take what was found in a version of the text, which may not be the last."""
        self.edits = [edit for edit in self.edits if edit[0] > version]
        for _, start, end, new in self.edits:
            marks = list(_moved(marks, start, end, new))
        if checked.refused:
            self.marks = marks + [replace(mark, kept=True) for mark in self.good]
        else:
            self.marks = self.good = marks
            self.schema = checked.schema
        self.checked, self.read, self.judged = checked, checked.read, version


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _moved(marks: list[Mark], start: int, end: int, new: int) -> Iterator[Mark]:
    """The marks after an edit, without those that it touches."""
    shift = new - (end - start)
    for mark in marks:
        if mark.end < start:
            yield mark
        elif mark.start >= end and mark.start > start:
            yield replace(mark, start=mark.start + shift, end=mark.end + shift)


class Session:
    """All that is open."""

    def __init__(self) -> None:
        self.units = "utf-16"
        self.disk = Overlay()
        self.open: dict[str, Opened] = {}  # by URI
        self._standing: Standing | None = None  # made when first asked for: it takes time
        self.at_work = threading.RLock()  # held by who asks a grammar, which is for one thread
        self._settings: dict[str, list[Finding]] = {}  # by the path of the file of settings

    def at(self, path: str) -> Opened | None:
        """The open document of a file."""
        return next((one for one in self.open.values() if one.path == path), None)

    def opened(self, uri: str, version: int, source: str) -> Opened:
        """Take a document that was opened."""
        path = path_of(uri) or uri
        one = Opened(uri, path, version, Buffer(source, self.units))
        self.open[uri] = one
        return one

    def buffer(self, path: str) -> Buffer | None:
        """The text of a file, open or on the disk; None where it cannot be read."""
        known = self.at(path)
        if known is not None:
            return known.text
        try:
            data = self.disk.read(path)
        except VariorumError:
            return None
        from ..validation.document.codecs import known_codec

        return Buffer(data.decode(known_codec(data), "replace"), self.units)

    @property
    def standing(self) -> Standing:
        """Settings and schemas of this process; to be asked by who holds `at_work`."""
        if self._standing is None:
            from ..api.standing import Standing

            self._standing = Standing(self.disk)
        return self._standing

    def grammars(self, one: Opened) -> list[Grammar]:
        """The grammars of an open document, of which the first that can be used comes first."""
        with self.at_work:
            return self.standing.grammars(one.path, one.text.source[:65536])

    def beside(self, one: Opened, file: str) -> str:
        """The path of a file that a document names from where it stands."""
        return os.path.normpath(os.path.join(os.path.dirname(one.path), unquote(file)))

    def found(self, checked: Checked, version: int) -> list[str]:
        """Take what was found in an open document; the paths of which something new is to be said.

        It is placed in the text as that was when it was checked, and moved by the edits since.
        """
        one = self.at(checked.path)
        if one is None or (version != one.version and version not in one.asked):
            return []
        before = self._concerned(one) | self._settings.keys()
        own = [(i, f) for i, f in enumerate(checked.findings) if self._whole(f, one) == one.path]
        text = one.asked.get(version, one.text)
        one.asked = {known: then for known, then in one.asked.items() if known > version}
        for path in self._tomls(one):
            self._settings.pop(path, None)  # whose faults are said anew, or are none now
        one.found(checked, version, marks_of(dict(own), text, by_feeds=checked.refused))
        for path in self._tomls(one):
            self._settings.pop(path, None)
        for fault in checked.settings:
            self._settings.setdefault(self.disk.absolute(fault.path), []).append(fault)
        return sorted(before | self._concerned(one))

    def closed(self, uri: str) -> list[str]:
        """Forget a document; the paths of which something new is to be said."""
        one = self.open.pop(uri, None)
        if one is None:
            return []
        return sorted(self._concerned(one))

    def marks(self, path: str) -> list[Mark]:
        """What is to be shown in a file: its own findings, and those of what includes it."""
        one = self.at(path)
        found = list(one.marks) if one else []
        said = {(f.line, f.column, f.code, f.message)
                for f in (one.checked.findings if one and one.checked else ())}  # fmt: skip
        text: Buffer | None = None
        for further in self._further(path):
            key = (further.line, further.column, further.code, further.message)
            if key not in said and (text := text or self.buffer(path)) is not None:
                said.add(key)
                found += marks_of({0: further}, text, by_feeds=False)
        return found

    def _further(self, path: str) -> Iterator[Finding]:
        """What other documents, and settings, have to say of a file."""
        for one in self.open.values():
            for finding in one.checked.findings if one.checked and one.path != path else ():
                if finding.cause is None and self._whole(finding, one) == path:
                    yield finding
        yield from self._settings.get(path, ())

    def _concerned(self, one: Opened) -> set[str]:
        """The files in which something was found with a document."""
        found = {self._whole(f, one) for f in (one.checked.findings if one.checked else ())}
        return found | {one.path} | self._tomls(one)

    def _tomls(self, one: Opened) -> set[str]:
        """The files of settings in which the last check of a document found faults."""
        faults = one.checked.settings if one.checked else ()
        return {self.disk.absolute(fault.path) for fault in faults}

    def _whole(self, finding: Finding, one: Opened) -> str:
        """The whole path of the file in which a finding of a document stands."""
        if finding.path == one.path:
            return one.path
        return os.path.normpath(os.path.join(os.path.dirname(one.path), finding.path))


def marks_of(findings: dict[int, Finding], text: Buffer, *, by_feeds: bool) -> list[Mark]:
    """Findings by their number, as marks; what follows from another goes with that.

    Of a text that is not well-formed lines end with line feeds alone, as the parser counts them.
    """
    place = _by_feeds(text) if by_feeds else text.place
    spans = {i: _span(finding, text, place) for i, finding in findings.items()}
    follows: dict[int, list[tuple[int, int, Finding]]] = {}
    for i, finding in findings.items():
        if (first := _first(i, findings)) != i:
            follows.setdefault(first, []).append((*spans[i], finding))
    return [
        Mark(*spans[i], finding, follows=tuple(follows.get(i, ())))
        for i, finding in findings.items()
        if _first(i, findings) == i
    ]


def _first(i: int, findings: dict[int, Finding]) -> int:
    """The number of the finding from which one follows in the end; its own, if from none."""
    while (cause := findings[i].cause) is not None and cause in findings:
        i = cause
    return i


def _by_feeds(text: Buffer) -> Callable[[int, int], int]:
    if "\r" not in text.source:
        return text.place
    starts = [0, *(i + 1 for i, sign in enumerate(text.source) if sign == "\n")]
    return lambda line, column: min(
        starts[min(max(line, 1), len(starts)) - 1] + max(column - 1, 0), len(text.source)
    )


def _span(finding: Finding, text: Buffer, place: Callable[[int, int], int]) -> tuple[int, int]:
    """Where a finding begins and ends; at least one character, if the line has any there."""
    start = place(finding.line, finding.column)
    if finding.end_line:
        end = place(finding.end_line, finding.end_column)
        if end > start:
            return start, end
    source, end = text.source, start
    while end < len(source) and source[end] not in " \t\r\n>" and end - start < 80:
        end += 1
    return start, max(end, min(start + 1, len(source)))
