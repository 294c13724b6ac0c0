"""The other version's text with `[-old-]{+new+}`, passage by passage, as wdiff prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...model.comparison import Comparison
from ..closing import closing
from ..look import Look
from ..marking import pieces_of
from ..width import Piece
from .rows import moved_mark


def render(comparison: Comparison, look: Look) -> Iterator[str]:
    """Lines of the view, without line ends."""
    plain = replace(look, arrows=False)
    several = len(comparison.versions) > 2
    for v in comparison.others:
        if several:
            yield from plain.block("", [Piece(comparison.versions[v].siglum, "head")])
        for row in comparison.rows:
            pieces = list(pieces_of(row.changes[v], plain, elide=False))
            if pieces:
                yield from plain.block("", [*moved_mark(row, v), *pieces])
        yield ""
    yield from closing(comparison, look)
