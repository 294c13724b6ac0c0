"""A document as a rule sees it: elements, text and mark-up, each with its place.

`intake` reads a file or says why it had to be refused; `Document` is one that was read, with
everything that can be asked of it; `Run` is a piece of its text, `Layout` says where things stand.
"""

from __future__ import annotations

from .document import Document, Element, ancestor, name
from .layout import Layout
from .runs import Run

__all__ = ["Document", "Element", "Layout", "Run", "ancestor", "name"]
