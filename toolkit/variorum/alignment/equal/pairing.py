"""Which words of two versions are the same word in the same place: pairs that rise on both sides.

Only equal normal forms are paired. In a small block every way of pairing is weighed by dynamic
programming: a run of equal words is worth more than the same words scattered, and a lone common
word far from where it would be expected is worth little. A large block is first divided at runs
of words that occur once on each side. Standard library only: short texts must start fast.

Anchors: the patience idea (B. Cohen, 2003); runs with an opening cost: Gotoh, J. Mol. Biol. 162
(1982) 705-708.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ...text.rising import longest_rise

Pairs = list[tuple[int, int]]

OPEN = 0.3  # cost of beginning a run of equal words, in content words
NEXT = 0.5  # worth of a pair that directly follows another, besides its own
DRIFT = 0.5  # cost of a pair that stands at the other end of the block
_CELLS = 40_000  # cells of a block that dynamic programming takes: 20 ms
_CANDIDATES = 64  # pairs of one word that are weighed when nothing is unique


def matches(a: Sequence[str], b: Sequence[str], worth: Mapping[str, float]) -> Pairs:
    """Pair equal words of `a` and `b`, in order; `worth` of a form is 1 for a content word.

    Time is linear but for blocks without anything unique, which are bounded.

    >>> from variorum.alignment.equal import Vocabulary
    >>> worth = Vocabulary().worth
    >>> matches("the old man and the sea".split(), "an old man and the ocean".split(), worth)
    [(1, 1), (2, 2), (3, 3), (4, 4)]
    """
    found: Pairs = []
    stack = [(0, len(a), 0, len(b), 3)]
    while stack:
        a0, a1, b0, b1, size = stack.pop()
        while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
            found.append((a0, b0))
            a0, b0 = a0 + 1, b0 + 1
        while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
            a1, b1 = a1 - 1, b1 - 1
            found.append((a1, b1))
        if a0 == a1 or b0 == b1:
            continue
        if (a1 - a0) * (b1 - b0) <= _CELLS:
            found += _weighed(a[a0:a1], b[b0:b1], worth, a0, b0)
            continue
        anchors, used = _anchors(a, b, (a0, a1, b0, b1), size)
        found += anchors
        edges = [(a0 - 1, b0 - 1), *anchors, (a1, b1)]
        if anchors:
            stack += [
                (x + 1, u, y + 1, v, used)
                for (x, y), (u, v) in pairwise(edges)
                if u > x + 1 and v > y + 1
            ]
    found.sort()
    return found


def _anchors(
    a: Sequence[str], b: Sequence[str], block: tuple[int, int, int, int], size: int
) -> tuple[Pairs, int]:
    """Pairs that divide a block: unique runs of three, two, one word, else rare words."""
    a0, a1, b0, b1 = block
    for k in range(size, 0, -1):
        left, right = _once(a, a0, a1, k), _once(b, b0, b1, k)
        starts = [(i, right[key]) for key, i in left.items() if key in right]
        chain = _rising(sorted(starts))
        if chain:
            return _spread(chain, k), k
    return _rising(_rare(a, b, block)), 1


def _once(tokens: Sequence[str], start: int, end: int, k: int) -> dict[object, int]:
    """Where each run of k words that occurs once in a block begins."""
    seen: dict[object, int] = {}
    for i in range(start, end - k + 1):
        key: object = tokens[i] if k == 1 else tuple(tokens[i : i + k])
        seen[key] = i if key not in seen else -1
    return {key: i for key, i in seen.items() if i >= 0}


def _rare(a: Sequence[str], b: Sequence[str], block: tuple[int, int, int, int]) -> Pairs:
    """Pairs of words that occur seldom: candidates, in an order that lets each be used once."""
    a0, a1, b0, b1 = block
    left: dict[str, list[int]] = {}
    right: dict[str, list[int]] = {}
    for i in range(a0, a1):
        left.setdefault(a[i], []).append(i)
    for j in range(b0, b1):
        right.setdefault(b[j], []).append(j)
    return sorted(
        ((i, j) for word, places in left.items() for i in places for j in right.get(word, ())
         if len(places) * len(right[word]) <= _CANDIDATES),
        key=lambda p: (p[0], -p[1]),
    )  # fmt: skip


def _rising(pairs: Pairs) -> Pairs:
    """The longest chain of pairs, sorted, that rises strictly on both sides."""
    return [pairs[index] for index in longest_rise([j for _, j in pairs])]


def _spread(chain: Pairs, k: int) -> Pairs:
    """The words of runs of k: of runs that overlap on different diagonals the later gives way."""
    pairs: Pairs = []
    i1 = j1 = -1
    for i, j in chain:
        for step in range(k):
            if i + step > i1 and j + step > j1:
                pairs.append((i + step, j + step))
                i1, j1 = i + step, j + step
    return pairs


def _weighed(
    a: Sequence[str], b: Sequence[str], worth: Mapping[str, float], left: int, top: int
) -> Pairs:
    """The best pairing of a small block."""
    places: dict[str, list[int]] = {}
    for j, word in enumerate(b):
        places.setdefault(word, []).append(j)
    if not any(word in places for word in a):
        return []
    n, m = len(a), len(b)
    apart = [0.0] * (m + 1)  # best score so far, no pair at the end
    taken = [_NEVER] * (m + 1)  # best score with the pair (i - 1, j - 1) at the end
    moves: list[bytearray] = []
    for i, word in enumerate(a):
        gain = worth[word]
        pairs = {j: gain - DRIFT * abs((i + 0.5) / n - (j + 0.5) / m) for j in places.get(word, ())}
        apart, taken, row = _row(apart, taken, pairs, m)
        moves.append(row)
    return _trace(moves, apart[m], taken[m], left, top)


_NEVER = float("-inf")
_UP, _LEFT, _PAIRED, _RUN, _AFTER = 1, 2, 4, 8, 16


def _row(
    apart: list[float], taken: list[float], pairs: dict[int, float], m: int
) -> tuple[list[float], list[float], bytearray]:
    """One row of the table: how each cell was best reached, as flags."""
    row = bytearray(m + 1)
    here = [0.0] * (m + 1)
    fresh = [_NEVER] * (m + 1)
    row[0] = _UP
    left = 0.0
    left_taken = _NEVER
    for j in range(1, m + 1):
        up, up_taken = apart[j], taken[j]
        flags = _UP
        best = up
        if up_taken > best:
            best, flags = up_taken, _UP | _AFTER
        if left > best:
            best, flags = left, _LEFT
        if left_taken > best:
            best, flags = left_taken, _LEFT | _AFTER
        left_taken = _NEVER
        if j - 1 in pairs:
            run, begin = taken[j - 1] + NEXT, apart[j - 1] - OPEN
            left_taken = fresh[j] = pairs[j - 1] + (run if run > begin else begin)
            flags |= _PAIRED | (_RUN if run > begin else 0)
        here[j] = left = best
        row[j] = flags
    return here, fresh, row


def _trace(moves: list[bytearray], apart: float, taken: float, left: int, top: int) -> Pairs:
    pairs: Pairs = []
    i, j = len(moves), len(moves[0]) - 1
    paired = taken > apart
    while i > 0 and j > 0:
        flags = moves[i - 1][j]
        if paired:
            pairs.append((left + i - 1, top + j - 1))
            i, j, paired = i - 1, j - 1, bool(flags & _RUN)
        else:
            paired = bool(flags & _AFTER)
            i, j = (i, j - 1) if flags & _LEFT else (i - 1, j)
    return pairs
