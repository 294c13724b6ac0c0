"""Words as pieces of a vocabulary with a score for each: the pieces whose scores add up to most.

Unigram language model (Kudo, ACL 2018), the best division by dynamic programming.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

START = "\N{LOWER ONE EIGHTH BLOCK}"  # stands for the blank before a word
LONGEST = 40  # letters of a word that are looked at
UNKNOWN = -25.0  # score of a letter that the vocabulary lacks


class Unigrams:
    """Cuts words; what it found is remembered.

    >>> cut = Unigrams(["<unk>", "▁", "▁wise", "ly", "l", "y"], [0, -3, -2, -2, -4, -4])
    >>> cut("wisely"), cut("wise☃")
    ((2, 3), (2, 0))
    """

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], unknown: int = 0) -> None:
        self._found = {piece: n for n, piece in enumerate(pieces)}
        self._scores = scores
        self._unknown = unknown
        self._longest = max(map(len, pieces))
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces, at least one."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        text = START + unicodedata.normalize("NFKC", word)[:LONGEST]
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)]  # score, where the last begins, which
        for end in range(1, len(text) + 1):
            ways = [(best[end - 1][0] + UNKNOWN, end - 1, self._unknown)]
            for start in range(max(0, end - self._longest), end):
                number = self._found.get(text[start:end])
                if number is not None:
                    ways.append((best[start][0] + self._scores[number], start, number))
            best.append(max(ways))
        found: list[int] = []
        end = len(text)
        while end:
            _, end, number = best[end]
            found.append(number)
        return (*reversed(found),)
