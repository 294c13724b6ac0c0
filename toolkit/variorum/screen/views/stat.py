"""Counts only: words, shared words, changes by class, the passages that differ most."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.comparison import EQUAL, Comparison, Row
from ...text.tokens import tokenise
from ..closing import closing
from ..look import Look
from ..width import Piece

MOST = 5  # passages listed


def render(comparison: Comparison, look: Look) -> Iterator[str]:
    """Lines of the view, without line ends."""
    base = comparison.versions[comparison.base]
    yield from look.block("", [Piece(f"{base.siglum}: {base.words} words (base)", "head")])
    for v in comparison.others:
        yield from look.block("", [Piece(_version(comparison, v), "")])
        kinds = ", ".join(f"{kind} {n}" for kind, n in comparison.kinds(v).most_common())
        if kinds:
            yield from look.block("  ", [Piece(kinds)])
    yield from _most_changed(comparison, look)
    yield from closing(comparison, look)


def _version(comparison: Comparison, v: int) -> str:
    version = comparison.versions[v]
    common = sum(words_kept(row, v) for row in comparison.rows)
    base = comparison.versions[comparison.base].words
    return (
        f"{version.siglum}: {version.words} words, {common} as in the base "
        f"({_percent(common, version.words)} of {version.siglum}, {_percent(common, base)} of it)"
    )


def words_kept(row: Row, v: int) -> int:
    """Words of version v that stand unchanged in a row, those inside phrases included."""
    kept = 0
    for change in row.changes[v]:
        texts = (change.other,) if change.kind == EQUAL else change.shared
        kept += sum(_words(text) for text in texts)
    return kept


def _words(text: str) -> int:
    """Words as versions count them, not as blanks part them."""
    return tokenise(text)[2].count(0)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part // whole if whole else 0} %"


def _most_changed(comparison: Comparison, look: Look) -> Iterator[str]:
    """The passages with most words that are not the base's."""
    scored = []
    for r, row in enumerate(comparison.rows):
        lost = sum(
            len(change.base.split()) + len(change.other.split())
            for v in comparison.others
            for change in row.changes[v]
            if change.kind != EQUAL
        )
        if lost:
            scored.append((-lost, r, row.place))
    if len(scored) < 2:
        return
    names = [f"{name} ({-lost})" for lost, _, name in sorted(scored)[:MOST]]
    yield from look.block("", [Piece(f"most changed (words): {', '.join(names)}")])
