"""Collation: witnesses of one text side by side, aligned without regard to their order."""

from typing import TYPE_CHECKING

from .kin import akin
from .options import Options
from .straight import straighten
from .stream import collate
from .within_rows import collate_rows

__all__ = [
    "Options",
    "akin",
    "collate",
    "collate_rows",
    "collate_translations",
    "straighten",
    "Linked",
]

if TYPE_CHECKING:
    from .linked import Linked
    from .translations import collate_translations


def __getattr__(name: str) -> object:
    """Translations need the word aligner, copies do not: it is loaded when asked for."""
    if name == "Linked":
        from .linked import Linked

        return Linked
    if name == "collate_translations":
        from .translations import collate_translations

        return collate_translations
    raise AttributeError(name)
