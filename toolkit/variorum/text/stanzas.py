"""Is a plain text a poem, and which of its lines are verses quoted within prose?

A stanza is a run of lines without a blank one, each of which leaves room for the next word and
begins with a capital whether or not a sentence begins there; or is short, and ends in a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

_LONGEST = 75  # characters: longer lines are no verse
_SHORT = 50  # the same of a poem whose lines do not begin with capitals
_NARROW = 0.7  # of the width of prose: … and of such a stanza within it
_WORDS = 4.0  # a line on average: title pages, addresses and lists of persons have fewer
_INDENTED_WORDS = 3.0
_CAPITALS = 0.85  # of the lines begin so
_ROOM = 0.8  # of the lines leave room
_STOPPED = ".!?…,;:—-\"'”’»)*_"
_NAME = re.compile(r"[^\W\d_]{2,}")


class Line(Protocol):
    """What is asked of a line."""

    @property
    def number(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def indented(self) -> bool: ...
    @property
    def ends_sentence(self) -> bool: ...
    @property
    def begins_upper(self) -> bool: ...
    @property
    def listed(self) -> bool: ...
    @property
    def other(self) -> bool: ...


def is_poem(lines: Sequence[Line]) -> bool:
    """Lines of one poem: short, begun with capitals whether or not a sentence begins there."""
    pairs = [(a, b) for a, b in pairwise(lines) if b.number == a.number + 1]
    if len(pairs) < 3 or len(pairs) < 0.6 * (len(lines) - 1):
        return False
    lengths = sorted(len(line.text) for line in lines)
    if lengths[len(lengths) * 9 // 10] > _LONGEST or lengths[len(lengths) // 2] < 18:
        return False
    inside = [(a, b) for a, b in pairs if not (a.ends_sentence or a.other)]
    capital = sum(b.begins_upper for _, b in inside)
    short = lengths[len(lengths) * 9 // 10] <= _SHORT
    ragged = short * sum(_leaves_room(a, b, lengths[-1]) for a, b in inside)
    open_ = sum(not a.ends_sentence for a, _ in pairs)
    return (
        len(inside) >= 2
        and (capital >= _CAPITALS * len(inside) or ragged >= 0.6 * len(inside))
        and open_ >= 0.4 * len(pairs)
        and sum(line.listed for line in lines) < 0.3 * len(lines)
    )


def _leaves_room(before: Line, line: Line, width: int) -> bool:
    """Would the next word have stood on the line before, had it been prose?"""
    return len(before.text) + 1 + len(line.text.split(maxsplit=1)[0]) <= width


def verses(lines: Sequence[Line], width: int) -> frozenset[int]:
    """The numbers, from 0, of the lines that are verses; prose is set `width` wide."""
    prose = sum(line.indented for line in lines) < 0.5 * len(lines)
    runs = list(_runs(lines))
    sure = [
        _is_stanza(own, width, prose and all(line.indented for line in own))
        for own in ([lines[n] for n in run] for run in runs)
    ]
    for n in (*range(len(runs)), *reversed(range(len(runs)))):  # a couplet beside a stanza
        near = (m for m in (n - 1, n + 1) if 0 <= m < len(runs) and sure[m])
        if not sure[n] and any(_meet(runs[min(m, n)], runs[max(m, n)]) for m in near):
            sure[n] = _is_stanza([lines[i] for i in runs[n]], width, True, beside=True)
    return frozenset(n for run, held in zip(runs, sure, strict=True) if held for n in run)


def prose(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines of a file of poems that are prose: full, going on in lower case."""
    found: set[int] = set()
    for run in _runs(lines):
        own = [lines[n] for n in run]
        longest = max(len(line.text) for line in own)
        full = all(len(line.text) >= _NARROW * longest for line in own[:-1])
        lower = sum(not line.begins_upper for line in own[1:])
        if len(own) > 2 and longest > _SHORT and full and lower > len(own) / 3:
            found.update(run)
    return frozenset(found)


def _meet(first: range, second: range) -> bool:
    """Does nothing but blank lines part two runs?"""
    return first.stop == second.start


def _runs(lines: Sequence[Line]) -> Iterator[range]:
    """The lines between two blank ones, where they are several."""
    firsts = [0, *(n for n in range(1, len(lines)) if lines[n].number > lines[n - 1].number + 1)]
    for a, b in pairwise([*firsts, len(lines)]):
        if b - a > 1:
            yield range(a, b)


def _is_stanza(run: Sequence[Line], width: int, apart: bool, *, beside: bool = False) -> bool:
    """Is a run verse? Less is asked of one that is kept apart, and of one beside a stanza least."""
    if len(run) < (2 if apart else 3) or any(len(line.text) > _LONGEST for line in run):
        return False
    if any(line.other for line in run) or 2 * sum(map(_shouts, run)) > len(run):
        return False
    words = sum(len(line.text.split()) for line in run)
    if words < (_INDENTED_WORDS if apart else _WORDS) * len(run):
        return False
    if not apart and run[-1].text[-1] not in _STOPPED:
        return False
    pairs = list(pairwise(run))
    room = sum(_leaves_room(a, b, width - 1) for a, b in pairs)
    if room < _ROOM * len(pairs):
        return False
    if sum(line.begins_upper for line in run) >= _CAPITALS * len(run):
        return beside or any(not a.ends_sentence and b.begins_upper for a, b in pairs)
    narrow = all(len(line.text) <= _NARROW * width for line in run)
    stopped = sum(line.text[-1] in _STOPPED for line in run)
    return len(run) > 3 and narrow and 2 * stopped > len(run) and run[0].begins_upper


def _shouts(line: Line) -> bool:
    """Does a line begin with a word in capitals, as a list of persons does?"""
    first = _NAME.search(line.text)
    return first is not None and first[0].isupper()
