"""Collation: witnesses of one text side by side, aligned without regard to their order."""

from .kin import akin
from .options import Options
from .rows import collate_rows
from .straight import straighten
from .stream import collate
from .translations import collate_translations

__all__ = ["Options", "akin", "collate", "collate_rows", "collate_translations", "straighten"]
