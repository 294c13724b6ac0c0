"""The machine as the editor sees it: what is open there holds before what is on the disk."""

from __future__ import annotations

import os
import re

from ..api import Machine

_DECLARED = re.compile(r"""\ufeff?<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._\-]+)["']""")


class Overlay(Machine):
    """The real machine, over which open documents lie. What is said to the user is dropped."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[bytes, int]] = {}  # by whole path; bytes, a number of its own
        self._count = 0
        self.touched: set[str] = set()  # the files that were asked for, until it is cleared

    def open(self, path: str, data: bytes) -> None:
        """Take what the editor holds for the content of a file."""
        self._count += 1
        self._open[self.absolute(path)] = data, self._count

    def close(self, path: str) -> None:
        """Take the file on the disk again."""
        self._open.pop(self.absolute(path), None)

    def read(self, path: str) -> bytes:
        known = self._known(path)
        return super().read(path) if known is None else known[0]

    def is_file(self, path: str) -> bool:
        return self._known(path) is not None or super().is_file(path)

    def stamp(self, path: str) -> tuple[int, int] | None:
        known = self._known(path)
        return super().stamp(path) if known is None else (len(known[0]), -known[1])

    def note(self, message: str) -> None:
        """Findings say all that the editor shows."""

    def detail(self, message: str) -> None:
        """As notes."""

    def _known(self, path: str) -> tuple[bytes, int] | None:
        whole = self.absolute(path)
        self.touched.add(whole)
        return self._open.get(whole)


def as_bytes(source: str) -> bytes:
    """The bytes that the editor would save: in the encoding that the text declares, else UTF-8.

    What that encoding cannot hold is written in UTF-8, and the declaration left out of it, so that
    every character keeps its place.
    """
    declared = _DECLARED.match(source[:300])
    if declared is None or declared[1].lower() in ("utf-8", "utf8"):
        return source.encode("utf-8", "replace")
    try:
        return source.encode(declared[1])
    except LookupError:  # the check says that there is no such encoding
        return source.encode("utf-8", "replace")
    except UnicodeError:
        begin, end = source.index("encoding"), declared.end()
        blank = " " * (end - begin)
        return f"{source[:begin]}{blank}{source[end:]}".encode("utf-8", "replace")


def path_of(uri: str) -> str:
    """The path of a file that the protocol names; "" for what is not a file here."""
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(uri)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        return ""
    path = unquote(parts.path)
    if os.name == "nt":
        path = path.lstrip("/")
    return os.path.normpath(path) if path and "\0" not in path else ""
