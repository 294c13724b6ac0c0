"""From equal pairs to what a reader sees: equal stretches, and changes that come as phrases.

A function word that two rewordings happen to share does not cut one rewording in two: the *island*
is bridged, and kept as a word that the two sides of the phrase share. A word of content that both
have is a border, as in an apparatus (`critic.wholes`), and so are a comma or several words, unless
words changed sides around them: what turned round is one change. No phrase crosses the end of a
sentence, and none grows past what can be taken in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...alignment.equal import Pairs
from ...alignment.equal.worth import FUNCTION, STOPS, is_mark

# What is bridged, and how long a phrase may grow by it.
ISLAND = 2.5  # worth of an island: as many as five function words
SLIGHT = 1.5  # worth of an island that changes of one word may join too
CONTENT = 1.0  # worth of a word of content, over which no bridge leads
CLAUSE = frozenset(",;:()—–")  # marks at which a reader stops
PHRASE = 24  # words of the longer side of a phrase that an island joins
LONGEST = 40  # the same, where the island is one function word, or punctuation
# Share of its words that a passage and its rewording have in common. Below it, the words they do
# share are what a reader holds on to: of islands only a lone function word is bridged.
ALIKE = 0.42


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens `a0:a1` of one version facing `b0:b1` of the other.

    An equal stretch pairs them one by one; a changed one may hold `shared` pairs, equal words
    inside the phrase.
    """

    equal: bool
    a0: int
    a1: int
    b0: int
    b1: int
    shared: tuple[tuple[int, int], ...] = ()
    move: int = 0  # the number of the move of which this is one end; 0 = stays


def stretches(pairs: Pairs, n: int, m: int) -> list[Stretch]:
    """Equal and changed stretches in turn; together they hold both sides once."""
    found: list[Stretch] = []
    i0 = j0 = 0  # where the running equal stretch began
    i = j = 0  # where it ends
    for x, y in [*pairs, (n, m)]:
        if (x, y) != (i, j) or (x, y) == (n, m):
            if i > i0:
                found.append(Stretch(True, i0, i, j0, j))
            if x > i or y > j:
                found.append(Stretch(False, i, x, j, y))
            i0, j0 = x, y
        i, j = x + 1, y + 1
    return found


def set_apart(plain: list[Stretch], moves: Sequence[tuple[int, int, int]]) -> list[Stretch]:
    """Take the two ends of each move out of the changes that hold them.

    A move is `(i, j, length)`, numbered from 1 in the order given. One whose ends cannot both be
    taken out, since another move stands in the same change, stays a change.
    """
    out = list(plain)
    for number, (i, j, length) in enumerate(moves, 1):
        left = _holding(out, i, i + length, True)
        right = _holding(out, j, j + length, False)
        if left is None or right is None or left == right:
            continue
        for k in sorted((left, right), reverse=True):
            cut = (i, i + length) if k == left else (j, j + length)
            out[k : k + 1] = _cut(out[k], cut, k == left, number)
    return out


def _holding(found: list[Stretch], start: int, end: int, base: bool) -> int | None:
    for k, s in enumerate(found):
        x, y = (s.a0, s.a1) if base else (s.b0, s.b1)
        if x <= start and end <= y and x < y:
            return None if s.equal or s.move else k
    return None


def _cut(whole: Stretch, moved: tuple[int, int], base: bool, number: int) -> list[Stretch]:
    """A change as what stands before its moved part, that part, and what stands after."""
    start, end = moved
    a0, a1, b0, b1 = whole.a0, whole.a1, whole.b0, whole.b1
    if base:
        middle = b1 if start > a0 else b0  # the other side goes with what comes first
        parts = [(a0, start, b0, middle), (start, end, middle, middle), (end, a1, middle, b1)]
    else:
        middle = a1 if start > b0 else a0
        parts = [(a0, middle, b0, start), (middle, middle, start, end), (middle, a1, end, b1)]
    return [
        Stretch(False, *part, move=number if k == 1 else 0)
        for k, part in enumerate(parts)
        if part[0] < part[1] or part[2] < part[3]
    ]


def phrases(
    pairs: Pairs,
    a: Sequence[str],
    b: Sequence[str],
    worth: Mapping[str, float],
    moves: Sequence[tuple[int, int, int]] = (),
) -> list[Stretch]:
    """Stretches with islands bridged; `a` and `b` are the normal forms.

    >>> from variorum.alignment.equal import Vocabulary
    >>> a, b = "position of affairs".split(), "state of things".split()
    >>> phrases([(1, 1)], a, b, Vocabulary().worth)
    [Stretch(equal=False, a0=0, a1=3, b0=0, b1=3, shared=((1, 1),), move=0)]
    """
    plain = set_apart(stretches(pairs, len(a), len(b)), moves)
    alike = 2 * len(pairs) >= ALIKE * (len(a) + len(b))
    found: list[Stretch] = []
    for k, here in enumerate(plain):
        island = here.equal and 0 < k < len(plain) - 1
        if island and _bridged(found[-1], here, plain[k + 1], (a, b), worth, alike):
            inside = tuple((here.a0 + d, here.b0 + d) for d in range(here.a1 - here.a0))
            found[-1] = _join(found[-1], here, inside)
        elif _joins(found[-1] if found else None, here):
            found[-1] = _join(found[-1], here, ())
        else:
            found.append(here)
    return found


def _joins(before: Stretch | None, here: Stretch) -> bool:
    """Is this change the rest of the phrase before it?"""
    return bool(before and not (before.equal or here.equal or before.move or here.move))


def _join(left: Stretch, right: Stretch, shared: tuple[tuple[int, int], ...]) -> Stretch:
    return Stretch(False, left.a0, right.a1, left.b0, right.b1, left.shared + shared)


def _bridged(
    before: Stretch, island: Stretch, after: Stretch, forms: tuple[Sequence[str], Sequence[str]],
    worth: Mapping[str, float], alike: bool,
) -> bool:  # fmt: skip
    words = forms[0][island.a0 : island.a1]
    if before.move or after.move or not STOPS.isdisjoint(words):
        return False
    grown = max(after.a1 - before.a0, after.b1 - before.b0)
    value = sum(worth[word] for word in words if not is_mark(word))
    border = len(words) > 1 or not CLAUSE.isdisjoint(words)
    if border and not _turned(before, after, *forms, worth):
        return False
    if any(worth[word] >= CONTENT for word in words):
        return value <= ISLAND and grown <= PHRASE and _turned(before, after, *forms, worth)
    if not alike and (len(words) > 1 or value > FUNCTION):
        return False
    if value <= SLIGHT:
        return grown <= (LONGEST if value <= FUNCTION else PHRASE)
    return value <= ISLAND and grown <= PHRASE and min(map(_size, (before, after))) > 1


def _turned(
    before: Stretch, after: Stretch, a: Sequence[str], b: Sequence[str], worth: Mapping[str, float]
) -> bool:
    """Does a word of content stand in one change of the base and in the other of the version?"""
    sides = [(set(a[s.a0 : s.a1]), set(b[s.b0 : s.b1])) for s in (before, after)]
    (left, right), (later_left, later_right) = sides
    moved = (left & later_right) | (later_left & right)
    return any(worth[word] >= CONTENT for word in moved)


def _size(change: Stretch) -> int:
    return max(change.a1 - change.a0, change.b1 - change.b0)
