"""The table over a whole text: columns where all witnesses can be compared."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from .signature import Signature
from .witness import Token, Witness


@dataclass(frozen=True, slots=True)
class Block:
    """Tokens `start:end` of one witness."""

    siglum: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Transposition:
    """One block seen in two places: each witness's own block, at one place or the other."""

    here: tuple[Block, ...]  # the witnesses that have it at the first place in the table
    there: tuple[Block, ...]  # the witnesses that have it at the second


@dataclass(frozen=True, slots=True)
class Tie:
    """Columns `start:end` could have been aligned otherwise with the same score."""

    start: int
    end: int
    alternatives: int  # how many equally good alignments there were, at least 2


@dataclass(frozen=True, slots=True)
class Collation:
    """The alignment table: columns x witnesses of token ranges, held as columns of offsets.

    Column c holds tokens `starts[w][c]:ends[w][c]` of witness w. What always holds: the cells of
    a witness, taken in the order of their first token, follow each other and hold every token
    once (`row` rebuilds the witness). In a *straight* collation that order is the table's own;
    where a passage stands elsewhere in some version, `straight` is False and only `reading_order`
    rebuilds it. An empty cell is an omission unless `lacunose(w, c)`.
    """

    witnesses: tuple[Witness, ...]
    starts: tuple[array[int], ...]
    ends: tuple[array[int], ...]
    rows: array[int]  # columns rows[r]:rows[r + 1] answer row r; rows[0] = 0, rows[-1] = len(self)
    lacunae: tuple[tuple[tuple[int, int], ...], ...]  # per witness: column ranges not extant
    transpositions: tuple[Transposition, ...] = ()
    ties: tuple[Tie, ...] = ()
    straight: bool = True
    signature: Signature = Signature()

    def __len__(self) -> int:
        """The number of columns."""
        return self.rows[-1] if len(self.rows) else 0

    @property
    def sigla(self) -> tuple[str, ...]:
        return tuple(w.siglum for w in self.witnesses)

    def index(self, siglum: str) -> int:
        """The position of a witness; raises `KeyError`."""
        for i, witness in enumerate(self.witnesses):
            if witness.siglum == siglum:
                return i
        raise KeyError(siglum)

    def cell(self, w: int, c: int) -> range:
        """The tokens of witness w in column c; empty for an omission and for a lacuna."""
        return range(self.starts[w][c], self.ends[w][c])

    def lacunose(self, w: int, c: int) -> bool:
        """Is witness w not extant in column c?"""
        ranges = self.lacunae[w]
        i = bisect_right(ranges, (c, len(self) + 1)) - 1
        return i >= 0 and ranges[i][0] <= c < ranges[i][1]

    def reading_order(self, w: int) -> Iterator[int]:
        """The columns in which witness w has tokens, in the order of its own text."""
        filled = (c for c in range(len(self)) if self.ends[w][c] > self.starts[w][c])
        if self.straight:
            return filled
        return iter(sorted(filled, key=lambda c: self.starts[w][c]))

    def row(self, siglum: str) -> Iterator[Token]:
        """Every token of a witness, read off the table in the witness's own order."""
        w = self.index(siglum)
        tokens = self.witnesses[w].tokens
        for c in self.reading_order(w):
            for i in self.cell(w, c):
                yield tokens[i]
