"""Whole books, word against word: the equal words of two long sequences, by numpy.

Runs of three words that occur once on each side divide the books; what lies on one diagonal is
compared word by word; edges grow while words agree; what is left between is small and settled by
the longest common subsequence (Hunt & Szymanski, CACM 20 (1977) 350-353). Time n log n, memory
linear. Passages are not looked at; for translations within a passage see `pairing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...text.rising import longest_rise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_REACH = 12  # words between two anchors on one diagonal that are compared one by one
_PAIRS = 20_000  # equal pairs of words in a gap that are weighed
_RARE = 16  # occurrences a side, multiplied, up to which a word may count in a larger gap
_LARGE = 4_000_000  # cells of a gap from which it is divided by anchors again


def partners(a: Ints, b: Ints) -> Ints:
    """For each word of `a` the index of its equal in `b`, or -1; the indexes rise.

    `a` and `b` number the words, equal numbers for equal words.
    """
    import numpy as np

    found = np.full(len(a), -1, np.int64)
    work = [(0, len(a), 0, len(b), 3)]
    while work:
        a0, a1, b0, b1, k = work.pop()
        a0, b0, a1, b1 = _strip(a, b, a0, a1, b0, b1, found)
        if a0 == a1 or b0 == b1:
            continue
        left, right = _anchors(a[a0:a1], b[b0:b1], k)
        if not len(left):
            if k > 1:
                work.append((a0, a1, b0, b1, k - 1))
            else:
                _settle(a, b, [(a0, a1, b0, b1)], found)
            continue
        gaps = _filled(a, b, left + a0, right + b0, (a0, a1, b0, b1), found)
        large = [g for g in gaps if (g[1] - g[0]) * (g[3] - g[2]) > _LARGE]
        work += [(*g, k - 1 if k > 1 else 1) for g in large if k > 1 or g != (a0, a1, b0, b1)]
        _settle(a, b, [g for g in gaps if (g[1] - g[0]) * (g[3] - g[2]) <= _LARGE], found)
    return found


def _strip(
    a: Ints, b: Ints, a0: int, a1: int, b0: int, b1: int, found: Ints
) -> tuple[int, int, int, int]:
    """Pair the common beginning and end of a block."""
    import numpy as np

    size = min(a1 - a0, b1 - b0)
    differ = np.flatnonzero(a[a0 : a0 + size] != b[b0 : b0 + size])
    head = int(differ[0]) if len(differ) else size
    found[a0 : a0 + head] = np.arange(b0, b0 + head)
    a0, b0, size = a0 + head, b0 + head, size - head
    differ = np.flatnonzero(a[a1 - size : a1] != b[b1 - size : b1])
    tail = size - 1 - int(differ[-1]) if len(differ) else size
    found[a1 - tail : a1] = np.arange(b1 - tail, b1)
    return a0, b0, a1 - tail, b1 - tail


def _keys(words: Ints, k: int) -> Any:
    """A 64-bit number for each run of k words."""
    import numpy as np

    count = len(words) - k + 1
    key = np.zeros(max(count, 0), np.uint64)
    for d in range(k):
        key *= np.uint64(0x9E3779B97F4A7C15)
        key += words[d : d + count].astype(np.uint64)
        key ^= key >> np.uint64(29)
    return key * np.uint64(0xBF58476D1CE4E5B9)


def _anchors(a: Ints, b: Ints, k: int) -> tuple[Ints, Ints]:
    """Where a run of k words occurs once on each side, in a chain that rises on both."""
    import numpy as np

    keys = np.concatenate([_keys(a, k), _keys(b, k)])
    firsts = max(len(a) - k + 1, 0)
    if not firsts or firsts == len(keys):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    low = np.uint64((1 << len(keys).bit_length()) - 1)
    packed = (keys & ~low) | np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    top = packed & ~low
    twin = np.zeros(len(keys) + 1, bool)
    twin[1:-1] = top[1:] == top[:-1]
    once = twin[1:-1] & ~twin[:-2] & ~twin[2:]
    place = np.flatnonzero(once)
    i = (packed[place] & low).astype(np.int64)
    j = (packed[place + 1] & low).astype(np.int64)
    across = (i < firsts) & (j >= firsts)
    answer = np.full(firsts, -1, np.int64)
    answer[i[across]] = j[across] - firsts
    left = np.flatnonzero(answer >= 0)
    right = answer[left]
    same = np.ones(len(left), bool)
    for d in range(k):
        same &= a[left + d] == b[right + d]
    return _chain(left[same], right[same])


def _chain(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """The anchors that rise on both sides, taken as whole stretches of one diagonal."""
    import numpy as np

    if len(left) < 2:
        return left, right
    fresh = np.ones(len(left), bool)
    fresh[1:] = (np.diff(right - left) != 0) | (np.diff(left) > _REACH)
    begin = np.flatnonzero(fresh)
    end = np.append(begin[1:], len(left)) - 1
    keep = np.ones(len(begin), bool)
    if (right[begin[1:]] <= right[end[:-1]]).any():
        keep[:] = False
        keep[longest_rise(right[begin].tolist())] = True
        kept = np.flatnonzero(keep)
        while True:  # a stretch may still reach into the next: the shorter of two gives way
            clash = np.flatnonzero(right[begin[kept[1:]]] <= right[end[kept[:-1]]])
            if not len(clash):
                break
            size = end[kept] - begin[kept]
            shorter = np.where(size[clash] < size[clash + 1], clash, clash + 1)
            keep[kept[shorter]] = False
            kept = np.flatnonzero(keep)
    chosen = np.repeat(keep, end - begin + 1)
    return left[chosen], right[chosen]


def _filled(
    a: Ints, b: Ints, left: Ints, right: Ints, block: tuple[int, int, int, int], found: Ints
) -> list[tuple[int, int, int, int]]:
    """Pair what the anchors say and what agrees beside them; returns the gaps left open."""
    import numpy as np

    a0, a1, b0, b1 = block
    step, slope = np.diff(left), np.diff(right - left)
    near = (slope == 0) & (step <= _REACH)  # one diagonal: compare what lies between
    sizes = np.where(near, step, 1)
    sizes = np.append(sizes, 1)
    origin = np.repeat(np.arange(len(left)), sizes)
    offset = np.arange(len(origin)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    i, j = left[origin] + offset, right[origin] + offset
    equal = a[i] == b[j]
    i, j = i[equal], j[equal]
    found[i] = j
    i, j = np.append(i, a1), np.append(j, b1)
    start_i, start_j = np.append(a0, i[:-1] + 1), np.append(b0, j[:-1] + 1)
    open_ = (start_i < i) & (start_j < j)
    edges = [start_i[open_], i[open_], start_j[open_], j[open_]]
    _grow(a, b, edges, found)
    left_open = (edges[1] - edges[0] > 0) & (edges[3] - edges[2] > 0)
    left_open &= (edges[1] - edges[0]) * (edges[3] - edges[2]) > 1
    columns = [e[left_open].tolist() for e in edges]
    return list(zip(*columns))


def _grow(a: Ints, b: Ints, edges: list[Ints], found: Ints) -> None:
    """Close gaps from both ends while words agree; `edges` are changed in place."""
    import numpy as np

    start_i, end_i, start_j, end_j = edges
    live = np.arange(len(start_i))
    while len(live):
        live = live[(start_i[live] < end_i[live]) & (start_j[live] < end_j[live])]
        live = live[a[start_i[live]] == b[start_j[live]]]
        found[start_i[live]] = start_j[live]
        start_i[live] += 1
        start_j[live] += 1
    live = np.arange(len(start_i))
    while len(live):
        live = live[(start_i[live] < end_i[live]) & (start_j[live] < end_j[live])]
        live = live[a[end_i[live] - 1] == b[end_j[live] - 1]]
        end_i[live] -= 1
        end_j[live] -= 1
        found[end_i[live]] = end_j[live]


def _settle(a: Ints, b: Ints, gaps: list[tuple[int, int, int, int]], found: Ints) -> None:
    """Pair the longest common subsequence of each gap; of a large one, of its rare words."""
    rows: list[int] = []
    columns: list[int] = []
    for a0, a1, b0, b1 in gaps:
        for i, j in common(a[a0:a1].tolist(), b[b0:b1].tolist()):
            rows.append(a0 + i)
            columns.append(b0 + j)
    if rows:
        found[rows] = columns


def common(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of a longest common subsequence, while its equal pairs can be weighed.

    >>> common([1, 2, 3, 1], [2, 3, 1, 2])
    [(1, 0), (2, 1), (3, 2)]
    """
    if set(a).isdisjoint(b):
        return []
    places: dict[int, list[int]] = {}
    for j in range(len(b) - 1, -1, -1):  # falling, so that a word of `a` is used once
        places.setdefault(b[j], []).append(j)
    if len(a) * len(b) > _PAIRS and _count(a, places) > _PAIRS:
        places = _rare(a, places)
    left: list[int] = []
    right: list[int] = []
    for i, word in enumerate(a):
        for j in places.get(word, ()):
            left.append(i)
            right.append(j)
    return [(left[k], right[k]) for k in longest_rise(right)]


def _count(a: Sequence[int], places: dict[int, list[int]]) -> int:
    return sum(len(places.get(word, ())) for word in a)


def _rare(a: Sequence[int], places: dict[int, list[int]]) -> dict[int, list[int]]:
    """The words of a gap that are rare enough to be weighed."""
    counts: dict[int, int] = {}
    for word in a:
        counts[word] = counts.get(word, 0) + 1
    return {w: p for w, p in places.items() if len(p) * counts.get(w, 0) <= _RARE}
