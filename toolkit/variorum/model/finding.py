"""A fault in a text, as a value: checking goes on after it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from .shown import Shown


class Severity(IntEnum):
    """How grave a finding is; ordered, so that a limit can be set."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Shown):
    """Place, code, rule, severity, message.

    Lines and columns count from 1; 0 = not known. `cause` is the index, among the findings of
    the same file, of the finding of which this one is a mere consequence; None = a fault of its
    own.
    """

    path: str
    line: int
    column: int
    code: str  # "WIT001"
    rule: str  # "wit-unresolved"
    severity: Severity
    message: str
    hint: str = ""  # what to do, or the nearest name
    xpath: str = ""
    near: str = ""  # nearest xml:id or @n
    cause: int | None = None
    end_line: int = 0
    end_column: int = 0
    count: int = 1  # how many places one aggregated finding stands for

    def __str__(self) -> str:
        remedy = f"; {self.hint}" if self.hint else ""
        return " ".join(f"{self.path}:{self.line}: {self.message}{remedy}".split())

    def _line(self) -> str:
        return f"<Finding {self.code} {self.severity} {self}>"

    def to_dict(self) -> dict[str, Any]:
        """The finding with all that it says, its severity as a word."""
        return {**Shown.to_dict(self), "severity": str(self.severity)}
