"""Words as pieces of a fixed vocabulary, longest first.

WordPiece: Schuster & Nakajima, ICASSP 2012.

The vocabulary is uncased and without accents, as BERT's English one of which it is a part.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
INNER = "##"  # before a piece that does not begin a word
MOST = 12  # pieces of a word that are looked at


class Pieces:
    """Cuts words; what it found is remembered.

    >>> cut = Pieces(["[UNK]", "[CLS]", "[SEP]", "un", "##real", "real", "'", "s"])
    >>> cut("Unreal"), cut("real's"), cut("≠")
    ((3, 4), (5, 6, 7), (0,))
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._longest = max(map(len, vocabulary))
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces, at least one."""
        found = self._known.get(word)
        if found is None:
            cut = (number for part in _parts(word) for number in self._cut(part))
            found = self._known[word] = (*cut,)[:MOST] or (self._ids[UNKNOWN],)
        return found

    @property
    def ends(self) -> tuple[int, int]:
        """What stands before and after a sentence."""
        return self._ids[START], self._ids[END]

    def _cut(self, part: str) -> tuple[int, ...]:
        found: list[int] = []
        start = 0
        while start < len(part):
            before = INNER if start else ""
            for end in range(min(len(part), start + self._longest), start, -1):
                number = self._ids.get(before + part[start:end])
                if number is not None:
                    break
            else:
                return (self._ids[UNKNOWN],)
            found.append(number)
            start = end
        return tuple(found)


def _parts(word: str) -> Iterator[str]:
    """A word in lower case, without accents, cut before and after each mark."""
    letters = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        if unicodedata.category(char) == "Mn":
            continue
        if char.isalnum():
            letters += char
            continue
        if letters:
            yield letters
            letters = ""
        if not char.isspace():
            yield char
    if letters:
        yield letters
