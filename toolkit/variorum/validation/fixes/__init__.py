"""Safe textual fixes: edits at offsets of the source; every other byte stays as it is."""

from __future__ import annotations

from ._mending import Mended, mend, unified

__all__ = ["Mended", "mend", "unified"]
