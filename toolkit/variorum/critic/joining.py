"""Runs of varying columns of translations, joined to what an editor would print as one entry."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from functools import cache

from ..model import Collation
from ..text.tokens import has_word
from .columns import Texts, reader
from .wholes import joined_wholes
from .wording import ends_sentence, is_content, is_mark


def without_scraps(
    collation: Collation, cuts: Container[int], runs: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The runs of translations; a function word that some lack goes with the words it follows.

    `a number of` stands against `certain`: nobody can exchange the `of` alone.
    """
    texts_of = reader(collation)
    open_: tuple[int, int] | None = None
    for start, end in runs:
        beside = open_ is not None and open_[1] == start and start not in cuts
        if open_ and beside and _is_scrap([texts_of(c) for c in (start - 1, *range(start, end))]):
            open_ = (open_[0], end)
            continue
        if open_:
            yield open_
        open_ = (start, end)
    if open_:
        yield open_


def _is_scrap(texts: list[Texts]) -> bool:
    """Are all but the first of these columns function words, each missing from some version?"""
    if is_mark(texts[0]) or ends_sentence(texts[0]):
        return False
    return all(
        "" in column
        and all(t is None or t == "" or (has_word(t) and not is_content(t)) for t in column)
        for column in texts[1:]
    )


def wholes(
    collation: Collation, base: int, cuts: Iterable[int], runs: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The runs of translations, joined where only the whole can be exchanged."""
    texts_of = cache(reader(collation))
    hard = sorted(cuts)

    def parted(start: int, end: int) -> bool:
        between = bisect_right(hard, end) - bisect_right(hard, start)
        return between > 0 or any(ends_sentence(texts_of(c)) for c in range(start, end))

    return joined_wholes(collation, base, runs, texts_of, parted, is_content)


def additions(
    collation: Collation, base: int, ranges: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The units of translations; what the same versions add at one point is one, a preface too."""
    texts_of = reader(collation)

    def adding(start: int, end: int) -> frozenset[int]:
        """Who has words where the base, extant, has none and no other has any; else nobody."""
        columns = [texts_of(c) for c in range(start, end)]
        if any(texts[base] != "" for texts in columns):
            return frozenset()
        return frozenset(w for texts in columns for w, text in enumerate(texts) if text)

    open_: tuple[int, int] | None = None
    who: frozenset[int] = frozenset()
    for start, end in ranges:
        now = adding(start, end)
        if open_ and now and now == who and open_[1] == start:
            open_ = (open_[0], end)
            continue
        if open_:
            yield open_
        open_, who = (start, end), now
    if open_:
        yield open_
