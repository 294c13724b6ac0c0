"""One file for each format: a value in, `str` or `bytes` out. The writer is found by name or by
suffix.

Each names its `SUFFIX`, the value it `TAKES` ("synopsis", "collation", "apparatus"), perhaps what
it takes `ALSO`, and what it `DROPS`: JSON alone is the whole value. One that has a place for
entries within an entry says so (`OVERLAPS`); the others get units that follow each other. No writer
knows a clock, a path or a setting of the machine: the same value and options give the same bytes.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..model import Apparatus, Collation, Synopsis
from ..registry import entries, get, names
from ._kept import check_kept
from ._options import Options, method

if TYPE_CHECKING:
    from ._frame import VERSE, Frame, frames
    from ._measures_docx import document
    from ._measures_svg import heat_map
    from ._measures_xlsx import workbook
    from ._moved import Twins, twins
    from ._xml import xml_names

__all__ = [
    "Frame",
    "Options",
    "Twins",
    "VERSE",
    "Value",
    "by_suffix",
    "check_kept",
    "document",
    "frames",
    "heat_map",
    "method",
    "twins",
    "workbook",
    "write",
    "writer",
    "xml_names",
]
_HOME = {
    "Twins": "_moved",
    "document": "_measures_docx",
    "Frame": "_frame",
    "VERSE": "_frame",
    "frames": "_frame",
    "heat_map": "_measures_svg",
    "twins": "_moved",
    "workbook": "_measures_xlsx",
    "xml_names": "_xml",
}

Value = Synopsis | Collation | Apparatus
_KINDS = {"synopsis": Synopsis, "collation": Collation, "apparatus": Apparatus}
# Suffixes that several formats have, and what is meant by each.
_OF_SEVERAL = {".xml": "tei", ".tex": "reledmac", ".json": "json", ".txt": "txt", ".html": "html"}
_ALIASES = {"markdown": "md", "text": "txt", "latex": "reledmac", "phy": "phylip", "nex": "nexus"}


def __getattr__(name: str) -> Any:
    """Import a part when it is asked for: most writers need none of the others' helpers."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def write(name: str, value: Value, options: Options | None = None) -> str | bytes:
    """Write a value in the named format.

    Raises `UsageError` for an unknown format, or where the format needs another value (an
    apparatus needs a base, a synopsis rows of passages).
    """
    module = writer(name)
    suited = _suited(name, module, value)
    result: str | bytes = module.write(suited, options=options or Options())
    return result


def writer(name: str) -> ModuleType:
    """The module of a format, by its name or a usual other name."""
    return get("writers", _ALIASES.get(name, name))


def by_suffix(path: str) -> str:
    """The name of the writer for a file name; raises `UsageError` naming the suffixes known."""
    suffix = PurePath(path).suffix.lower()
    if suffix in _OF_SEVERAL:
        return _OF_SEVERAL[suffix]
    if suffix[1:] in names("writers") and suffix == get("writers", suffix[1:]).SUFFIX:
        return suffix[1:]  # found without loading all the others
    found = {module.SUFFIX: name for name, module in reversed(entries("writers").items())}
    found |= _OF_SEVERAL
    if suffix not in found:
        known = ", ".join(sorted(found))
        raise UsageError(f"no format for {suffix or 'a file without suffix'!r}", hint=known)
    return found[suffix]


def _rows(value: Apparatus | Collation) -> Synopsis:
    from ..collation import straighten
    from ..critic.passages import synopsis

    return synopsis(value.collation if isinstance(value, Apparatus) else straighten(value))


def _suited(name: str, module: ModuleType, value: Value) -> Value:
    """The value itself, or the collation of an apparatus or their rows, as the writer takes it."""
    taken = (module.TAKES, *getattr(module, "ALSO", ()))
    if isinstance(value, Apparatus) and not getattr(module, "OVERLAPS", False):
        from ..critic.segments import segmented

        value = segmented(value)
    if isinstance(value, tuple(_KINDS[kind] for kind in taken)):
        return value
    if isinstance(value, Apparatus) and "collation" in taken:
        return value.collation
    if taken == ("synopsis",) and not isinstance(value, Synopsis):
        return _rows(value)
    given = next((k for k, cls in _KINDS.items() if isinstance(value, cls)), type(value).__name__)
    remedy = {
        "apparatus": "name the base witness",
        "synopsis": "align the passages of the versions first",
        "collation": "collate the witnesses first",
    }
    raise UsageError(f"{name} writes no {given}", hint=remedy[module.TAKES])
