"""Files that a file points to: read within one root, each remembered as it was when asked for."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence

from ..host import Host

ROOT_MARKS = ("variorum.toml", ".git", "pyproject.toml")
MOST_BYTES = 1 << 28  # of a file that is pointed to; a larger one is there, and is not read

Seen = tuple[int, int, str]  # size, time of the last change, sha256
ABSENT: Seen = (-1, 0, "")
FOLDER: Seen = (-2, 0, "")


class Nearby:
    """Reads the files that pointers name; `asked` says what was found at each path."""

    def __init__(self, folder: str, root: str, host: Host) -> None:
        self.folder, self.root, self._host = folder, root, host
        self.asked: dict[str, Seen] = {}

    def __call__(self, file: str) -> bytes | None:
        """The bytes of a file, empty if it is not text, None for what is not there.

        Raises `PermissionError` for a path that leaves the root.
        """
        path = self._host.absolute(os.path.join(self.folder, file))
        if path != self.root and not path.startswith(self.root.rstrip(os.sep) + os.sep):
            raise PermissionError(file)
        self.asked[path], data = look(path, self._host)
        return data


def nearby(path: str, root: str, host: Host, folders: Sequence[str] = ()) -> Nearby:
    """What follows the pointers of a file, within the root asked for or that of its project.

    Without a project it is the widest of the folders that the user named, else the file's own.
    """
    folder = os.path.dirname(host.absolute(path)) if path != "-" else host.absolute(".")
    within = [one for one in folders if f"{folder}{os.sep}".startswith(one.rstrip(os.sep) + os.sep)]
    otherwise = min(within, key=len, default=folder)
    found = host.absolute(root) if root else project_root(folder, host) or otherwise
    return Nearby(folder, found, host)


def project_root(folder: str, host: Host) -> str:
    """The nearest folder upward that holds a project's mark; empty where none does."""
    at = folder
    while True:
        for mark in ROOT_MARKS:
            candidate = os.path.join(at, mark)
            if host.is_file(candidate) or host.is_folder(candidate):
                return at
        above = os.path.dirname(at)
        if above == at:
            return ""
        at = above


def look(path: str, host: Host) -> tuple[Seen, bytes | None]:
    """What stands at a path now, and its bytes."""
    stamp = host.stamp(path)
    if stamp is None:
        return (FOLDER, b"") if host.is_folder(path) else (ABSENT, None)
    data = host.read(path) if stamp[0] <= MOST_BYTES else b""
    return (*stamp, hashlib.sha256(data).hexdigest()), data


def unchanged(asked: Mapping[str, Seen], host: Host) -> bool:
    """Is each file that was asked for still what it was?

    Size and time of the last change are compared; where only the time is another, the content is.
    """
    for path, was in asked.items():
        stamp = host.stamp(path)
        if stamp is not None and stamp == was[:2]:
            continue
        if stamp is None or stamp[0] == was[0] or was in (ABSENT, FOLDER):
            now = look(path, host)[0]
            if (now[0], now[2]) == (was[0], was[2]):
                continue
        return False
    return True
