"""Comma-separated values (RFC 4180): wide, a column for each witness, or long, a line for each
reading.
"""

from __future__ import annotations

from ..model import Apparatus, Collation
from . import _tabular
from ._options import Options

SUFFIX = ".csv"
TAKES = "collation"
ALSO = ("apparatus",)
OVERLAPS = True
DROPS = (
    "markup",
    "normal forms",
    "language",
    "titles",
    "notes",
    "labels",
    "conjectures",
    "entry notes",
    "white space",
    "passages",
    "ties",
    "transpositions",
)


def write(value: Apparatus | Collation, *, options: Options) -> str:
    """The table (wide) or the apparatus (long) as CSV."""
    rows = _tabular.table(value, options)
    return _tabular.render(rows, delimiter=",", options=options)
