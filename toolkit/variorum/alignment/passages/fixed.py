"""Headings of equal number: fixed points of the alignment, in whatever languages they are.

`IV` and `Chapter the Fourth` have no word in common and stand at one place of one book. Headings
are compared level by level (chapter, book, bare numbers); of two levels the longest common course
of numbers is a proposal, which the words decide: a pair of headings holds where the divisions
before and after it share their rare words with those of their own numbers, and with hardly any
other more. So a version that counts otherwise, or has other chapters, is held to nothing. A table
of contents is not a proposal.

No heading is joined with prose in one bead.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import inf, sqrt

from ...text.headings import heading
from .scores import Scores

Pin = tuple[int, int]  # a heading of each side
Level = list[tuple[int, int]]  # number, passage: the headings that are called one thing, in order
LISTED = 200  # characters up to the next heading, with no more than a title between: in a table …
ROW = 3  # … of contents, so many times on end
BARE = 3  # numbers alone that make a level; one may be anything
TITLE = 300  # characters of a number and a title at most
SERIES = 5  # numbers with titles, where nothing else tells that they are headings …
UNDER = 2  # … and more passages up to the next
NEARLY = 0.8  # of the most that a division shares; from 0.6 on wrong pairs of novels were held
ENOUGH = 0.25  # of the pairs proposed: where fewer hold, these agree by chance
MIXED = -1e6  # what a bead of a heading and prose scores
_LED = re.compile(r"\W*([0-9]{1,3}|[IVXLC]{1,8})\b[.:)—–-]")


@dataclass(frozen=True, slots=True)
class Heads:
    """Which passages of both sides are headings, and which of these correspond."""

    left: frozenset[int] = frozenset()
    right: frozenset[int] = frozenset()
    pins: tuple[Pin, ...] = ()
    counts: tuple[Sequence[int], Sequence[int]] = ((0,), (0,))  # before each passage

    def __bool__(self) -> bool:
        return bool(self.left or self.right)

    def mixed(self, i: int, j: int, p: int, q: int) -> bool:
        """Does a bead hold a heading and prose?"""
        if not self or p + q == 2:
            return False
        left, right = self.counts
        return 0 < left[i + p] - left[i] + right[j + q] - right[j] < p + q

    def part(self, scores: Scores, rows: range, columns: range) -> Scores:
        """Scores of beads with those of mixed beads as low as can be."""
        import numpy as np

        if not self:
            return scores
        left, right = (np.asarray(c) for c in self.counts)
        for (p, q), values in scores.items():
            if p and q and p + q > 2 and values.size:
                i = np.arange(rows.start, rows.stop - p + 1)
                j = np.arange(columns.start, columns.stop - q + 1)
                held = (left[i + p] - left[i])[:, None] + (right[j + q] - right[j])[None, :]
                scores[p, q] = np.where((held > 0) & (held < p + q), MIXED, values)
        return scores


def heads(
    a: Sequence[str], b: Sequence[str], told: tuple[Collection[int], Collection[int]] = ((), ())
) -> Heads:
    """The headings of both sides, those that are marked and those known by their words.

    The pairs are proposals until the words have spoken (`held`).
    """
    found = [_levels(texts, known) for texts, known in zip((a, b), told)]
    left, right = (
        frozenset({*known, *(i for level in levels.values() for _, i in level)})
        for levels, known in zip(found, told)
    )
    counts = [
        [0, *accumulate(i in of for i in range(n))] for of, n in ((left, len(a)), (right, len(b)))
    ]
    return Heads(left, right, tuple(_proposed(*found)), (counts[0], counts[1]))


def _levels(texts: Sequence[str], told: Collection[int]) -> dict[str, Level]:
    """The numbered headings of a version by what they are called; tables of contents left out."""
    levels: dict[str, Level] = {}
    titled: Level = []
    for i, text in enumerate(texts):
        said = heading(text)
        if said and said.number:
            levels.setdefault(said.label, []).append((said.number, i))
        elif said is None and (number := _led(text)):
            if i in told:
                levels.setdefault("", []).append((number, i))
            titled.append((number, i))
    if "" not in levels and _is_series(titled):
        levels[""] = titled
    ends = [0, *accumulate(map(len, texts))]
    kept = {label: _outside_contents(level, ends) for label, level in levels.items()}
    return {label: level for label, level in kept.items() if len(level) >= (1 if label else BARE)}


def _led(text: str) -> int:
    """The number before the title of `IV. Of what befell them there`; 0 where none is."""
    led = _LED.match(text) if len(text) <= TITLE else None
    said = heading(led[1]) if led else None
    return said.number if said else 0


def _is_series(level: Level) -> bool:
    """Are these one, two, three and so on, with text under each? Lists and articles are not."""
    apart = all(y - x > UNDER for (_, x), (_, y) in pairwise(level))
    return len(level) >= SERIES and apart and [n for n, _ in level] == [*range(1, len(level) + 1)]


def _outside_contents(level: Level, ends: Sequence[int]) -> Level:
    """The headings of a level without those that follow each other on end, as in a list."""
    near = [
        j - i <= UNDER and ends[j] - ends[i] <= LISTED for (_, i), (_, j) in pairwise(level)
    ] + [False]
    kept = []
    for k, one in enumerate(level):
        first = k
        while first and near[first - 1]:
            first -= 1
        last = k
        while near[last]:
            last += 1
        if not (near[k] and last - first + 1 >= ROW):
            kept.append(one)
    return kept


def _proposed(a: dict[str, Level], b: dict[str, Level]) -> Iterator[Pin]:
    """Pairs of headings of equal number, in order on both sides: the level with most pairs first.

    A level called the same on both sides is preferred among as many.
    """
    courses = [
        (-len(course), x != y, sorted((x, y)), course, x, y)
        for x, one in a.items()
        for y, other in b.items()
        if (course := _course(one, other))
    ]
    found: list[Pin] = []
    done: tuple[set[str], set[str]] = set(), set()
    for *_, course, x, y in sorted(courses):
        if x in done[0] or y in done[1]:
            continue
        done[0].add(x)
        done[1].add(y)
        found += [pin for pin in course if all((pin[0] < i) == (pin[1] < j) for i, j in found)]
    yield from sorted(found)


def _course(a: Level, b: Level) -> list[Pin]:
    """The longest common subsequence of two courses of numbers; of two, that of lower numbers."""
    n, m = len(a), len(b)
    longest = [[0] * (m + 1) for _ in range(n + 1)]
    for x in range(n - 1, -1, -1):
        for y in range(m - 1, -1, -1):
            longest[x][y] = (
                longest[x + 1][y + 1] + 1
                if a[x][0] == b[y][0]
                else max(longest[x + 1][y], longest[x][y + 1])
            )
    found = []
    x = y = 0
    while x < n and y < m:
        if a[x][0] == b[y][0]:
            found.append((a[x][1], b[y][1]))
            x, y = x + 1, y + 1
        elif (longest[x + 1][y], a[x][0]) > (longest[x][y + 1], b[y][0]):
            x += 1
        else:
            y += 1
    return found


def held(proposed: Heads, points: Iterable[tuple[int, int, float]]) -> Heads:
    """The headings with those pairs for which the words speak.

    `points`: pairs of passages that share a rare word, and its weight. A division before or after
    a pair that shares no rare word with any (there may be nothing before the first heading) says
    nothing; the other must then speak for both.
    """
    pins = proposed.pins
    if not pins:
        return proposed
    starts = [i for i, _ in pins], [j for _, j in pins]
    shared: dict[tuple[int, int], float] = {}
    for i, j, weight in points:
        cell = bisect_right(starts[0], i), bisect_right(starts[1], j)
        shared[cell] = shared.get(cell, 0.0) + weight
    says = _partners(shared, len(pins) + 1)
    kept = tuple(p for k, p in enumerate(pins) if {says[k], says[k + 1]} in ({1}, {0, 1}))
    return replace(proposed, pins=kept if len(kept) >= ENOUGH * len(pins) else ())


def _partners(shared: dict[tuple[int, int], float], count: int) -> list[int]:
    """Of each division: 1 if it shares most, or nearly, with that of its number, else -1.

    Most over what chance would have them share, and so seen from both sides; 0 for one that shares
    nothing.
    """
    whole = sum(shared.values())
    sums = [[0.0] * count, [0.0] * count]
    for cell, weight in shared.items():
        for side, k in zip(sums, cell):
            side[k] += weight
    beyond = {
        (k, n): (shared.get((k, n), 0.0) - chance) / sqrt(chance)
        for k in range(count)
        for n in range(count)
        if (chance := sums[0][k] * sums[1][n] / whole if whole else 0.0)
    }
    rows, columns = ([-inf] * count for _ in range(2))
    for (k, n), excess in beyond.items():
        rows[k], columns[n] = max(rows[k], excess), max(columns[n], excess)
    own = [beyond.get((k, k)) for k in range(count)]
    return [
        0 if x is None else 1 if x >= NEARLY * max(rows[k], columns[k]) and x > 0 else -1
        for k, x in enumerate(own)
    ]


def stretches(pins: Sequence[Pin], n: int, m: int) -> Iterator[tuple[range, range]]:
    """What stands before, between and after fixed points: one more than there are of these."""
    for (i, j), (x, y) in pairwise([(-1, -1), *pins, (n, m)]):
        yield range(i + 1, x), range(j + 1, y)
