"""What rules ask of a document: its witnesses, entries, pointers, brackets.

A rule is given a `Context`, its own view of what all rules of one file share (`Shared`), and asks
it; the other files answer one question each, when it is first asked.
"""

from __future__ import annotations

from .context import Context, Shared

__all__ = ["Context", "Shared"]
