"""Places in the base, in words that a reader can look up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..model import Locus, Witness


class Places:
    """Loci in one witness; remembers where each word stands, so that asking often is cheap."""

    def __init__(self, base: Witness, columns: Sequence[int] = ()) -> None:
        self._base = base
        self._columns = columns  # the first column of each passage
        self._starts = [p.start for p in base.passages]
        self._where: dict[str, list[int]] | None = None

    def passage(self, token: int) -> int:
        """The index of the passage that holds a token; -1 where there is no passage."""
        return max(bisect_right(self._starts, token) - 1, 0) if self._starts else -1

    def locus(self, start: int, end: int, column: int = 0) -> Locus:
        """The locus of base tokens `start:end`; empty: after token `start - 1`, in the passage
        to which the column belongs."""
        after = start >= end
        number = self._passage_of_column(column) if after else self.passage(start)
        if number < 0:
            return Locus("", 0, 0, after=True)
        passage = self._base.passages[number]
        if after:
            place = min(max(start - passage.start, 0), len(passage))
            return Locus(passage.id, place, place, after=True)
        first, last = start - passage.start + 1, end - passage.start
        if end > passage.end and (final := self._base.passages[self.passage(end - 1)]) != passage:
            return Locus(passage.id, first, end - final.start, until=final.id)
        return Locus(passage.id, first, last, occurrence=self._occurrence(number, start, end))

    def _passage_of_column(self, column: int) -> int:
        if not self._columns:
            return -1
        return max(bisect_right(self._columns, column) - 1, 0)

    def _occurrence(self, number: int, start: int, end: int) -> int:
        """Which of the equal word runs of the passage this is, from 1."""
        words = self._words(start, end)
        places = self._index().get(words[0], [])
        low = bisect_left(places, self._base.passages[number].start)
        high = bisect_left(places, start)
        if end == start + 1:
            return high - low + 1
        return 1 + sum(self._words(p, p + len(words)) == words for p in places[low:high])

    def _words(self, start: int, end: int) -> list[str]:
        base = self._base
        last = min(end, len(base))
        return [base.text[base.starts[i] : base.ends[i]] for i in range(start, last)]

    def _index(self) -> dict[str, list[int]]:
        if self._where is None:
            self._where = {}
            for i, word in enumerate(self._words(0, len(self._base))):
                self._where.setdefault(word, []).append(i)
        return self._where
