"""How git calls an external diff: path, old file, hash and mode, new file, hash and mode."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

_HASH = re.compile(r"\.|[0-9a-f]{4,64}")
_MODE = re.compile(r"\.|[0-7]{6}")


@dataclass(frozen=True, slots=True)
class GitCall:
    """One file as git hands it over; an added or deleted side is the null device."""

    path: str
    old: str
    new: str


def git_call(files: tuple[str, ...]) -> GitCall | None:
    """What git asks, or None where these are ordinary arguments.

    Seven arguments, or nine where a file was renamed (gitdiffcore; `GIT_EXTERNAL_DIFF`).
    """
    if len(files) not in (7, 9):
        return None
    path, old, old_hash, old_mode, new, new_hash, new_mode = files[:7]
    hashes = _HASH.fullmatch(old_hash) and _HASH.fullmatch(new_hash)
    if not (hashes and _MODE.fullmatch(old_mode) and _MODE.fullmatch(new_mode)):
        return None
    return GitCall(f"{path} → {files[7]}" if len(files) == 9 else path, old, new)


def null_device(path: str) -> bool:
    """Does this side not exist?"""
    return path in ("/dev/null", "nul", os.devnull)


def paged_by_git() -> bool:
    """git pipes its output into a pager on a terminal: colour is welcome."""
    return os.environ.get("GIT_PAGER_IN_USE") in ("true", "1")
