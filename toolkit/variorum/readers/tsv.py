"""Tables of texts with tabs between the cells, wide or long."""

from __future__ import annotations

from ..model import Source
from ._grid import read_table
from ._options import Options

SUFFIXES = (".tsv", ".tab")


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read a TSV table."""
    return read_table(data, name=name, options=options, delimiter="\t", reader="tsv")
