"""A document as it is written: what the letters of its mark-up say, and where they stand.

`Positions` gives the place of every tag, attribute and text; `marks` cuts mark-up into pieces.
"""

from __future__ import annotations

from . import marks
from .positions import Attribute, Positions

__all__ = ["Attribute", "Positions", "marks"]
