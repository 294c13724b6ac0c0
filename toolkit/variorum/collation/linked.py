"""Word links between versions that a collation found, kept where they are to be measured too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..alignment import words
from ..model.alignment import Link, Synopsis
from ..model.witness import Witness
from .row_texts import RowTexts

Links = Sequence[Link]


class Linked:
    """Links of every two versions, row by row; `collate_translations` fills it."""

    def __init__(self) -> None:
        self._rows: list[tuple[RowTexts, Mapping[tuple[int, int], Links]]] = []

    @staticmethod
    def of(synopsis: Synopsis, *, neural: bool | None = None) -> Linked:
        """The links of versions that were aligned only; a collation of them finds the same."""
        rows = [RowTexts.of(synopsis, n, frozenset()) for n in range(len(synopsis.rows))]
        pairs = [pair for row in rows for pair in row.pairs()]
        aligner = words.learn(pairs, language=language_of(synopsis.witnesses), neural=neural)
        links, made = aligner.links_many(pairs), Linked()
        for row in rows:
            made.keep(row, {key: next(links) for key in row.numbered()})
        return made

    def keep(self, row: RowTexts, found: Mapping[tuple[int, int], Links]) -> None:
        """The links of one row, by the numbers of its texts."""
        self._rows.append((row, found))

    def __bool__(self) -> bool:
        return bool(self._rows)

    def between(self, w: int, v: int) -> Iterator[tuple[range, range, Links]]:
        """Where two witnesses, by their numbers, have words in one row: their tokens, the links.

        The tokens of a link are counted from the first of the row. Equal texts are linked word by
        word.
        """
        for row, found in self._rows:
            held = {i: (t, tokens) for t, held in enumerate(row.holders) for i, tokens in held}
            if w not in held or v not in held:
                continue
            (a, left), (b, right) = held[w], held[v]
            if a == b:
                yield left, right, [Link((n,), (n,), "same", 1.0) for n in range(len(left))]
            elif a < b:
                yield left, right, found[a, b]
            else:
                turned = (Link(k.b, k.a, k.kind, k.confidence) for k in found[b, a])
                yield left, right, sorted(turned, key=lambda k: (k.a, k.b))


def language_of(witnesses: Iterable[Witness]) -> str:
    """The language of most versions, of several that of the first by its code."""
    said = Counter(w.language for w in witnesses if w.language)
    return min(said, key=lambda code: (-said[code], code), default="en")
