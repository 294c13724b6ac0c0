"""Two folders, file by file: what has the same path in both is compared."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ReadError, UsageError

if TYPE_CHECKING:
    from ._diffing import Work
    from ._host import Terminal


def are_folders(files: Sequence[str]) -> bool:
    """Two folders, and nothing else?"""
    return len(files) == 2 and all(os.path.isdir(path) for path in files)


def pairs(files: Sequence[str], host: Terminal) -> Iterator[tuple[str, str | None, str | None]]:
    """`(path below the folders, left file, right file)`, sorted; None where one lacks it.

    A folder may hold nothing, as where git hands over files that are all new, but not both.
    """
    from ..api.reading import files_in, versions_in

    held = [versions_in(f, host) if files_in(f, host) else [] for f in files]
    if not any(held):
        versions_in(files[0], host)  # says what was wanted
    left, right = (
        {os.path.relpath(path, folder): path for path in paths}
        for folder, paths in zip(files, held, strict=True)
    )
    for name in sorted(left.keys() | right.keys()):
        yield name, left.get(name), right.get(name)


def sides(files: Sequence[str]) -> tuple[str, ...]:
    """What the two folders are called: the first names, from the end, that differ.

    >>> sides(("old/texts", "new/texts"))
    ('old', 'new')
    """
    paths = [Path(os.path.abspath(folder)).parts for folder in files]
    for left, right in zip(*(reversed(parts) for parts in paths)):
        if left != right and os.sep not in (left, right):
            return left, right
    return "left", "right"


def run_folders(work: Work, files: Sequence[str]) -> bool:
    """Compare each pair, with its path as a heading; True where anything differs.

    A file that cannot be read does not keep the others from being compared: that is said after.
    """
    from ..api.reading import Input
    from ._host import Terminal
    from ._terminal import show

    shown, host = work.shown, Terminal()
    if shown.format in ("json", "html", "patch") or shown.output not in (None, "-"):
        raise UsageError(
            "two folders can only be compared as text on the terminal",
            hint="name two files for one output",
        )
    different, unread = False, list[ReadError]()
    each = replace(work, shown=replace(shown, paged=False), sides=sides(files))
    for name, left, right in pairs(files, host):
        if left is None or right is None:
            folder = files[0] if left else files[1]
            show([f"only in {folder}: {name}"], pager=False)
            different = True
            continue
        given = Input("", left, host.read(left)), Input("", right, host.read(right))
        if given[0].data == given[1].data:
            continue
        show([f"== {name}"], pager=False)
        try:
            different |= each.compare(given)
        except ReadError as error:
            unread.append(error)
    if unread:
        raise unread[0]
    return different
