"""Entries of translations that are wholes: what turned round, or was said about a pivot, is one.

Where versions put the same thing otherwise (`the problem is huge`, `this is a huge problem`), words
that correspond stand on both sides of words that agree, and runs of varying columns cut at
those words are confetti: none can be exchanged without its neighbour. Two runs are one entry

* where a word of one version in the one stands, inflected or not, in another version in the other
  (something turned round), within `REACH` agreeing columns, `CONTENT` of them words of content;
* where a version has more words than the base in the one and fewer in the other, none at all on
  one side of one of them, with no more than `PIVOT` columns between (`it is high time`, `the time
  has come`).

Measured on passages of a memorandum and of a novel whose entries were marked by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..model import Collation
from ..text.stems import stem
from .columns import Texts, varies

REACH = 6  # agreeing columns over which a thing may turn round
CONTENT = 2  # words of content among them: over more, two likenesses are chance
PIVOT = 1  # columns about which a phrase may turn

Run = tuple[int, int]


def joined_wholes(
    collation: Collation,
    base: int,
    runs: Sequence[Run],
    texts_of: Callable[[int], Texts],
    parted: Callable[[int, int], bool],
    is_content: Callable[[str], bool],
) -> Iterator[Run]:
    """The runs of varying columns, those joined that are one whole.

    `parted` says whether no entry may hold two columns (a row, a sentence or a passage ends
    between them), `is_content` whether a word is more than a function word.
    """
    language = collation.witnesses[base].language or "en"
    said = _Said(texts_of, len(collation.witnesses), base, language, is_content)
    at = 0
    while at < len(runs):
        whole, last = runs[at], at
        following = at + 1
        while following < len(runs):
            run = runs[following]
            if parted(whole[0], run[0]) or said.far(whole[1], run[0]):
                break
            near = following == last + 1 and 0 < run[0] - whole[1] <= PIVOT
            if said.turned(whole, run) or (near and said.about(whole, run)):
                whole, last = (whole[0], run[1]), following
            following += 1
        yield whole
        at = last + 1


class _Said:
    """What each version says in runs of columns."""

    def __init__(
        self, texts_of: Callable[[int], Texts], size: int, base: int, language: str,
        is_content: Callable[[str], bool],
    ) -> None:  # fmt: skip
        self._texts_of, self._size, self._base = texts_of, size, base
        self._language, self._is_content = language, is_content

    def far(self, start: int, end: int) -> bool:
        """Do so many columns agree that both sides are separate units?"""
        between = [t for t in map(self._texts_of, range(start, end)) if not varies(t, self._base)]
        content = sum(any(t and self._is_content(t) for t in texts) for texts in between)
        return len(between) > REACH or content > CONTENT

    def turned(self, one: Run, other: Run) -> bool:
        """Does a version say in the one what another says in the other, and not there too?"""
        here = [self._stems(w, one) for w in range(self._size)]
        there = [self._stems(w, other) for w in range(self._size)]
        return any(
            (here[v] & there[w]) - here[w] - there[v]
            for v in range(self._size)
            for w in range(self._size)
            if v != w
        )

    def about(self, one: Run, other: Run) -> bool:
        """Has a version more words than the base in the one, and fewer in the other?

        In one of them one of the two has nothing; else each is a rewording of its own.
        """
        base = [self._words(self._base, run) for run in (one, other)]
        for w in range(self._size):
            own = [self._words(w, run) for run in (one, other)]
            if (own[0] - base[0]) * (own[1] - base[1]) < 0 and 0 in (*own, *base):
                return True
        return False

    def _stems(self, w: int, run: Run) -> frozenset[str]:
        words = (self._texts_of(c)[w] or "" for c in range(*run))
        return frozenset(
            stem(word.casefold(), self._language) for word in words if self._is_content(word)
        )

    def _words(self, w: int, run: Run) -> int:
        texts = (self._texts_of(c)[w] or "" for c in range(*run))
        return sum(any(c.isalnum() for c in word) for text in texts for word in text.split())
