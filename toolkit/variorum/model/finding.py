"""A fault in a text, as a value: checking goes on after it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from .shown import Shown


class Severity(IntEnum):
    """The severity of a finding; ordered, so that a limit can be set."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Shown):
    """Place, code, rule, severity and message of a fault.

    Lines and columns count from 1; 0 means not known. If the finding is only a consequence of
    another one, `cause` is the index of that other one among the findings of the file; otherwise it
    is None. `subject` and `attribute` name what is at fault; programs need not parse the message.
    `key` identifies the finding within its file even if lines are added above it: code, attribute,
    subject, and a number where these are repeated.
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
    subject: str = ""  # the pointer, value, word or element at fault
    attribute: str = ""  # at fault, as it is written
    meant: str = ""  # the name that may have been meant
    subjects: tuple[str, ...] = ()  # of all the places that one finding stands for
    key: str = ""  # given once all findings of the file are known

    @property
    def whole(self) -> str:
        """The message with its remedy, on one line, without control characters."""
        text = f"{self.message}; {self.hint}" if self.hint else self.message
        return safe(" ".join(text.split()))

    def __str__(self) -> str:
        place = f"{safe(self.path)}:{self.line}:{self.column}"
        return f"{place}: {self.code} {self.severity}: {self.whole}"

    def _line(self) -> str:
        return f"<Finding {self}>"

    def to_dict(self) -> dict[str, Any]:
        """The finding as in the JSON output; `cause` only if it has one."""
        row: dict[str, Any] = {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "rule": self.rule,
            "severity": str(self.severity),
            "message": self.whole,
            "xpath": self.xpath,
            "key": self.key,
        }
        return row if self.cause is None else {**row, "cause": self.cause}


def safe(text: str) -> str:
    """Text that cannot command a terminal: control characters become dots."""
    return "".join("·" if unicodedata.category(c) in ("Cc", "Cf") else c for c in text)
