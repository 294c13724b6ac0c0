"""The texts of one row of versions: what their words decide, not the order of the arguments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..model.alignment import Synopsis
from ..model.witness import Kind, Witness
from .options import Place

_Key = tuple[tuple[str, ...], tuple[bool, ...], str]  # tokens, which are marks, whose if ruled


@dataclass(frozen=True, slots=True)
class RowTexts:
    """The distinct texts of one row, in an order that their words decide."""

    texts: tuple[tuple[str, ...], ...]
    marks: tuple[tuple[bool, ...], ...]  # is a token punctuation?
    holders: tuple[tuple[tuple[int, range], ...], ...]  # for each text: witness, its tokens

    @staticmethod
    def of(synopsis: Synopsis, number: int, ruled: frozenset[Place]) -> RowTexts:
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
        return RowTexts(
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
