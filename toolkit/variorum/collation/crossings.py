"""What moved between translations: sure links of words that no column of their row can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..alignment import words
from ..model.alignment import Link
from ..model.collation import Block, Transposition
from ..model.witness import Witness
from .linked import Linked
from .options import Options, Place
from .row_texts import RowTexts

_Extent = tuple[int, int, int]  # text of a row, its first token, end
_Pair = tuple[_Extent, _Extent]
_Crossing = tuple[_Pair, bool]  # and whether its words are one word, whatever their form

SURE = 0.75  # probability from which a crossing link is a transposition


def crossings(
    rows: Iterable[RowTexts],
    links: Sequence[Mapping[tuple[int, int], Sequence[Link]]],
    columns: Sequence[Any],
    witnesses: Sequence[Witness],
    options: Options,
    aligner: words.Aligner,
    kept: Linked | None = None,
) -> list[Transposition]:
    """The moves inside each row; `links` has for each row those of the pairs of its texts.

    `columns` says for each witness in which column of the whole table each token stands. The links
    are handed to `kept` where they are wanted afterwards.
    """
    apart = {frozenset(pair) for pair in options.apart}
    moved: list[Transposition] = []
    for row, linked in zip(rows, links, strict=True):
        if kept is not None:
            kept.keep(row, linked)
        found = [
            pair
            for key, own in linked.items()
            for pair, said in _blocks(_crossings(row, key, own, columns))
            if said
            and not _ruled(row, pair, witnesses, apart)
            and _tells(row, pair, aligner)
            and _crosses(row, pair, columns, aligner)
        ]
        moved += _linked(row, found, witnesses, columns)
    return moved


def _crossings(
    row: RowTexts, key: tuple[int, int], links: Iterable[Link], columns: Sequence[Any]
) -> Iterator[_Crossing]:
    """Sure links of words of two texts whose columns are not the same."""
    a, b = key
    (w, left), (v, right) = row.holders[a][0], row.holders[b][0]  # all holders stand alike
    for link in links:
        if link.kind == "phrase" or link.confidence < SURE:
            continue
        i, j = link.a[0], link.b[0]
        apart = columns[w][left.start + i] != columns[v][right.start + j]
        marks = row.marks[a][i] or row.marks[b][j]
        if apart and not marks and len(row.texts[a][i]) > 3:
            said = link.kind != "synonym"
            yield ((a, i, i + len(link.a)), (b, j, j + len(link.b))), said


def _ruled(
    row: RowTexts, pair: _Pair, witnesses: Sequence[Witness], apart: set[frozenset[Place]]
) -> bool:
    """Did a person say that the first words of two blocks do not correspond?"""
    if not apart:
        return False
    one, other = (
        [(witnesses[w].siglum, tokens.start + start) for w, tokens in row.holders[text]]
        for text, start, _ in pair
    )
    return any(frozenset((x, y)) in apart for x in one for y in other)


def _tells(row: RowTexts, pair: _Pair, aligner: words.Aligner) -> bool:
    """Is there a content word on both sides? `that` and `will` are everywhere."""
    return all(
        any(not aligner.is_function(word) for word in row.texts[text][start:end])
        for text, start, end in pair
    )


def _crosses(row: RowTexts, pair: _Pair, columns: Sequence[Any], aligner: words.Aligner) -> bool:
    """Is there a word of content that both texts have between the two places of a block?"""
    (w, left), (v, right) = (row.holders[text][0] for text, _, _ in pair)
    (a, i, _), (_, j, _) = pair
    ends = sorted((int(columns[w][left.start + i]), int(columns[v][right.start + j])))
    there = {int(columns[v][token]) for token in right}
    return any(
        ends[0] < columns[w][left.start + n] < ends[1]
        and int(columns[w][left.start + n]) in there
        and not row.marks[a][n]
        and not aligner.is_function(word)
        for n, word in enumerate(row.texts[a])
    )


def _blocks(moved: Iterable[_Crossing]) -> Iterator[_Crossing]:
    """Crossings of two texts that follow each other on both sides are one block."""
    last: _Crossing | None = None
    for (one, other), said in sorted(moved):
        if last and (last[0][0][2], last[0][1][2]) == (one[1], other[1]):
            (before, beside), known = last
            last = ((*before[:2], one[2]), (*beside[:2], other[2])), known or said
        else:
            if last:
                yield last
            last = (one, other), said
    if last:
        yield last


def _linked(
    row: RowTexts, pairs: Sequence[_Pair], witnesses: Sequence[Witness], columns: Sequence[Any]
) -> Iterator[Transposition]:
    """One transposition for all versions that have the same words at one place or the other."""
    groups: dict[_Extent, frozenset[_Extent]] = {}
    for pair in pairs:
        joined = frozenset[_Extent]().union(*(groups.get(end, {end}) for end in pair))
        groups.update(dict.fromkeys(joined, joined))

    def places(extents: Iterable[_Extent]) -> dict[int, list[_Extent]]:
        found: dict[int, list[_Extent]] = {}
        for text, start, end in sorted(extents):
            w, tokens = row.holders[text][0]
            column = int(columns[w][tokens.start + start])
            found.setdefault(column, []).append((text, start, end))
        return found

    def blocks(extents: Iterable[_Extent]) -> tuple[Block, ...]:
        made = (
            Block(witnesses[w].siglum, tokens.start + start, tokens.start + end)
            for text, start, end in extents
            for w, tokens in row.holders[text]
        )
        return tuple(sorted(made, key=lambda block: (block.siglum, block.start)))

    told: set[frozenset[_Extent]] = set()
    for pair in pairs:
        whole = groups[pair[0]]
        if len(places(whole)) != 2 or len({text for text, _, _ in whole}) != len(whole):
            whole = frozenset(pair)  # more than two places: which belong together is not known
        if whole not in told:
            told.add(whole)
            (_, here), (_, there) = sorted(places(whole).items())
            yield Transposition(blocks(here), blocks(there))
