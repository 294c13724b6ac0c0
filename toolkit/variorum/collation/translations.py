"""Collate translations: word links take the place of equal words, row by row.

Versions of one source say the same in other words, so a column is where the links of the word
aligner meet. Each row starts from the version that answers the others best and takes in one
version after the other by dynamic programming over the mean link probability of a column; what no
link holds stays beside it, to be read as a phrase. Links that cross become transpositions.

Versions are taken in an order that their words decide, never that of the arguments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..alignment import words
from ..alignment.equal import Vocabulary, matches
from ..model.alignment import Link, Synopsis
from ..model.collation import Block, Collation, Transposition
from ..model.witness import Kind, Witness
from .core import Placed
from .intern import intern
from .options import DEFAULT, Options, Place
from .stream import check, finish

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

_Extent = tuple[int, int, int]  # text of a row, its first token, end
_Pair = tuple[_Extent, _Extent]
_Key = tuple[tuple[str, ...], tuple[bool, ...], str]  # tokens, which are marks, whose if ruled

LEAST = 0.25  # probability of a link below which two words share no column
SURE = 0.75  # probability from which a crossing link is a transposition
PAIRED = 1  # an unlinked word between links stands against one unlinked word


def collate_translations(
    synopsis: Synopsis,
    options: Options = DEFAULT,
    *,
    semantic: bool | None = None,
    neural: bool | None = None,
) -> Collation:
    """Collate versions in one language inside the rows of their synopsis.

    Learns from all pairs of versions first. Where a row is moved for some version the table is
    not `straight`. The method used stands in the signature.
    """
    import numpy as np

    witnesses = synopsis.witnesses
    check(witnesses, options)
    ruled = frozenset(t for pair in (*options.forced, *options.apart) for t in pair)
    rows = [_Row.of(synopsis, number, ruled) for number in range(len(synopsis.rows))]
    pairs = [pair for row in rows for pair in row.pairs()]
    aligner = words.learn(pairs, language=_language(witnesses), semantic=semantic, neural=neural)
    columns = [np.zeros(len(w), dtype=np.int64) for w in witnesses]
    bounds = [0]
    matrices = aligner.matrices(pairs)
    vocabulary = Vocabulary()
    for row in rows:
        found = {key: next(matrices) for key in row.numbered()}
        _part_marks(row, found)
        _hold_equal(row, found, vocabulary)
        _decide(row, found, witnesses, options)
        table = _Table(row, found)
        table.align()
        table.place(columns, bounds[-1])
        bounds.append(bounds[-1] + len(table.columns))
    links = aligner.links_many(pairs)
    apart = {frozenset(pair) for pair in options.apart}
    moved: list[Transposition] = []
    for row in rows:
        crossings = [
            pair
            for key in row.numbered()
            for pair in _blocks(_crossings(row, key, next(links), columns))
            if not _ruled(row, pair, witnesses, apart) and _tells(row, pair, aligner)
        ]
        moved += _linked(row, crossings, witnesses, columns)
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


@dataclass(frozen=True, slots=True)
class _Row:
    """The distinct texts of one row, in an order that their words decide."""

    texts: tuple[tuple[str, ...], ...]
    marks: tuple[tuple[bool, ...], ...]  # is a token punctuation?
    holders: tuple[tuple[tuple[int, range], ...], ...]  # for each text: witness, its tokens

    @staticmethod
    def of(synopsis: Synopsis, number: int, ruled: frozenset[Place]) -> _Row:
        """Equal texts are one, but for a version of which a person ruled a token here."""
        found: dict[_Key, list[tuple[int, range]]] = {}
        for w, witness in enumerate(synopsis.witnesses):
            tokens = synopsis.tokens(number, w)
            if tokens:
                text = tuple(witness.slice(i, i + 1) for i in tokens)
                marks = tuple(witness.kinds[i] == Kind.PUNCTUATION for i in tokens)
                own = any(s == witness.siglum and i in tokens for s, i in ruled)
                key = text, marks, witness.siglum if own else ""
                found.setdefault(key, []).append((w, tokens))
        order = sorted(found)
        return _Row(
            tuple(text for text, _, _ in order),
            tuple(marks for _, marks, _ in order),
            tuple(tuple(found[key]) for key in order),
        )

    def place(
        self, witnesses: Sequence[Witness], siglum: str, token: int
    ) -> tuple[int, int] | None:
        """The text that has a token of a witness in this row, and where; None if none has."""
        for text, holders in enumerate(self.holders):
            for w, tokens in holders:
                if witnesses[w].siglum == siglum and token in tokens:
                    return text, token - tokens.start
        return None

    def numbered(self) -> Iterator[tuple[int, int]]:
        """The pairs of texts, as numbers."""
        return combinations(range(len(self.texts)), 2)

    def pairs(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """The pairs of texts."""
        return ((self.texts[a], self.texts[b]) for a, b in self.numbered())


def _part_marks(row: _Row, matrices: dict[tuple[int, int], Floats]) -> None:
    """A word never answers a mark, whatever its neighbours say."""
    import numpy as np

    for (a, b), matrix in matrices.items():
        alike = np.equal.outer(np.array(row.marks[a]), np.array(row.marks[b]))
        matrix *= alike


EQUAL = 2.0  # what a pair of equal words weighs: more than any link


def _hold_equal(row: _Row, matrices: dict[tuple[int, int], Floats], vocabulary: Vocabulary) -> None:
    """The words that two texts share in order share a column: what a diff shows as equal."""
    forms = [[word.casefold() for word in text] for text in row.texts]
    for (a, b), matrix in matrices.items():
        for i, j in matches(forms[a], forms[b], vocabulary.worth):
            matrix[i, j] = EQUAL


RULED = 10.0  # a person's ruling outweighs every link of a row


def _decide(
    row: _Row,
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

    def __init__(self, row: _Row, matrices: dict[tuple[int, int], Floats]) -> None:
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


def _crossings(
    row: _Row, key: tuple[int, int], links: Iterable[Link], columns: Sequence[Any]
) -> Iterator[_Pair]:
    """Sure links of words of two texts whose columns are not the same."""
    a, b = key
    (w, left), (v, right) = row.holders[a][0], row.holders[b][0]  # all holders stand alike
    for link in links:
        if link.kind == "phrase" or link.confidence < SURE:
            continue
        i, j = link.a[0], link.b[0]
        apart = columns[w][left.start + i] != columns[v][right.start + j]
        if apart and not row.marks[a][i] and len(row.texts[a][i]) > 3:
            yield (a, i, i + len(link.a)), (b, j, j + len(link.b))


def _ruled(
    row: _Row, pair: _Pair, witnesses: Sequence[Witness], apart: set[frozenset[Place]]
) -> bool:
    """Did a person say that the first words of two blocks do not correspond?"""
    if not apart:
        return False
    one, other = (
        [(witnesses[w].siglum, tokens.start + start) for w, tokens in row.holders[text]]
        for text, start, _ in pair
    )
    return any(frozenset((x, y)) in apart for x in one for y in other)


def _tells(row: _Row, pair: _Pair, aligner: words.Aligner) -> bool:
    """Is there a content word on both sides? `that` and `will` are everywhere."""
    return all(
        any(not aligner.is_function(word) for word in row.texts[text][start:end])
        for text, start, end in pair
    )


def _blocks(moved: Iterable[_Pair]) -> Iterator[_Pair]:
    """Crossings of two texts that follow each other on both sides are one block."""
    last: _Pair | None = None
    for one, other in sorted(moved):
        if last and (last[0][2], last[1][2]) == (one[1], other[1]):
            last = (*last[0][:2], one[2]), (*last[1][:2], other[2])
        else:
            if last:
                yield last
            last = one, other
    if last:
        yield last


def _linked(
    row: _Row, pairs: Sequence[_Pair], witnesses: Sequence[Witness], columns: Sequence[Any]
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


def _language(witnesses: Iterable[Witness]) -> str:
    """The language of most versions, of several that of the first by its code."""
    said = Counter(w.language for w in witnesses if w.language)
    return min(said, key=lambda code: (-said[code], code), default="en")
