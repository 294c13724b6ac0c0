"""Collation: witnesses of one text side by side, aligned without regard to their order."""

from .options import Options
from .stream import collate

__all__ = ["Options", "collate"]
