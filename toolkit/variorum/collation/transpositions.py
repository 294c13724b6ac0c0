"""Blocks that stand in another place in other witnesses, found after the alignment.

Looked for only among readings that do not agree with each other where they stand: a word that
some witnesses have in one column and quite other witnesses in another, with what goes before and
after it as far as it agrees too. A link must earn its distance by its length and rarity; nothing
here changes the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model.collation import Block, Transposition
from .score import Scores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

PLACES = 12  # a form that differs in more columns starts no link: it is too common
BASE, DOUBLING = 62, 8  # what a link must be worth: one rare word near by, more words far off


@dataclass(frozen=True, slots=True)
class _Link:
    """Tokens `start:end` of text a answer tokens `other:` of text b, elsewhere."""

    worth: int
    distance: int
    start: int
    end: int
    other: int
    a: int
    b: int


def find(
    texts: Sequence[Ints],
    columns: Sequence[Ints],
    members: Sequence[Sequence[str]],
    width: int,
    scores: Scores,
) -> tuple[Transposition, ...]:
    """Link the moved blocks of a table.

    `texts[t]` are the form numbers of one text, `columns[t]` the column of each of its tokens and
    `members[t]` the sigla that have this text.
    """
    if len(texts) < 2 or not width:
        return ()
    table = _cells(columns, width)
    links = _links(texts, columns, table, scores)
    links.sort(key=lambda k: (-k.worth, k.distance, k.a, k.start, k.b, k.other))
    taken: set[tuple[int, int, int]] = set()  # column, form, place in pair
    found = []
    for link in links:
        ids = [int(f) for f in texts[link.a][link.start : link.end]]
        here = [int(c) for c in columns[link.a][link.start : link.end]]
        there = [int(c) for c in columns[link.b][link.other : link.other + len(ids)]]
        places = {(c, f, 0) for c, f in zip(here, ids)} | {(c, f, 0) for c, f in zip(there, ids)}
        if places & taken:
            continue
        taken |= places
        pair = (_holders(texts, table, ids, here), _holders(texts, table, ids, there))
        found.append((min(here), min(there), ids, pair))
    found.sort(key=lambda f: (min(f[0], f[1]), max(f[0], f[1]), f[2]))
    return tuple(_value(ids, *pair, members, first < second) for first, second, ids, pair in found)


def _cells(columns: Sequence[Ints], width: int) -> Ints:
    """The token of each text in each column, -1 for none."""
    import numpy as np

    table = np.full((len(columns), width), -1, dtype=np.int32)
    for t, own in enumerate(columns):
        table[t, own] = np.arange(len(own), dtype=np.int32)
    return table


def _links(
    texts: Sequence[Ints], columns: Sequence[Ints], table: Ints, scores: Scores
) -> list[_Link]:
    found: dict[tuple[int, int, int, int], _Link] = {}
    for places in _variant_places(texts, table, scores).values():
        if not 2 <= len(places) <= PLACES:
            continue
        for x, (_, mask, a, i) in enumerate(places):
            for _, other_mask, b, j in places[:x]:
                if not mask & other_mask:
                    link = _extended(texts, columns, scores, (a, i), (b, j))
                    if link is not None:
                        found[link.a, link.start, link.b, link.other] = link
    return list(found.values())


def _variant_places(
    texts: Sequence[Ints], table: Ints, scores: Scores
) -> dict[int, list[tuple[int, int, int, int]]]:
    """For each word: where some texts have it and others do not: column, bits of texts, a token."""
    import numpy as np

    size = len(texts)
    forms = np.full(table.shape, -1, dtype=np.int32)
    for t, text in enumerate(texts):
        filled = table[t] >= 0
        forms[t, filled] = text[table[t, filled]]
    varying = np.flatnonzero(np.any(forms != forms[0], axis=0))
    places: dict[int, list[tuple[int, int, int, int]]] = {}
    for c, cell in zip(varying.tolist(), forms[:, varying].T.tolist()):
        masks: dict[int, int] = {}
        first: dict[int, int] = {}
        for t in range(size):
            form = cell[t]
            if form >= 0 and scores.words[form]:
                masks[form] = masks.get(form, 0) | 1 << t
                first.setdefault(form, t)
        for form, mask in masks.items():
            t = first[form]
            places.setdefault(form, []).append((c, mask, t, int(table[t, c])))
    return places


def _extended(
    texts: Sequence[Ints],
    columns: Sequence[Ints],
    scores: Scores,
    one: tuple[int, int],
    other: tuple[int, int],
) -> _Link | None:
    """The longest common run around two equal words, if it is worth its distance."""
    (a, i), (b, j) = sorted((one, other))
    left, right, col_l, col_r = texts[a], texts[b], columns[a], columns[b]

    def moved(x: int, y: int) -> bool:
        return bool(left[x] == right[y]) and bool(col_l[x] != col_r[y])

    start, end = 0, 1
    while i + start > 0 and j + start > 0 and moved(i + start - 1, j + start - 1):
        start -= 1
    while i + end < len(left) and j + end < len(right) and moved(i + end, j + end):
        end += 1
    while not scores.words[left[i + start]]:
        start += 1
    while not scores.words[left[i + end - 1]]:
        end -= 1
    distance = abs(int(col_l[i]) - int(col_r[j]))
    worth = sum(scores.weights[f] for f in left[i + start : i + end] if scores.words[f])
    if worth < BASE + DOUBLING * distance.bit_length():
        return None
    return _Link(worth, distance, i + start, i + end, j + start, a, b)


def _holders(
    texts: Sequence[Ints], table: Ints, ids: list[int], columns: list[int]
) -> list[tuple[int, int]]:
    """The texts that have these forms one after the other in these columns, and from where."""
    found = []
    for t, text in enumerate(texts):
        start = int(table[t, columns[0]])
        if start < 0 or start + len(ids) > len(text):
            continue
        if all(
            int(table[t, c]) == start + k and text[start + k] == ids[k]
            for k, c in enumerate(columns)
        ):
            found.append((t, start))
    return found


def _value(
    ids: list[int],
    here: list[tuple[int, int]],
    there: list[tuple[int, int]],
    members: Sequence[Sequence[str]],
    in_order: bool,
) -> Transposition:
    def blocks(holders: list[tuple[int, int]]) -> tuple[Block, ...]:
        return tuple(
            Block(siglum, start, start + len(ids)) for t, start in holders for siglum in members[t]
        )

    first, second = (here, there) if in_order else (there, here)
    return Transposition(blocks(first), blocks(second))
