"""A fault in a text, as a value: checking goes on after it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How grave a finding is; ordered, so that a limit can be set."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Finding:
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
