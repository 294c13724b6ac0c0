"""Long segments are cut: place says little in a paragraph of 300 words, much in a sentence.

A cut is made where a word stands that each side of the piece has exactly once, as far as such
words rise on both sides; a stretch without them is cut in proportion. Links across a cut are
lost, but measured on joined verses far more is won, and time and memory stay linear.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...text.rising import longest_rise

LARGEST = 5_000  # cells: some 70 words on either side, a long sentence


@dataclass(frozen=True, slots=True)
class Piece:
    """Words `a_start:a_end` of one side and `b_start:b_end` of the other."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int

    @property
    def cells(self) -> int:
        """The number of pairs of words."""
        return (self.a_end - self.a_start) * (self.b_end - self.b_start)


def pieces(a: Sequence[int], b: Sequence[int], largest: int = LARGEST) -> Iterator[Piece]:
    """Cut a pair of segments into pieces of at most `largest` cells, in order.

    >>> [(p.a_start, p.a_end, p.b_start, p.b_end) for p in pieces([1, 2, 3, 4], [1, 3, 4], 6)]
    [(0, 3, 0, 2), (3, 4, 2, 3)]
    """
    stack = [Piece(0, len(a), 0, len(b))]
    while stack:
        piece = stack.pop()
        if piece.cells <= largest:
            yield piece
        else:
            i, j = _cut(piece, a, b)
            stack.append(Piece(i, piece.a_end, j, piece.b_end))
            stack.append(Piece(piece.a_start, i, piece.b_start, j))


def _cut(piece: Piece, a: Sequence[int], b: Sequence[int]) -> tuple[int, int]:
    """Where to part a piece: before the anchor nearest to its middle, else in the middle."""
    half_a = (piece.a_start + piece.a_end + 1) // 2
    half_b = (piece.b_start + piece.b_end + 1) // 2
    inner = _anchors(a[piece.a_start : piece.a_end], b[piece.b_start : piece.b_end])
    anchors = [(i + piece.a_start, j + piece.b_start) for i, j in inner]
    quarter_a = (piece.a_end - piece.a_start) // 4
    quarter_b = (piece.b_end - piece.b_start) // 4
    near = [
        (abs(i - half_a) + abs(j - half_b), i, j)
        for i, j in anchors
        if abs(i - half_a) <= quarter_a and abs(j - half_b) <= quarter_b
    ]
    return min(near)[1:] if near else (half_a, half_b)


def _anchors(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int]]:
    """Words that each side has once, as far as they rise on both: a longest such chain."""
    once_a, once_b = Counter(a), Counter(b)
    place = {word: j for j, word in enumerate(b) if once_b[word] == 1}
    shared = [(i, place[word]) for i, word in enumerate(a) if once_a[word] == 1 and word in place]
    return [shared[index] for index in longest_rise([j for _, j in shared])]
