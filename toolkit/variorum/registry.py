"""Find the files of a room by name: `readers/tei.py` is the reader `tei`.

There is no list to keep: what lies in the folder is offered, what does not is not. A file that
begins with `_` is a helper, not an entry.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from .errors import UsageError


@cache
def names(room: str) -> tuple[str, ...]:
    """The entries of a room (`"readers"`, `"validation.rules"`), sorted, without importing them."""
    package = importlib.import_module(f"variorum.{room}")
    found = (info.name for info in pkgutil.iter_modules(package.__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


def get(room: str, name: str) -> ModuleType:
    """Import one entry of a room.

    A dash in the user's spelling is an underscore in the file's. Raises `UsageError` naming
    what there is.
    """
    entry = name.replace("-", "_")
    if entry not in names(room):
        what = room.rstrip("s").replace("_", " ")
        offered = ", ".join(n.replace("_", "-") for n in names(room))
        raise UsageError(f"unknown {what} {name!r}", hint=f"choose from {offered}")
    return importlib.import_module(f"variorum.{room}.{entry}")


def entries(room: str) -> dict[str, ModuleType]:
    """Every entry of a room, imported, by name."""
    return {name: get(room, name) for name in names(room)}
