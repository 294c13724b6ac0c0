"""Where, roughly, the way through two long texts runs: found from rare words, coarse to fine.

Only passages near that way are compared in full, so time and memory grow with the length of the
texts and not with its square.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .coverage import expand
from .side import Side, inverse_frequency
from .similarity import Similarity

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

RARE = 64  # a pair of stems may join at most so many pairs of passages
COARSEST = 300  # groups a side at the first level
FINEST = 4  # passages a group at the last level
SLACK = 2  # groups either side of the way that stay open


def corridor(a: Side, b: Side, alike: Similarity) -> tuple[Ints, Ints]:
    """For each passage of a, the first and the last + 1 passage of b to compare it with."""
    import numpy as np

    i, j, weight = points(a, b, alike)
    finest = max(1, min(a.n, b.n) // FINEST)
    groups = finest
    while groups > COARSEST:
        groups = max(1, groups // 4)
    low, high = np.zeros(groups, dtype=np.int64), np.full(groups, groups, dtype=np.int64)
    while True:
        low, high = _follow(i * groups // a.n, j * groups // b.n, weight, low, high)
        if groups == finest:
            break
        finer = min(finest, groups * 4)
        rows = np.arange(finer) * groups // finer
        low, high = low[rows] * finer // groups, -(-high[rows] * finer // groups)
        groups = finer
    rows = np.arange(a.n) * groups // a.n
    return low[rows] * b.n // groups, np.minimum(b.n, -(-high[rows] * b.n // groups) + 1)


def points(
    a: Side,
    b: Side,
    alike: Similarity,
    only_a: set[int] | None = None,
    only_b: set[int] | None = None,
) -> tuple[Ints, Ints, Floats]:
    """Pairs of passages (among some, if given) that share a rare word, and the word's weight."""
    import numpy as np

    places_a, starts_a = _places(a, only_a)
    places_b, starts_b = _places(b, only_b)
    df_a, df_b = np.diff(starts_a), np.diff(starts_b)
    rare = (df_a[alike.a] * df_b[alike.b] <= RARE) & (df_a[alike.a] * df_b[alike.b] > 0)
    u, v, score = alike.a[rare], alike.b[rare], alike.score[rare]
    pair, left = expand(starts_a[u], starts_a[u + 1])
    point, right = expand(starts_b[v[pair]], starts_b[v[pair] + 1])
    weight = score * np.minimum(inverse_frequency(df_a[u], a.n), inverse_frequency(df_b[v], b.n))
    weight = weight / np.maximum(df_a[u], df_b[v])
    return places_a[left[point]], places_b[right], weight[pair[point]]


def _places(side: Side, only: set[int] | None) -> tuple[Ints, Ints]:
    """The passages of each stem (among some), and where each stem's begin."""
    import numpy as np

    stems, passages = side.stem, side.passage
    if only is not None:
        kept = np.isin(passages, np.array(sorted(only), dtype=np.int64))
        stems, passages = stems[kept], passages[kept]
    order = np.argsort(stems, kind="stable")
    starts = np.searchsorted(stems[order], np.arange(len(side.stems) + 1))
    return passages[order], starts.astype(np.int64)


def _follow(r: Ints, c: Ints, weight: Floats, low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """The heaviest rising way inside a band of groups; the band around it, as low and high."""
    import numpy as np

    groups, width = len(low), int((high - low).max())
    inside = (c >= low[r]) & (c < high[r])
    cells = r[inside] * width + c[inside] - low[r[inside]]
    table = np.zeros((groups, width))
    np.add.at(table.ravel(), cells, weight[inside])
    table -= float(table.mean()) + 1e-9  # worth a detour: a cell that holds more than chance
    best = np.full((groups, width), -np.inf)
    for row in range(groups):
        before = _shifted(best[row - 1], int(low[row] - low[row - 1])) if row else None
        if before is None:
            entry = np.full(width, -np.inf)
            entry[0] = 0.0
        else:
            entry = np.maximum(before, np.concatenate([[-np.inf], before[:-1]]))
        along = np.cumsum(table[row])
        best[row] = np.maximum.accumulate(entry - along + table[row]) + along
        best[row, int(high[row] - low[row]) :] = -np.inf
    return _band(_trace(best, table, low, high), groups)


def _shifted(values: Floats, by: int) -> Floats:
    """A row seen from the next row's first column, `by` columns further right."""
    import numpy as np

    out = np.full(len(values), -np.inf)
    if by < len(values):
        out[: len(values) - by] = values[by:]
    return out


def _trace(best: Floats, table: Floats, low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """The first and last column of the way in each row."""
    import numpy as np

    groups = len(low)
    first, last = np.zeros(groups, dtype=np.int64), np.zeros(groups, dtype=np.int64)
    c = int(high[-1]) - 1
    for row in range(groups - 1, -1, -1):
        last[row] = c
        while True:
            k = c - int(low[row])
            above = _value(best, low, row - 1, c)
            diagonal = _value(best, low, row - 1, c - 1)
            beside = best[row, k - 1] if k else -np.inf
            if row and max(above, diagonal) >= beside:
                break
            if not k:
                break
            c -= 1
        first[row] = c
        if row:
            c = c - 1 if diagonal >= above else c
            c = min(max(c, int(low[row - 1])), int(high[row - 1]) - 1)
    return first, last


def _value(best: Floats, low: Ints, row: int, c: int) -> float:
    if row < 0:
        return float("-inf")
    k = c - int(low[row])
    return float(best[row, k]) if 0 <= k < best.shape[1] else float("-inf")


def _band(way: tuple[Ints, Ints], groups: int) -> tuple[Ints, Ints]:
    import numpy as np

    first, last = way
    low = np.maximum(0, np.minimum.accumulate(first[::-1])[::-1] - SLACK)
    high = np.minimum(groups, np.maximum.accumulate(last) + SLACK + 1)
    low[0], high[-1] = 0, groups
    return low, high
