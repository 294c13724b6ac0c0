"""Lines of verse against lines of verse: two translations never divide a sentence alike.

Where lines hardly share words, as in two verse translations of one poem, they are set beside each
other as two languages are (`across`). A line that is left beside a pair then belongs to it, for
a sentence runs on over the end of a line: it joins the neighbour whose lengths it makes more even,
unless it is sure that nothing belongs there. So rows of several lines come about.

Beside prose the lines are taken together that make a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from math import log

from ...model import Bead

LINE = 80  # characters that a line of verse has at most, in the middle of all lines
FEWEST = 12  # lines from which on two versions are called verse
CLOSED = 0.6  # of the lines at most that end with a sentence
PAIRED = 0.6  # of the lines: where fewer have a partner, the words say too little
ALONE = 0.988  # confidence from which on a line stands alone (.9 of the calmed scores)
LONGEST = 4  # lines of one version in a row
RUN = 12  # lines of a sentence at most
_PAUSED = re.compile(r"[;:—][\"'”’»)\]]*$")
_CLOSED = re.compile(r"[.!?…][\"'”’»)\]]*$")


def is_verse(*texts: Sequence[str]) -> bool:
    """Are the passages of all texts lines of verse: short, and most of them running on?"""
    return all(
        len(lines) >= FEWEST
        and sorted(map(len, lines))[len(lines) // 2] <= LINE
        and sum(bool(_CLOSED.search(line)) for line in lines) <= CLOSED * len(lines)
        for lines in texts
    )


def sentences(lines: Sequence[str], headings: Collection[int] = ()) -> list[range]:
    """The lines of verse, run by run of a sentence; a long one is cut where a lesser mark stands.

    >>> sentences(["Sing, goddess,", "of the wrath.", "It burned;"])
    [range(0, 2), range(2, 3)]
    """
    made, start = [], 0
    for n, line in enumerate(lines):
        size = n + 1 - start
        alone = n in headings or n + 1 in headings
        lesser = size >= LONGEST and _PAUSED.search(line)
        if alone or lesser or size == RUN or _CLOSED.search(line) or n + 1 == len(lines):
            made.append(range(start, n + 1))
            start = n + 1
    return made


def unfolded(bead: Bead, left: Sequence[range], right: Sequence[range]) -> Bead:
    """A bead of runs of passages as one of passages."""
    ranges = (
        range(runs[held.start].start, runs[held.stop - 1].stop)
        if held
        else range(*[runs[held.start].start if held.start < len(runs) else runs[-1].stop] * 2)
        for held, runs in ((bead.left, left), (bead.right, right))
    )
    return replace(bead, left=next(ranges), right=next(ranges))


def hardly_paired(beads: Sequence[Bead]) -> bool:
    """Has less than `PAIRED` of the passages a partner?"""
    held = [len(bead.left) + len(bead.right) for bead in beads]
    paired = [n for n, bead in zip(held, beads) if bead.left and bead.right]
    return sum(paired) < PAIRED * sum(held)


def run_on(
    beads: Sequence[Bead], a: Sequence[str], b: Sequence[str],
    headings: tuple[Collection[int], Collection[int]] = ((), ()),
) -> tuple[Bead, ...]:  # fmt: skip
    """The beads with each line that stands alone beside a pair joined to it, but for headings."""
    titles = {(bead.left, bead.right) for bead in beads if _is_title(bead, *headings)}
    shift = log(sum(map(len, b)) + 1) - log(sum(map(len, a)) + 1)
    made = list(beads)
    at = 0
    while at < len(made):
        bead = made[at]
        near = [n for n in (at - 1, at + 1) if 0 <= n < len(made) and _takes(made[n], bead)]
        near = [n for n in near if (made[n].left, made[n].right) not in titles]
        if (
            (bead.left, bead.right) in titles
            or (bead.left and bead.right)
            or bead.confidence >= ALONE
            or not near
        ):
            at += 1
            continue
        joined = {n: _joined(*((made[n], bead) if n < at else (bead, made[n]))) for n in near}
        best = min(near, key=lambda n: (_uneven(joined[n], a, b, shift), n))
        made[min(at, best) : max(at, best) + 1] = [joined[best]]
        at = min(at, best)
    return tuple(made)


def _is_title(bead: Bead, left: Collection[int], right: Collection[int]) -> bool:
    return any(n in left for n in bead.left) or any(n in right for n in bead.right)


def _takes(pair: Bead, alone: Bead) -> bool:
    return (
        bool(pair.left and pair.right)
        and not pair.moved
        and _meet(pair.left, alone.left)
        and _meet(pair.right, alone.right)
        and max(len(pair.left) + len(alone.left), len(pair.right) + len(alone.right)) <= LONGEST
    )


def _meet(one: range, two: range) -> bool:
    """Do two runs follow each other, with nothing between that has moved?"""
    return not one or not two or one.stop == two.start or two.stop == one.start


def _joined(first: Bead, second: Bead) -> Bead:
    """Two beads that follow each other as one, the less sure the surer the line is alone."""
    pair, alone = (first, second) if first.left and first.right else (second, first)
    left, right = (
        range(min(x.start for x in runs), max(x.stop for x in runs))
        for runs in ([r for r in (first.left, second.left) if r],
                     [r for r in (first.right, second.right) if r])
    )  # fmt: skip
    return Bead(left, right, round(pair.confidence * (1 - alone.confidence / 2), 4))


def _uneven(bead: Bead, a: Sequence[str], b: Sequence[str], shift: float) -> float:
    """How far the lengths of a bead are from the usual ratio."""
    left, right = sum(len(a[i]) for i in bead.left), sum(len(b[j]) for j in bead.right)
    return round(abs(log(right + 1) - log(left + 1) - shift), 6)
