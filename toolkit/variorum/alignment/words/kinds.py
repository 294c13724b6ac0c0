"""From linked cells to `Link` values: words that go together, each with kind and confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model import Link

if TYPE_CHECKING:
    from .arrays import Bools, Floats

NAME = 0.7  # Jaro-Winkler similarity from which two capitalised words are one name
SPELLING = 0.75  # share of letters in place from which two words are one, spelt otherwise
DIGITS = 4  # of a confidence


@dataclass(frozen=True, slots=True)
class Cells:
    """What is known of one pair of segments: its tokens, and arrays (len(a), len(b))."""

    a: Sequence[str]
    b: Sequence[str]
    p: Floats
    chosen: Bools
    form: Floats
    stem: Floats
    near: Floats
    support: Floats  # how far more than the place speaks for a link
    functions: tuple[Sequence[bool], Sequence[bool]]  # by token of a, of b
    block: Floats | None = None  # that two words are in one block, where an encoder says it


def word_links(cells: Cells) -> list[Link]:
    """One link for each group of words that hang together by chosen cells, in order of a."""
    return [_link(cells, group) for group in groups(cells.chosen)]


def groups(chosen: Bools) -> list[list[tuple[int, int]]]:
    """The chosen cells, gathered where they share a row or a column, in order of a."""
    import numpy as np

    of_row: dict[int, list[tuple[int, int]]] = {}
    of_column: dict[int, list[tuple[int, int]]] = {}
    found: list[list[tuple[int, int]]] = []
    for i, j in np.argwhere(chosen).tolist():
        row, column = of_row.get(i), of_column.get(j)
        group = row if row is not None else column
        if group is None:
            group = []
            found.append(group)
        if row is not None and column is not None and row is not column:
            row += column
            for x, y in column:
                of_row[x] = of_column[y] = row
            found = [g for g in found if g is not column]
        group.append((i, j))
        of_row[i] = of_column[j] = group
    return found


def _link(cells: Cells, group: list[tuple[int, int]]) -> Link:
    best = max(group, key=lambda cell: (cells.p[cell], -cell[0] - cell[1]))
    kind = kind_of(cells, *best)
    if len(group) > 1 and kind == "synonym":
        kind = "phrase"
    confidence = round(float(sum(cells.p[cell] for cell in group)) / len(group), DIGITS)
    a, b = (tuple(sorted(set(side))) for side in zip(*group))
    return Link(a, b, kind, confidence)


def kind_of(cells: Cells, i: int, j: int) -> str:
    """Same form, lemma, name, spelling, or else synonym."""
    from rapidfuzz.distance import Levenshtein

    if cells.form[i, j]:
        return "same"
    if cells.stem[i, j]:
        return "lemma"
    near = float(cells.near[i, j])
    left, right = cells.a[i], cells.b[j]
    if near >= NAME and left[:1].isupper() and right[:1].isupper():
        return "name"
    if near and Levenshtein.normalized_similarity(left.lower(), right.lower()) >= SPELLING:
        return "spelling"
    return "synonym"
