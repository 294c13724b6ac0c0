"""Comma-separated tables of texts, wide or long; a semicolon serves as well."""

from __future__ import annotations

from ..model import Source
from ..text.encoding import decode
from ._grid import read_table
from ._options import Options

SUFFIXES = (".csv",)


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read a CSV table; the first line shows whether commas or semicolons separate its cells."""
    head = decode(data, name=name, encoding=options.encoding).partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    return read_table(data, name=name, options=options, delimiter=delimiter, reader="csv")
