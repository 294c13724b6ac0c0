"""Align two larger profiles exactly, a row of the table at a time with numpy.

The same rules as in `gaps`, to the last tie; only the arrangement differs. Runs of lone right
columns are found for a whole row at once by a running maximum, since what they cost is a
difference of prefix sums. Memory: one byte a cell for the way back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .gaps import CONTIGUITY, LOW, Costs, Path

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.int64]

# How a cell was reached, in bits of one byte.
CHUNK = 256  # rows of scores that are held at a time

OVER, DOWN = 1, 2  # the best state of the cell (neither: a pair)
FROM_OVER, FROM_DOWN = 4, 8  # where its pair came from (neither: from a pair)
OVER_STAYS, DOWN_STAYS = 16, 32
OPENS_AFTER_DOWN = 64  # a lone right column after this cell follows a lone left one


def align(
    scores: Callable[[int, int], NDArray[np.int64]], left: Costs, right: Costs
) -> tuple[int, Path]:
    """The best path, and its score; `scores(low, high)` gives some rows of the table of scores."""
    import numpy as np

    n, m = len(left.first), len(right.first)
    trace = np.zeros((n + 1, m + 1), dtype=np.uint8)
    first, later = np.array(right.first), np.array(right.later)
    factor = np.array(right.factor, dtype=np.int64)
    sums = np.concatenate(([0], np.cumsum(later))).astype(np.int64)
    opening = (first - later).astype(np.int64)
    pair = np.full(m + 1, LOW, dtype=np.int64)
    pair[0] = 0
    down = np.full(m + 1, LOW, dtype=np.int64)
    high, over = _across(pair, down, sums, opening, left.factor[0], trace[0])
    row_up: Row | None = None
    for i in range(1, n + 1):
        if (i - 1) % CHUNK == 0:
            chunk = scores(i - 1, min(i - 1 + CHUNK, n))
        row = chunk[(i - 1) % CHUNK]
        pair_new = _pairs(row, row_up, pair, over, down, trace[i])
        row_up = row
        opened = high - left.first[i - 1] * factor
        stayed = down - left.later[i - 1] * factor
        down = np.maximum(opened, stayed)
        trace[i][down == stayed] |= DOWN_STAYS
        pair = pair_new
        high, over = _across(pair, down, sums, opening, left.factor[i], trace[i])
    return int(high[m]), _back(trace)


def _pairs(
    row: Row, row_up: Row | None, pair: Row, over: Row, down: Row, trace: NDArray[np.uint8]
) -> Row:
    import numpy as np

    best = pair[:-1].copy()
    if row_up is not None:
        bonus = np.minimum(row[1:], row_up[:-1])
        best[1:] += np.where(bonus > 0, bonus // CONTIGUITY, 0)
    came = np.maximum(best, np.maximum(over[:-1], down[:-1]))
    by_over = came == over[:-1]
    by_down = (came == down[:-1]) & ~by_over
    trace[1:][by_over] |= FROM_OVER
    trace[1:][by_down] |= FROM_DOWN
    result = np.full(len(pair), LOW, dtype=np.int64)
    result[1:] = came + row
    return result


def _across(
    pair: Row, down: Row, sums: Row, opening: Row, reach: int, trace: NDArray[np.uint8]
) -> tuple[Row, Row]:
    import numpy as np

    entry = np.maximum(pair, down)
    trace[down >= pair] |= OPENS_AFTER_DOWN
    over = np.full(len(pair), LOW, dtype=np.int64)
    if len(pair) > 1:
        open_at = entry[:-1] - opening * reach + sums[:-1] * reach
        running = np.maximum.accumulate(open_at)
        over[1:] = running - sums[1:] * reach
        # Of equal runs the longer one, as in `gaps`: so compare with the maximum before this cell.
        trace[2:][running[1:] == running[:-1]] |= OVER_STAYS
    high = np.maximum(entry, over)
    is_over = over == high
    trace[is_over] |= OVER
    trace[(down == high) & ~is_over] |= DOWN
    return high, over


def _back(trace: NDArray[np.uint8]) -> Path:
    i, j = trace.shape[0] - 1, trace.shape[1] - 1
    path: Path = []
    state = int(trace[i, j]) & (OVER | DOWN)
    while i or j:
        cell = int(trace[i, j])
        if state == OVER:
            j -= 1
            path.append((-1, j))
            if not cell & OVER_STAYS:
                state = DOWN if int(trace[i, j]) & OPENS_AFTER_DOWN else 0
        elif state == DOWN:
            i -= 1
            path.append((i, -1))
            if not cell & DOWN_STAYS:
                state = int(trace[i, j]) & (OVER | DOWN)
        else:
            i, j = i - 1, j - 1
            path.append((i, j))
            state = OVER if cell & FROM_OVER else DOWN if cell & FROM_DOWN else 0
    path.reverse()
    return path
