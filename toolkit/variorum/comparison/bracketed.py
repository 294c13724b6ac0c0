"""An editor's bracket is not cut by the border of a change, or a reader takes `]` for its end.

`[[-chokhom-]{+skopom+}]` and `[-Kaysone] K.-]` are puzzles; `[-[chokhom]-]{+[skopom]+}` is none.
A bracket of which a few words only are equal becomes part of the change; of a longer one the
equal words stay outside, and each of its two marks keeps the word it stands at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from ..alignment.equal.worth import STOPS, is_mark
from .runs import Stretch
from .side import Side

HELD = 3  # equal words that a bracket draws into a change, at most: more are shown as equal

Group = tuple[int, int]  # tokens from the one bracket to the other


def uncut(found: list[Stretch], base: Side, other: Side) -> list[Stretch]:
    """The stretches with no bracket of either side cut by the border of one.

    What is drawn in for one bracket may cut another: so once more until nothing is. It ends,
    since equal words only ever become fewer.
    """
    groups = [(g, side, side is base) for side in (base, other) for g in _groups(side)]
    held = [_holds_few(found, *group) for group in groups]  # asked once: words become fewer
    before: list[Stretch] = []
    while groups and found != before:
        before = found
        for (group, side, left), few in zip(groups, held, strict=True):
            found = _mended(found, group, side, left, few)
    return found


def _groups(side: Side) -> list[Group]:
    """The brackets of a side, inner ones first: signs in its text, and those that are markup."""
    groups: list[Group] = []
    open_: list[int] = []
    for k in range(len(side.tokens)):
        text = side.text(k)
        if text == "[":
            open_.append(k)
        elif text == "]" and open_:
            groups.append((open_.pop(), k + 1))
    return groups + _marked(side)


def _marked(side: Side) -> list[Group]:
    starts = [side.witness.starts[t] for t in side.tokens] if side.marks else []
    groups: list[Group] = []
    open_: list[int] = []
    for at, opens, _ in side.marks if starts else ():
        if opens:
            open_.append(at)
        elif open_:
            group = bisect_left(starts, open_.pop()), bisect_left(starts, at)
            if group[0] < group[1]:
                groups.append(group)
    return groups


def _holds_few(found: list[Stretch], group: Group, side: Side, left: bool) -> bool:
    """Are so few words of a bracket equal that they had better go into the change with it?"""
    words = [side.text(k) for k in _equal(found, group, left)]
    return sum(not is_mark(w) for w in words) <= HELD and STOPS.isdisjoint(words)


def _equal(found: list[Stretch], group: Group, left: bool) -> list[int]:
    here = (s for s in found if s.equal and _touches(s, group, left))
    return [k for s in here for k in range(*_within(s, group, left))]


def _mended(found: list[Stretch], group: Group, side: Side, left: bool, few: bool) -> list[Stretch]:
    here = [s for s in found if _touches(s, group, left)]
    if len(here) < 2 or any(s.move for s in here):
        return found
    equal = _equal(found, group, left)
    if few:
        return _changed(found, lambda k: group[0] <= k < group[1], left)
    edges = _edges(equal, group, side)
    return _changed(found, edges.__contains__, left) if edges else found


def _edges(equal: Sequence[int], group: Group, side: Side) -> frozenset[int]:
    """The equal words beside those marks of a bracket that are in a change, or whose fellow is."""
    start, end = group
    printed = side.text(start) == "["
    first, last = (start + 1, end - 2) if printed else (start, end - 1)
    if printed:
        cut = {k for k in (start, end - 1) if k not in equal}
    else:
        cut = {start, end - 1} if (start in equal) != (end - 1 in equal) else set()
    found: set[int] = set()
    if start in cut:
        stop = next((k for k in range(first, end) if not is_mark(side.text(k))), first)
        found |= set(range(first, stop + 1))
    if end - 1 in cut:
        stop = next((k for k in range(last, start, -1) if not is_mark(side.text(k))), last)
        found |= set(range(stop, last + 1))
    return frozenset(found.intersection(equal))


def _touches(s: Stretch, group: Group, left: bool) -> bool:
    start, end = (s.a0, s.a1) if left else (s.b0, s.b1)
    return group[0] < start < group[1] if start == end else start < group[1] and end > group[0]


def _within(s: Stretch, group: Group, left: bool) -> Group:
    start, end = (s.a0, s.a1) if left else (s.b0, s.b1)
    return max(start, group[0]), min(end, group[1])


def _changed(found: list[Stretch], taken: Callable[[int], bool], left: bool) -> list[Stretch]:
    """The equal pairs whose token is taken as parts of the changes beside them."""
    out: list[Stretch] = []
    for s in found:
        for part in _parted(s, taken, left) if s.equal else (s,):
            if out and _join(out[-1], part):
                last = out[-1]
                shared = last.shared + part.shared
                out[-1] = Stretch(last.equal, last.a0, part.a1, last.b0, part.b1, shared)
            else:
                out.append(part)
    return out


def _join(before: Stretch, here: Stretch) -> bool:
    return before.equal == here.equal and not (before.move or here.move)


def _parted(s: Stretch, taken: Callable[[int], bool], left: bool) -> list[Stretch]:
    """An equal stretch pair by pair."""
    pairs = zip(range(s.a0, s.a1), range(s.b0, s.b1), strict=True)
    return [
        Stretch(False, i, i + 1, j, j + 1, ((i, j),))
        if taken(i if left else j)
        else Stretch(True, i, i + 1, j, j + 1)
        for i, j in pairs
    ]
