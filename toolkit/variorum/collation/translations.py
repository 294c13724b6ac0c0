"""Collate translations: word links take the place of equal words, row by row.

Versions of one source say the same in other words, so a column is where the links of the word
aligner meet. Each row starts from the version that answers the others best and takes in one
version after the other by dynamic programming over the mean link probability of a column; what no
link holds stays beside it, to be read as a phrase. Links that cross become transpositions.

Versions are taken in an order that their words decide, never that of the arguments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..alignment import words
from ..alignment.equal import Vocabulary, matches
from ..model.alignment import Synopsis
from ..model.collation import Collation
from ..model.witness import Witness
from .core import Placed
from .crossings import crossings
from .intern import intern
from .linked import Linked, language_of
from .options import DEFAULT, Options
from .row_texts import RowTexts
from .stream import check, finish

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]


LEAST = 0.25  # probability of a link below which two words share no column
PAIRED = 1  # an unlinked word between links stands against one unlinked word


def collate_translations(
    synopsis: Synopsis,
    options: Options = DEFAULT,
    *,
    semantic: bool | None = None,
    neural: bool | None = None,
    kept: Linked | None = None,
) -> Collation:
    """Collate versions in one language inside the rows of their synopsis.

    Learns from all pairs of versions first. Where a row is moved for some version the table is
    not `straight`. The method used stands in the signature. `kept` takes the word links, where they
    are to be measured too.
    """
    import numpy as np

    witnesses = synopsis.witnesses
    check(witnesses, options)
    ruled = frozenset(t for pair in (*options.forced, *options.apart) for t in pair)
    rows = [RowTexts.of(synopsis, number, ruled) for number in range(len(synopsis.rows))]
    pairs = [pair for row in rows for pair in row.pairs()]
    aligner = words.learn(pairs, language=language_of(witnesses), semantic=semantic, neural=neural)
    columns = [np.zeros(len(w), dtype=np.int64) for w in witnesses]
    bounds = [0]
    judged = aligner.matrices_and_links(pairs)
    links = []
    vocabulary = Vocabulary()
    for row in rows:
        said = {key: next(judged) for key in row.numbered()}
        links.append({key: own for key, (_, own) in said.items()})
        found = {key: matrix for key, (matrix, _) in said.items()}
        _part_marks(row, found)
        _hold_equal(row, found, vocabulary)
        _decide(row, found, witnesses, options)
        table = _Table(row, found)
        table.align()
        table.place(columns, bounds[-1])
        bounds.append(bounds[-1] + len(table.columns))
    moved = crossings(rows, links, columns, witnesses, options, aligner, kept)
    placed = Placed(bounds[-1], list(columns), [])
    inner = replace(options, transpositions=False)
    made = finish(
        witnesses, intern(witnesses, inner), placed, np.array(bounds, dtype=np.int64), inner
    )
    return replace(
        made,
        transpositions=tuple(moved) if options.transpositions else (),
        signature=synopsis.signature.adding(collate="links-2", words=aligner.method),
    )


def _part_marks(row: RowTexts, matrices: dict[tuple[int, int], Floats]) -> None:
    """A word never answers a mark, whatever its neighbours say."""
    import numpy as np

    for (a, b), matrix in matrices.items():
        alike = np.equal.outer(np.array(row.marks[a]), np.array(row.marks[b]))
        matrix *= alike


EQUAL = 2.0  # what a pair of equal words weighs: more than any link


def _hold_equal(
    row: RowTexts, matrices: dict[tuple[int, int], Floats], vocabulary: Vocabulary
) -> None:
    """The words that two texts share in order share a column: what a diff shows as equal."""
    forms = [[word.casefold() for word in text] for text in row.texts]
    for (a, b), matrix in matrices.items():
        for i, j in matches(forms[a], forms[b], vocabulary.worth):
            matrix[i, j] = EQUAL


RULED = 10.0  # a person's ruling outweighs every link of a row


def _decide(
    row: RowTexts,
    matrices: dict[tuple[int, int], Floats],
    witnesses: Sequence[Witness],
    options: Options,
) -> None:
    """Tokens that a person aligned or kept apart, where both stand in this row."""
    for value, pairs in ((RULED, options.forced), (-RULED, options.apart)):
        for one, other in pairs:
            places = [row.place(witnesses, *token) for token in (one, other)]
            if places[0] is None or places[1] is None or places[0][0] == places[1][0]:
                continue
            (a, i), (b, j) = sorted(p for p in places if p is not None)
            matrices[a, b][i, j] = value


class _Table:
    """The columns of one row: each maps a text's number to its token there."""

    def __init__(self, row: RowTexts, matrices: dict[tuple[int, int], Floats]) -> None:
        self.row = row
        self.columns: list[dict[int, int]] = []
        self._matrices = matrices

    def probability(self, a: int, b: int) -> Floats:
        """The link probabilities of two texts, the tokens of a by those of b."""
        return self._matrices[a, b] if a < b else self._matrices[b, a].T

    def align(self) -> None:
        """Begin with the text that answers the others best; take in the others by likeness."""
        texts = range(len(self.row.texts))
        if not self.row.texts:
            return
        likeness = {
            (a, b): float(p.max(axis=1).sum() + p.max(axis=0).sum()) / sum(p.shape)
            for (a, b), p in self._matrices.items()
        }
        total = [sum(v for k, v in likeness.items() if t in k) for t in texts]
        pivot = max(texts, key=lambda t: (round(total[t], 6), -t))
        self.columns = [{pivot: i} for i in range(len(self.row.texts[pivot]))]
        rest = sorted(
            (t for t in texts if t != pivot),
            key=lambda t: (-round(likeness[min(t, pivot), max(t, pivot)], 6), t),
        )
        for text in rest:
            self._take_in(text)

    def _take_in(self, text: int) -> None:
        pairs = _best_path(self._gains(text))
        self.columns = list(self._merged(text, pairs))

    def _gains(self, text: int) -> Floats:
        """Columns x tokens: the mean probability that a token answers a column's, above `LEAST`."""
        import numpy as np

        size = len(self.row.texts[text])
        total = np.zeros((len(self.columns), size))
        count = np.zeros((len(self.columns), 1))
        for other in {t for column in self.columns for t in column}:
            at = [c for c, column in enumerate(self.columns) if other in column]
            tokens = [self.columns[c][other] for c in at]
            total[at] += self.probability(other, text)[tokens]
            count[at] += 1
        gains: Floats = np.maximum(total / count - LEAST, 0.0)
        return gains

    def _merged(self, text: int, pairs: list[tuple[int, int]]) -> Iterator[dict[int, int]]:
        """The columns with a text taken in; between two pairs, first the old ones, then the new."""
        column = token = 0
        ends = (len(self.columns), len(self.row.texts[text]))
        for c, j in [*pairs, ends]:
            yield from self._facing(text, range(column, c), range(token, j))
            if (c, j) != ends:
                yield {**self.columns[c], text: j}
            column, token = c + 1, j + 1

    def _facing(self, text: int, old: range, new: range) -> Iterator[dict[int, int]]:
        """Unlinked columns and tokens between two pairs: word against word if they are alike."""
        marks = [self.row.marks[t][i] for c in old for t, i in list(self.columns[c].items())[:1]]
        alike = len(old) == len(new) <= PAIRED and marks == [self.row.marks[text][j] for j in new]
        alike = alike and not any(self._apart(c, text, j) for c, j in zip(old, new, strict=True))
        for n, c in enumerate(old):
            yield {**self.columns[c], text: new[n]} if alike else self.columns[c]
        if not alike:
            yield from ({text: j} for j in new)

    def _apart(self, column: int, text: int, token: int) -> bool:
        """Did a person rule that a token keeps out of a column?"""
        return any(self.probability(t, text)[i, token] < 0 for t, i in self.columns[column].items())

    def place(self, columns: Sequence[Any], offset: int) -> None:
        """Say for each token of each witness in which column of the whole table it stands."""
        for c, column in enumerate(self.columns):
            for text, i in column.items():
                for w, tokens in self.row.holders[text]:
                    columns[w][tokens.start + i] = offset + c


def _best_path(gains: Floats) -> list[tuple[int, int]]:
    """The rising pairs of rows and columns with the greatest sum; equal sums: the leftmost.

    No cost for what stays unpaired, so one row of the table at a time can be filled by a running
    maximum.
    """
    import numpy as np

    height, width = gains.shape
    best = np.zeros((height + 1, width + 1))
    for i in range(height):
        best[i + 1, 1:] = np.maximum.accumulate(np.maximum(best[i, 1:], best[i, :-1] + gains[i]))
    pairs, i, j = [], height, width
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]
