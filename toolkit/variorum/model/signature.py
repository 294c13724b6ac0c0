"""How a result was made, in one short line; the same input and options give the same signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .._version import TOOL
from .shown import Shown


@dataclass(frozen=True, slots=True, repr=False)
class Signature(Shown):
    """Named parts in the order in which the work was done; no date, no path, no witness order.

    The idea is sacreBLEU's (Post, WMT 2018).

    >>> str(Signature().adding(normal="nfc+casefold", base="L"))
    'variorum:0.1|normal:nfc+casefold|base:L'
    """

    parts: tuple[tuple[str, str], ...] = ()

    def adding(self, **parts: str) -> Signature:
        """A signature with these parts set, replacing earlier values of the same name."""
        kept = tuple(p for p in self.parts if p[0] not in parts)
        return Signature(kept + tuple(parts.items()))

    def _line(self) -> str:
        return f"<Signature {self}>"

    def to_dict(self) -> dict[str, Any]:
        """The parts by name."""
        return dict(self.parts)

    def get(self, name: str) -> str:
        """The value of a part, or the empty string."""
        return dict(self.parts).get(name, "")

    def __str__(self) -> str:
        return "|".join([TOOL.replace(" ", ":"), *(f"{k}:{v}" for k, v in self.parts)])
