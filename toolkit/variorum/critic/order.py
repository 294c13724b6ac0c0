"""Words that stand in another order close by: one variation unit, not an omission and an addition.

A word that some witnesses have in one column and others, who lack it there, in a column close by
has changed its place. Editors print the whole stretch as one reading against another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..model import Collation
from ..text.tokens import has_word
from .columns import Texts, reader

NEAR = 3  # columns within which one word that changed its place suffices
CONTENT = 4  # letters of an agreed word that keeps its place and parts what stands around it

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Place:
    """A column where texts differ: who has which word, as bits of witnesses."""

    c: int
    holders: dict[str, int]
    extant: int


def joined(
    collation: Collation, base: int, ranges: Iterable[Range], cuts: Iterable[int], reach: int
) -> list[Range]:
    """The column ranges, where words changed their places one range from place to place.

    What stands before or after in a range of its own, varied together, stays a range: the words
    that changed places are the unit. A particle has the base in one of its places: what two others
    add here and there has not moved.

    No joined range crosses a cut. Farther than `NEAR` columns and up to `reach`, or across a longer
    word on which all agree, a change of order must be pure: two witnesses have the very same words
    there, otherwise arranged.
    """
    own = list(ranges)
    found = sorted(_spans(collation, base, own, sorted(cuts), reach))
    return _apart(own, _merged([(start, end) for start, end, *_ in found]))


def moves(
    collation: Collation, base: int, ranges: Iterable[Range], cuts: Iterable[int], reach: int
) -> list[tuple[Range, set[int]]]:
    """The ranges of changed order, each with the witnesses that have not the base's order there.

    Where the base has a word in neither of its places, none is named.
    """
    found = sorted(_spans(collation, base, list(ranges), sorted(cuts), reach))
    own = 1 << base
    result = []
    for start, end in _merged([(a, b) for a, b, *_ in found]):
        inside = [(here, there) for a, b, here, there in found if start <= a and b <= end]
        sided = all((here | there) & own for here, there in inside)
        movers = 0
        for here, there in inside:
            movers |= there if here & own else here
        bits = [w for w in range(len(collation.witnesses)) if movers >> w & 1]
        result.append(((start, end), set(bits if sided else ())))
    return result


def _merged(spans: Sequence[Range]) -> list[Range]:
    """Sorted ranges, those that overlap made one."""
    found: list[Range] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _apart(ranges: Sequence[Range], spans: Sequence[Range]) -> list[Range]:
    """The spans, and what is left of the ranges."""
    found = list(spans)
    for start, end in ranges:
        for a, b in spans[bisect_right(spans, start, key=lambda s: s[1]) :]:
            if a >= end:
                break
            if start < a:
                found.append((start, a))
            start = max(start, b)
        if start < end:
            found.append((start, end))
    return sorted(found)


def _spans(
    collation: Collation, base: int, ranges: Sequence[Range], cuts: Sequence[int], reach: int
) -> Iterator[tuple[int, int, int, int]]:
    """Stretches `start:end` in which a word stands elsewhere in other witnesses, with those who
    have it at the one place only and at the other."""
    texts_of = reader(collation)
    seen: list[_Place] = []
    for start, end in ranges:
        for c in range(start, end):
            place = _place(c, texts_of(c))
            cut = cuts[bisect_right(cuts, c) - 1] if cuts and cuts[0] <= c else 0
            seen = [p for p in seen if p.c >= max(c - reach, cut)]
            for other in seen:
                moved = _moved(other, place, 1 << base, texts_of)
                if moved is not None:
                    yield other.c, c + 1, *moved
                    break
            seen.append(place)


def _place(c: int, texts: Texts) -> _Place:
    holders: dict[str, int] = {}
    extant = 0
    for w, text in enumerate(texts):
        if text is not None:
            extant |= 1 << w
            if text and has_word(text[0]):
                form = text.casefold()
                holders[form] = holders.get(form, 0) | 1 << w
    return _Place(c, holders, extant)


def _moved(
    a: _Place, b: _Place, base: int, texts_of: Callable[[int], Texts]
) -> tuple[int, int] | None:
    """Those who have a word in column a alone, and those who have it in column b."""
    for form in a.holders.keys() & b.holders.keys():
        here = a.holders[form] & ~b.holders[form] & b.extant
        there = b.holders[form] & ~a.holders[form] & a.extant
        added = a.extant & b.extant & base and not (here | there) & base
        if not (here and there) or (added and len(form) < CONTENT):
            continue
        near = b.c - a.c <= NEAR and not any(_parts(texts_of(c)) for c in range(a.c + 1, b.c))
        if near or _pure(here, there, a.c, b.c + 1, texts_of):
            return here, there
    return None


def _parts(texts: Texts) -> bool:
    """Do all who are extant agree in one longer word?

    >>> _parts(("king", "king", None)), _parts(("king", "")), _parts(("and", "and"))
    (True, False, False)
    """
    held = {text for text in texts if text is not None}
    return len(held) == 1 and len(held.pop()) >= CONTENT


def _pure(here: int, there: int, start: int, end: int, texts_of: Callable[[int], Texts]) -> bool:
    """Do a witness of each side have the very same words in columns `start:end`?"""
    rows = list(zip(*(texts_of(c) for c in range(start, end))))

    def held(bits: int) -> set[tuple[str, ...]]:
        return {
            tuple(sorted(t.casefold() for t in row if t))
            for w, row in enumerate(rows)
            if bits >> w & 1 and None not in row
        }

    return not held(here).isdisjoint(held(there))
