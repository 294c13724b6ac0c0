"""One running text: the base with every change of one other version marked in its place.

With more than two versions each passage is printed once for each of them that differs.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model.comparison import Comparison
from ..closing import closing
from ..look import Look
from ..marking import pieces_of
from .rows import chapter, header, moved_mark, narrowed, same, shown


def render(comparison: Comparison, look: Look) -> Iterator[str]:
    """Lines of the view, without line ends."""
    yield from header(comparison, look)
    yield ""
    several = len(comparison.versions) > 2
    for row in shown(comparison, look):
        if isinstance(row, int):
            yield from same(row, look, narrowed(comparison))
            continue
        if isinstance(row, str):
            yield from chapter(row, look)
            yield ""
            continue
        for v in comparison.others:
            if several and not look.full and not row.differs(v):
                continue
            lead = f"{comparison.versions[v].siglum}  " if several else ""
            pieces = pieces_of(row.changes[v], look, elide=False)
            yield from look.block(lead, [*moved_mark(row, v), *pieces])
        yield ""
    yield from closing(comparison, look)
