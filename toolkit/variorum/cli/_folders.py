"""Two folders, file by file: what has the same path in both is compared."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from ._io import files_in

if TYPE_CHECKING:
    from ._diffing import Request


def are_folders(files: tuple[str, ...]) -> bool:
    """Two folders, and nothing else?"""
    return len(files) == 2 and all(os.path.isdir(path) for path in files)


def pairs(files: tuple[str, ...]) -> Iterator[tuple[str, str | None, str | None]]:
    """`(path below the folders, left file, right file)`, sorted; None where one lacks it."""
    sides = []
    for folder in files:
        names = [p for p in files_in(folder) if not os.path.islink(p)]
        sides.append({os.path.relpath(path, folder): path for path in names})
    for name in sorted(sides[0].keys() | sides[1].keys()):
        yield name, sides[0].get(name), sides[1].get(name)


def run_folders(request: Request, run: Callable[[Request], bool]) -> bool:
    """Compare each pair, with its path as a heading; True where anything differs."""
    from ._terminal import show

    if request.format in ("json", "html", "patch") or request.output not in (None, "-"):
        raise UsageError("two folders are shown as text only", hint="name two files for one output")
    different = False
    for name, left, right in pairs(request.files):
        if left is None or right is None:
            folder = request.files[0] if left else request.files[1]
            show([f"only in {folder}: {name}"], pager=False)
            different = True
            continue
        if Path(left).read_bytes() == Path(right).read_bytes():
            continue
        show([f"== {name}"], pager=False)
        different |= run(replace(request, files=(left, right), paged=False))
    return different
