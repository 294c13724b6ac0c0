"""Fixed points: runs of words that occur exactly once in every witness, in the same order.

Runs of three words first, over the whole text and then inside the gaps; then runs of two and
single rare words, so that the rest falls into blocks of a few tokens. All in arrays: the cost is
that of sorting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..text.rising import longest_rise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

ROUNDS = (3, 3, 2, 1)  # a run may be unique in its gap though not in the whole text

_FACTOR = 0x9E3779B97F4A7C15  # the golden ratio in 64 bits, Knuth's multiplier


def common_runs(texts: list[Ints], rare: NDArray[np.bool_], single: NDArray[np.bool_]) -> Ints:
    """Positions of tokens that correspond in all texts: one row for each text, rising.

    `rare[f]` says whether form f may carry a run of two, `single[f]` whether it may stand alone.
    """
    import numpy as np

    found: Ints = np.empty((len(texts), 0), dtype=np.int64)
    for k in ROUNDS:
        gap = [_gap_numbers(len(t), found[w]) for w, t in enumerate(texts)]
        allowed = [
            np.ones(0, dtype=bool) if k == 3 else (single if k == 1 else rare)[t] for t in texts
        ]
        new = _unique_runs(texts, gap, allowed, k)
        found = _joined(found, _chain(new, k), k)
    return found


def _gap_numbers(length: int, anchors: Ints) -> Ints:
    """For each token the number of its gap, -1 for an anchored token."""
    import numpy as np

    marks = np.zeros(length, dtype=np.int64)
    marks[anchors] = 1
    numbers = np.cumsum(marks)
    numbers[anchors] = -1
    return numbers


def _unique_runs(
    texts: list[Ints], gap: list[Ints], allowed: list[NDArray[np.bool_]], k: int
) -> Ints:
    """Starts of the runs of k tokens that occur once in their gap, in every text."""
    import numpy as np

    keys: NDArray[np.uint64] | None = None
    starts: list[Ints] = []
    for text, numbers, may in zip(texts, gap, allowed, strict=True):
        own, at = _once(text, numbers, may, k)
        if keys is None:
            keys, starts = own, [at]
            continue
        keys, left, right = np.intersect1d(keys, own, assume_unique=True, return_indices=True)
        starts = [s[left] for s in starts] + [at[right]]
    rows = np.array(starts, dtype=np.int64).reshape(len(texts), -1)
    rows = rows[:, np.argsort(rows[0], kind="stable")]
    same = np.ones(rows.shape[1], dtype=bool)
    for w in range(1, len(texts)):  # a hash may collide
        for t in range(k):
            same &= texts[w][rows[w] + t] == texts[0][rows[0] + t]
    return rows[:, same]


def _once(
    text: Ints, numbers: Ints, may: NDArray[np.bool_], k: int
) -> tuple[NDArray[np.uint64], Ints]:
    """Hashes of the runs of one text that occur once, sorted, with their starts."""
    import numpy as np

    count = len(text) - k + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    hashes = np.zeros(count, dtype=np.uint64)
    for t in range(k):
        hashes = hashes * np.uint64(_FACTOR) + text[t : count + t].astype(np.uint64) + np.uint64(1)
        hashes ^= hashes >> np.uint64(29)
    hashes = hashes * np.uint64(_FACTOR) + numbers[:count].astype(np.uint64)
    good = (numbers[:count] >= 0) & (numbers[:count] == numbers[k - 1 :])
    if len(may):
        carries = may[:count].copy()
        for t in range(1, k):
            carries |= may[t : count + t]
        good &= carries
    at = np.flatnonzero(good)
    own, first, times = np.unique(hashes[at], return_index=True, return_counts=True)
    once = times == 1
    return own[once], at[first[once]]


def _chain(rows: Ints, k: int) -> Ints:
    """The runs whose order all texts share; a lone word that crosses anything is given up."""
    import numpy as np

    for w in range(1, len(rows)):
        if rows.shape[1] and np.any(np.diff(rows[w]) < 0):
            keep = np.array(longest_rise(rows[w].tolist())) if k > 1 else _uncrossed(rows[w])
            rows = rows[:, keep]
    return rows


def _uncrossed(values: Ints) -> Ints:
    import numpy as np

    highest = np.maximum.accumulate(values)
    lowest = np.minimum.accumulate(values[::-1])[::-1]
    return np.flatnonzero((highest == values) & (lowest == values))


def _joined(found: Ints, runs: Ints, k: int) -> Ints:
    """Add runs to the tokens already fixed, giving up whatever overlaps on another diagonal."""
    import numpy as np

    tokens = np.concatenate([runs + t for t in range(k)], axis=1)
    tokens = np.concatenate([found, tokens], axis=1)
    tokens = tokens[:, np.lexsort(tokens[::-1])]
    if tokens.shape[1] > 1:
        fresh = np.ones(tokens.shape[1], dtype=bool)
        fresh[1:] = np.any(np.diff(tokens, axis=1) != 0, axis=0)
        tokens = tokens[:, fresh]
    while tokens.shape[1] > 1:
        bad = np.any(np.diff(tokens, axis=1) <= 0, axis=0)
        if not bad.any():
            break
        keep = np.ones(tokens.shape[1], dtype=bool)
        keep[1:] &= ~bad
        keep[:-1] &= ~bad
        tokens = tokens[:, keep]
    return tokens
