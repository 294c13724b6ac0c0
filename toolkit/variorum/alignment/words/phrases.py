"""Phrases: a run of words without a counterpart that faces such a run, between the same links.

So `across the board` answers `with one brush`, though none of its words has an answer. A doubtful
link of two function words that stands alone inside a run does not break it, nor does a link for
which nothing speaks but its place. No phrase reaches across the end of a sentence or holds more
than `LONGEST` words of a side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ...model import Link
from .kinds import DIGITS, Cells

LONGEST = 7  # words of one side: beyond, a clause was rewritten, not a phrase
ENDS = frozenset(".!?…。！？।؟")
SUPPORT = 0.3  # below, only the place speaks for a link
SURE = 0.8  # below, a lone link of two function words may be chance
BORDER = -1  # stands for the link before the first word and after the last
LONE = -2  # an end of sentence without answer: nothing faces it


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `start:end` without a counterpart, and the links on either side."""

    start: int
    end: int
    left: int
    right: int


def with_phrases(cells: Cells, links: Sequence[Link]) -> tuple[Link, ...]:
    """The word links and the phrases between them, in order of a; no token is in two of them."""
    firm, weak = _apart(cells, links)
    while True:
        pairs = list(_facing(cells, firm))
        broken = [link for link in weak if _broken(cells, link, pairs)]
        if not broken:
            break
        firm = sorted(firm + broken, key=lambda link: (link.a, link.b))
        weak = [link for link in weak if link not in broken]
    kept = firm + [link for link in weak if not _inside(link, pairs)]
    phrases = [_phrase(cells, a, b) for a, b in pairs]
    return tuple(sorted(kept + phrases, key=lambda link: (link.a, link.b)))


def _apart(cells: Cells, links: Sequence[Link]) -> tuple[list[Link], list[Link]]:
    """Links that hold, and those that place alone speaks for or lone ones of function words."""
    linked = {(i, j) for link in links for i in link.a for j in link.b}
    firm: list[Link] = []
    weak: list[Link] = []
    for link in links:
        i, j = link.a[0], link.b[0]
        lone = (i - 1, j - 1) not in linked and (i + 1, j + 1) not in linked
        single = len(link.a) == len(link.b) == 1
        function = _is_function(cells, i, 0) and _is_function(cells, j, 1)
        chance = function and lone and cells.p[i, j] < SURE
        held = cells.support[i, j] >= SUPPORT and not chance
        (firm if held or not single else weak).append(link)
    return firm, weak


def _facing(cells: Cells, firm: Sequence[Link]) -> Iterator[tuple[Run, Run]]:
    """Pairs of runs between the same two links, or else beside one and the same."""
    left = list(_runs(cells.a, {i: n for n, link in enumerate(firm) for i in link.a}))
    right = list(_runs(cells.b, {j: n for n, link in enumerate(firm) for j in link.b}))
    found = [(_rank(cells, x, y), x, y) for x in left for y in right]
    taken: set[tuple[int, int]] = set()
    chosen = []
    for rank, x, y in sorted(found, key=lambda f: (f[0], f[1].start + f[2].start)):
        if rank and (0, x.start) not in taken and (1, y.start) not in taken:
            taken |= {(0, x.start), (1, y.start)}
            chosen.append((x, y))
    yield from sorted(chosen, key=lambda pair: pair[0].start)


def _runs(tokens: Sequence[str], answered: dict[int, int]) -> Iterator[Run]:
    """The maximal runs without a counterpart, their outer marks and brackets left off."""

    def state(i: int) -> int:
        return LONE if i not in answered and _ends(tokens[i]) else answered.get(i, len(answered))

    n, free = len(tokens), len(answered)
    states = [state(i) for i in range(n)]
    for number, group in groupby(range(n), key=states.__getitem__):
        if number != free:
            continue
        run = list(group)
        left = states[run[0] - 1] if run[0] else BORDER
        right = states[run[-1] + 1] if run[-1] + 1 < n else BORDER
        start, end = _trimmed(tokens, run[0], run[-1] + 1)
        if start < end:
            yield Run(start, end, left, right)


def _trimmed(tokens: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """A run without marks at its ends, and without a bracket that opens or closes it."""
    words = []
    depth = 0
    for i in range(start, end):
        depth += tokens[i] == "["
        if not depth and any(c.isalnum() for c in tokens[i]):
            words.append(i)
        depth -= tokens[i] == "]" and depth > 0
    return (words[0], words[-1] + 1) if words else (start, start)


def _ends(token: str) -> bool:
    return all(c in ENDS for c in token)


def _rank(cells: Cells, x: Run, y: Run) -> tuple[float, ...]:
    """How well two runs face each other, the lower the better; empty if they do not."""
    sides = (x.left == y.left != LONE) + (x.right == y.right != LONE)
    if not sides or max(x.end - x.start, y.end - y.start) > LONGEST:
        return ()
    if sides == 1 and not (_has_content(cells, x, 0) and _has_content(cells, y, 1)):
        return ()
    return (-sides, -_likeness(cells, x, y))


def _has_content(cells: Cells, run: Run, side: int) -> bool:
    """Is there a word in the run that is not a function word?"""
    return not all(_is_function(cells, i, side) for i in range(run.start, run.end))


def _is_function(cells: Cells, i: int, side: int) -> bool:
    return bool(cells.functions[side][i])


def _likeness(cells: Cells, x: Run, y: Run) -> float:
    """The mean of the best probabilities of the words of both runs, within them."""
    block = cells.p[x.start : x.end, y.start : y.end]
    best = float(block.max(1).sum()) + float(block.max(0).sum())
    return round(best / sum(block.shape), DIGITS)


def _inside(link: Link, pairs: Sequence[tuple[Run, Run]]) -> bool:
    i, j = link.a[0], link.b[0]
    return any(x.start <= i < x.end and y.start <= j < y.end for x, y in pairs)


def _broken(cells: Cells, link: Link, pairs: Sequence[tuple[Run, Run]]) -> bool:
    """Does a weak link lead out of a phrase, or is it all that a phrase would hold?"""
    for x, y in pairs:
        if _inside(link, [(x, y)]):
            single = x.end - x.start == y.end - y.start == 1
            return single or not (_has_content(cells, x, 0) and _has_content(cells, y, 1))
    return _touched(link, pairs)


def _touched(link: Link, pairs: Sequence[tuple[Run, Run]]) -> bool:
    i, j = link.a[0], link.b[0]
    return any(x.start <= i < x.end or y.start <= j < y.end for x, y in pairs)


def _phrase(cells: Cells, x: Run, y: Run) -> Link:
    a, b = tuple(range(x.start, x.end)), tuple(range(y.start, y.end))
    return Link(a, b, "phrase", _likeness(cells, x, y))
