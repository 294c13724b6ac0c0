"""Words of two witnesses, row by row of a passage alignment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import Link, Witness
from .aligner import Aligner, learn

Row = tuple[range, range]  # tokens of the one, tokens of the other (`Synopsis.tokens`)


def row_pairs(a: Witness, b: Witness, rows: Sequence[Row]) -> Iterator[tuple[list[str], list[str]]]:
    """The tokens of both witnesses in each row, as written: what `learn` takes."""
    for left, right in rows:
        yield _texts(a, left), _texts(b, right)


def _texts(witness: Witness, tokens: range) -> list[str]:
    return [witness.slice(i, i + 1) for i in tokens]


def align(
    a: Witness,
    b: Witness,
    rows: Sequence[Row],
    *,
    aligner: Aligner | None = None,
    semantic: bool | None = None,
    neural: bool | None = None,
) -> tuple[tuple[Link, ...], ...]:
    """The links of each row, by token index in the witnesses.

    Without an `aligner` one is learned from these rows alone; over several versions learn one
    from the pairs of all (`row_pairs`).
    """
    if aligner is None:
        left, right = a.language or b.language or "en", b.language or a.language
        pairs = row_pairs(a, b, rows)
        aligner = learn(pairs, language=left, other=right, semantic=semantic, neural=neural)
    found = aligner.links_many(row_pairs(a, b, rows))
    return tuple(
        tuple(_moved(link, left, right) for link in links)
        for (left, right), links in zip(rows, found)
    )


def _moved(link: Link, left: range, right: range) -> Link:
    """A link within a row, counted from the beginning of the witnesses."""
    a = tuple(left.start + i for i in link.a)
    b = tuple(right.start + j for j in link.b)
    return Link(a, b, link.kind, link.confidence)
