"""Damaged words: what is left of one may fit another, and is then no variant of it.

`ig[4 letters lost]` beside `igitur`: a critical apparatus says *ut videtur* or nothing. A word of a
file is damaged where a `gap` stands in it or at its end, without a blank between. It fits where its
letters stand in the other in their order, with about as many between as the gap is said to have.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from ..model import Block, Collation, Span
from .slips import bare

SLACK = 2  # an editor's count of lost letters is an estimate: so many times as many will do


class Damage:
    """Knows where the witnesses of a table have lost letters; made once, asked often."""

    def __init__(self, table: Collation) -> None:
        self._witnesses = {w.siglum: w for w in table.witnesses}
        self._lost = {
            w.siglum: lost
            for w in table.witnesses
            if (lost := [s for s in w.spans if s.name == "gap" and s.start == s.end])
        }

    def fits(self, one: Block, other: Block) -> bool:
        """Are the words of one witness those of the other as far as damage has left them?"""
        return self._is_left_of(one, other) or self._is_left_of(other, one)

    def _is_left_of(self, own: Block, held: Block) -> bool:
        lost = self._lost.get(held.siglum)
        if not lost or own.end - own.start != held.end - held.start:
            return False
        lemma, witness = self._witnesses[own.siglum], self._witnesses[held.siglum]
        damaged = False
        for i, j in zip(range(own.start, own.end), range(held.start, held.end)):
            start, end = witness.starts[j], witness.ends[j]
            low = bisect_left(lost, start, key=lambda span: span.start)
            gaps = lost[low : bisect_left(lost, end + 1, key=lambda span: span.start)]
            word = bare(lemma.text[lemma.starts[i] : lemma.ends[i]])
            if not re.fullmatch(_pattern(witness.text, start, end, gaps), word):
                return False
            damaged = damaged or bool(gaps)
        return damaged


def _pattern(text: str, start: int, end: int, gaps: list[Span]) -> str:
    """What a word may have been, as a regular expression."""
    parts, position = [], start
    for gap in gaps:
        parts += [re.escape(bare(text[position : gap.start])), _letters(gap)]
        position = gap.start
    return "".join([*parts, re.escape(bare(text[position:end]))])


def _letters(gap: Span) -> str:
    number = gap.get("quantity")
    counted = gap.get("unit") in ("char", "chars", "character", "characters", "letter", "letters")
    return f".{{0,{SLACK * int(number)}}}" if counted and number.isdecimal() else ".*"
