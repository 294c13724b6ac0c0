"""Names and pointers across the files of a project: where a name is given, who points to it.

Looked at are the files below the project's folder (its nearest `variorum.toml`, `.git` or
`pyproject.toml`, else the folder of the file itself), as they are open, else as they are on the
disk. Files that include each other share their names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from ..api.nearby import project_root
from ..api.validating import SUFFIXES
from ..errors import UsageError
from . import ids
from .buffer import Buffer
from .session import Opened, Session

MOST_FILES = 5000  # of a project; of a larger one only what is open is looked at, and that is said
_INCLUDE = re.compile(r"<(?:\w+:)?include\b[^<>]*?\shref\s*=\s*[\"']([^\"'<]*)[\"']")
_NAME = re.compile(r"[^\W\d][\w.·-]*\Z")


class Place(NamedTuple):
    """A stretch of a file."""

    path: str
    start: int
    end: int


class Target(NamedTuple):
    """What a pointer leads to: a file, and the name in it; "" for the file itself."""

    path: str
    name: str


class Project:
    """The files around one document."""

    def __init__(self, session: Session, one: Opened) -> None:
        self.session, self.one = session, one
        self._texts: dict[str, Buffer | None] = {}
        self._closed: list[str] = []  # folders that may not be read

    @cached_property
    def files(self) -> list[str]:
        """The paths of all files of the project; raises `UsageError` for too many of them."""
        disk = self.session.disk
        folder = os.path.dirname(self.one.path)
        root = project_root(folder, disk) or folder
        found = dict.fromkeys(one.path for one in self.session.open.values()
                              if one.path.startswith(root.rstrip(os.sep) + os.sep))  # fmt: skip
        for count, path in enumerate(_walk(root, self._closed)):
            if count > MOST_FILES:
                hint = "put a variorum.toml into the folder that belongs together"
                raise UsageError(f"more than {MOST_FILES} files", source=root, hint=hint)
            found[path] = None
        found[self.one.path] = None
        return list(found)

    def text(self, path: str) -> Buffer | None:
        """The text of a file."""
        if path not in self._texts:
            self._texts[path] = self.session.buffer(path)
        return self._texts[path]

    def holding(self, words: str) -> Iterator[tuple[str, Buffer]]:
        """The files in whose text some words stand."""
        for path in self.files:
            if (text := self.text(path)) is not None and words in text.source:
                yield path, text

    @cached_property
    def _together(self) -> dict[str, set[str]]:
        """The files that each includes, and those that include it."""
        found: dict[str, set[str]] = {}
        for path, text in self.holding("include"):
            for href in _INCLUDE.findall(text.source):
                other = _beside(path, href.partition("#")[0])
                found.setdefault(path, set()).add(other)
                found.setdefault(other, set()).add(path)
        return found

    def together(self, path: str) -> list[str]:
        """The files that share their names with a file, itself first."""
        found, waiting = {path: None}, [path]
        while waiting:
            for other in sorted(self._together.get(waiting.pop(), ())):
                if other not in found:
                    found[other] = None
                    waiting.append(other)
        return list(found)

    def resolve(self, path: str, pointer: ids.Pointer) -> Target | None:
        """What a pointer in a file leads to; None for an address elsewhere."""
        text = self.text(path)
        file, name = ids.target(text.source, pointer) if text else ("", "")
        if "://" in file or not (file or name):
            return None
        home = _beside(path, file) if file else path
        if not name or self._has(home, name):
            return Target(home, name)
        for other in self.together(home):
            if self._has(other, name):
                return Target(other, name)
        return Target(home, name)

    def _has(self, path: str, name: str) -> bool:
        text = self.text(path)
        return text is not None and name in text.source and name in ids.named(text.source)

    def at(self, offset: int) -> tuple[Target, Place] | None:
        """What is named or pointed to at an offset of the document, and where that is said."""
        source = self.one.text.source
        pointer = ids.pointer_at(source, offset)
        if pointer is not None:
            found = self.resolve(self.one.path, pointer)
            return (found, _said(self.one.path, pointer, found)) if found else None
        for one in ids.named(source).values():
            if one.at <= offset <= one.at + len(one.name):
                place = Place(self.one.path, one.at, one.at + len(one.name))
                return Target(self.one.path, one.name), place
        for found_href in _INCLUDE.finditer(source):
            if found_href.start(1) <= offset <= found_href.end(1):
                home = _beside(self.one.path, found_href[1].partition("#")[0])
                return Target(home, ""), Place(self.one.path, *found_href.span(1))
        return None

    def definition(self, target: Target) -> Place | None:
        """Where a name is given; of a file, its beginning. None where there is no such thing."""
        text = self.text(target.path)
        if text is None:
            return None
        if not target.name:
            return Place(target.path, 0, 0)
        one = ids.named(text.source).get(target.name)
        return Place(target.path, one.at, one.at + len(one.name)) if one else None

    def references(self, target: Target) -> list[Place]:
        """Every pointer that leads to a name, in the order of the files."""
        return [
            _said(path, pointer, target)
            for path, text in self.holding(target.name)
            for pointer in ids.pointers(text.source)
            if target.name in pointer.token and self.resolve(path, pointer) == target
        ]

    def renamed(self, target: Target, name: str) -> list[Place]:
        """The places at which a new name is to stand; raises `UsageError` where it is not safe."""
        place = self.definition(target)
        if place is None or not target.name:
            said = f"{target.name or 'this'!r} is named nowhere in this project"
            raise UsageError(said, hint="rename what has an xml:id")
        if not _NAME.match(name):
            hint = "begin with a letter; use letters, digits, - _ and ."
            raise UsageError(f"{name!r} cannot be an xml:id", hint=hint)
        for path in self.together(target.path):
            text = self.text(path)
            known = ids.named(text.source).get(name) if text else None
            if known is not None:
                raise UsageError(f"there is a <{known.element}> called {name!r} already",
                                 source=path, hint="choose another name")  # fmt: skip
        files = [one for one in self.files if os.path.exists(one) and not os.access(one, os.R_OK)]
        for path in (*self._closed, *files):
            raise UsageError("may not be read, and might point to it", source=path,
                             hint="check its permissions")  # fmt: skip
        places = [place, *self.references(target)]
        for one in places:
            text = self.text(one.path)
            if text is None or text.source[one.start : one.end] != target.name:
                raise UsageError("a pointer here hides the name", source=one.path,
                                 hint="change it first")  # fmt: skip
            if self.session.at(one.path) is None and not os.access(one.path, os.W_OK):
                raise UsageError("points to it and may not be written", source=one.path,
                                 hint="check its permissions")  # fmt: skip
        return places


def _said(path: str, pointer: ids.Pointer, target: Target) -> Place:
    """Where a pointer says the name to which it leads; all of it, where that is not in it."""
    end = pointer.at + len(pointer.token)
    if target.name and pointer.token.endswith(target.name):
        return Place(path, end - len(target.name), end)
    return Place(path, pointer.at, end)


def _beside(path: str, file: str) -> str:
    return os.path.normpath(os.path.join(os.path.dirname(path), unquote(file)))


def _walk(root: str, closed: list[str]) -> Iterator[str]:
    """The files of text below a folder, sorted; hidden folders are left out.

    `closed` gets those that may not be read.
    """
    for folder, below, files in os.walk(root, onerror=lambda why: closed.append(why.filename)):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield os.path.join(folder, name)


def alike(session: Session, one: Opened, offset: int) -> list[tuple[int, int]]:
    """Where in a document what is named or pointed to at an offset is said."""
    project = Project(session, one)
    found = project.at(offset)
    if found is None:
        return []
    target, place = found
    said = [
        _said(one.path, pointer, target)
        for pointer in ids.pointers(one.text.source)
        if target.name in pointer.token and project.resolve(one.path, pointer) == target
    ]
    own = project.definition(target) if target.path == one.path and target.name else None
    places = {*said, place, *([own] if own else [])}
    return sorted((start, end) for _, start, end in places)


def links(session: Session, one: Opened) -> Iterator[tuple[int, int, str]]:
    """What in a document leads to a file or to the web: where it is said, and the address."""
    source = one.text.source
    said = [(p.at, p.token) for p in ids.pointers(source) if not p.token.startswith("#")]
    said += [(m.start(1), m[1]) for m in _INCLUDE.finditer(source)]
    said += [(m.start(1), m[1]) for m in _MODEL.finditer(source)]
    for at, token in sorted(said):
        if token.startswith(("http://", "https://")):
            yield at, at + len(token), token
        elif ":" not in token:
            file = _beside(one.path, token.partition("#")[0])
            if session.disk.is_file(file):
                yield at, at + len(token), file


_MODEL = re.compile(r"<\?xml-model\s[^>]*?href=\"([^\"]*)\"")
