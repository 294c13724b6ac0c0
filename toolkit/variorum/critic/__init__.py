"""From a collation to an apparatus: units, classes of reading, layers, decisions, methods.

Offers `apparatus` and `restore`; `units`, `classify`, `layers`, `decisions`, `project`, `methods`
and `convert` hold the parts. Nothing here reads a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .edition import Options, apparatus
    from .rebuild import restore
    from .units import UnitOptions

__all__ = ["Options", "UnitOptions", "apparatus", "restore"]

_HOME = {"Options": "edition", "apparatus": "edition", "restore": "rebuild", "UnitOptions": "units"}


def __getattr__(name: str) -> Any:
    """Import a part when it is asked for: a diff that only classifies loads no collation."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOME[name]}", __name__), name)
