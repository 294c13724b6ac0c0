"""Safe textual fixes: edits at offsets of the source; every other byte stays as it is."""

from __future__ import annotations

from ._edits import Edit
from ._mending import Mended, mend, proposed, unified

__all__ = ["Edit", "Mended", "mend", "proposed", "unified"]
