"""What can go wrong in a request, worded once, each with a remedy.

A fault *in a text* is a `Finding` and checking goes on; a fault that stops the work is a
`VariorumError`; what only we could have caused is an `assert`.

    VariorumError
    ├── UsageError      the request itself makes no sense (unknown siglum, no witness)
    │   ├── UnknownName     a name by which a value was indexed is not there; a KeyError too
    │   └── OutOfRange      a position by which a value was indexed; an IndexError too
    ├── ReadError       an input cannot be read (encoding, malformed XML, no such file)
    ├── WriteError      an output cannot or must not be written
    ├── LimitError      the input passed a limit that is named
    └── MissingExtra    an optional package is not installed
"""

from __future__ import annotations


class VariorumError(Exception):
    """One line for the user: where, what is wrong, what to do.

    >>> str(ReadError("not UTF-8", source="B.txt", line=2, hint="save the file as UTF-8"))
    'B.txt:2: not UTF-8; save the file as UTF-8'
    """

    def __init__(self, message: str, *, source: str = "", line: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.source = source
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}: " if self.line else f"{self.source}: "
        remedy = f"; {self.hint}" if self.hint else ""
        line = f"{place if self.source else ''}{self.message}{remedy}"
        return " ".join(line.split())  # one line, whatever a parser or a file name put into it


class UsageError(VariorumError):
    """The request cannot be met: an unknown siglum, two witnesses with one siglum, no input."""


class UnknownName(UsageError, KeyError):
    """A value was indexed by a siglum, an id or another name that it does not have."""


class OutOfRange(UsageError, IndexError):
    """A value was indexed beyond its last item."""


class ReadError(VariorumError):
    """An input cannot be read."""


class WriteError(VariorumError):
    """An output cannot be written, or writing it would lose something."""


class LimitError(VariorumError):
    """The input is legal but exceeds a limit; the message names the limit."""


class MissingExtra(VariorumError):
    """An optional package is needed.

    >>> str(MissingExtra("xlsx", "XLSX output"))
    "XLSX output needs an optional package; pip install 'variorum[xlsx]'"
    """

    def __init__(self, extra: str, what: str) -> None:
        super().__init__(
            f"{what} needs an optional package", hint=f"pip install 'variorum[{extra}]'"
        )
        self.extra = extra
        self.what = what

    def __reduce__(self) -> tuple[type[MissingExtra], tuple[str, str]]:
        return type(self), (self.extra, self.what)
