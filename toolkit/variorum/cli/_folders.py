"""Two folders, file by file: what has the same path in both is compared."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ReadError, UsageError
from ._io import Input, files_below, read_bytes, versions_in

if TYPE_CHECKING:
    from ._diffing import Request


def are_folders(files: tuple[str, ...]) -> bool:
    """Two folders, and nothing else?"""
    return len(files) == 2 and all(os.path.isdir(path) for path in files)


def pairs(files: tuple[str, ...]) -> Iterator[tuple[str, str | None, str | None]]:
    """`(path below the folders, left file, right file)`, sorted; None where one lacks it.

    A folder may hold nothing, as where git hands over files that are all new, but not both.
    """
    held = [_versions(folder) for folder in files]
    if not any(held):
        versions_in(files[0])  # says what was wanted
    left, right = (
        {os.path.relpath(path, folder): path for path in paths}
        for folder, paths in zip(files, held, strict=True)
    )
    for name in sorted(left.keys() | right.keys()):
        yield name, left.get(name), right.get(name)


def _versions(folder: str) -> list[str]:
    return versions_in(folder) if any(files_below(folder)) else []


def sides(files: tuple[str, ...]) -> tuple[str, ...]:
    """What the two folders are called: the first names, from the end, that differ.

    >>> sides(("old/texts", "new/texts"))
    ('old', 'new')
    """
    paths = [Path(os.path.abspath(folder)).parts for folder in files]
    for left, right in zip(*(reversed(parts) for parts in paths)):
        if left != right and os.sep not in (left, right):
            return left, right
    return "left", "right"


def run_folders(request: Request, run: Callable[[Request, tuple[Input, ...]], bool]) -> bool:
    """Compare each pair, with its path as a heading; True where anything differs.

    A file that cannot be read does not keep the others from being compared: that is said after.
    """
    from ._terminal import show

    if request.format in ("json", "html", "patch") or request.output not in (None, "-"):
        raise UsageError("two folders are shown as text only", hint="name two files for one output")
    different, unread = False, list[ReadError]()
    each = replace(request, paged=False, sides=sides(request.files))
    for name, left, right in pairs(request.files):
        if left is None or right is None:
            folder = request.files[0] if left else request.files[1]
            show([f"only in {folder}: {name}"], pager=False)
            different = True
            continue
        inputs = Input("", left, read_bytes(left)), Input("", right, read_bytes(right))
        if inputs[0].data == inputs[1].data:
            continue
        show([f"== {name}"], pager=False)
        try:
            different |= run(each, inputs)
        except ReadError as error:
            unread.append(error)
    if unread:
        raise unread[0]
    return different
