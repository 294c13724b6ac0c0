"""Links follow each other: a first-order chain over the words of one side.

Each word of the row side answers one word of the column side or none; neighbouring words tend
to answer neighbouring words. Vogel, Ney & Tillmann, "HMM-based word alignment", COLING 1996;
jumps are potentials here, not normalised, and a word that has no counterpart keeps the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .arrays import Floats, Ints
    from .batches import Batch

TINY = 1e-30


def jumps(size: int, weights: tuple[float, ...], far: float) -> Floats:
    """(size, size) potentials of going from column i to column j.

    `weights[k]` is that of a jump `j - i == k - len(weights) // 2`; other jumps weigh `far`.
    """
    import numpy as np

    reach = len(weights) // 2
    table = np.full(2 * size + 1, far, np.float32)
    for k, weight in enumerate(weights):
        if -size <= k - reach <= size:
            table[size + k - reach] = weight
    column = np.arange(size)
    found: Floats = table[size + column[None, :] - column[:, None]]
    return found


def posteriors(
    cells: Floats,
    batch: Batch,
    null: float,
    weights: tuple[float, ...],
    far: float,
    *,
    of_columns: bool,
) -> Floats:
    """The probability of each cell (segments, n, m), given all cells of its segment.

    `cells` are the potentials of the cells, 0 in padding. With `of_columns` each word of b answers
    one of a, otherwise each of a one of b; `weights` and `far` as for `jumps`.
    """
    import numpy as np

    if not of_columns:
        return _rows(cells, batch.m, null, jumps(cells.shape[2], weights, far))
    turned = np.ascontiguousarray(cells.transpose(0, 2, 1))
    found = _rows(turned, batch.n, null, jumps(cells.shape[1], weights, far))
    return np.ascontiguousarray(found.transpose(0, 2, 1))


def _rows(emission: Floats, widths: Ints, null: float, jump: Floats) -> Floats:
    """The probability of each cell, given all cells of its segment.

    `emission` is (segments, rows, columns), 0 in padding; `widths` are the numbers of real
    columns; `null` is the emission of a word that has no counterpart. Rows of the result sum to at
    most 1, and padding changes nothing.
    """
    import numpy as np

    rows = emission.shape[1]
    real = np.empty_like(emission)  # forward mass of "row i answers column j"
    place = np.empty_like(emission)  # forward mass of "the last answer up to row i was column j"
    state = _start(widths, jump)
    for i in range(rows):
        forward = state @ jump if i else state
        np.multiply(forward, emission[:, i], out=real[:, i])
        state = real[:, i] + null * state
        scale = 1.0 / (state.sum(1, keepdims=True) + TINY)
        real[:, i] *= scale
        state = state * scale
        place[:, i] = state
    back = np.ones_like(state)
    turned = np.ascontiguousarray(jump.T)
    for i in range(rows - 1, -1, -1):
        ahead = back * emission[:, i]
        scale = 1.0 / ((place[:, i] * back).sum(1, keepdims=True) + TINY)
        real[:, i] *= back * scale
        if i:
            back = ahead @ turned + null * back
            back /= back.max(1, keepdims=True) + TINY
    return real


def _start(widths: Ints, jump: Floats) -> Floats:
    """Where a segment begins: anywhere, but at its beginning mostly. (segments, columns)"""
    import numpy as np

    real = np.arange(jump.shape[1]) < widths[:, None]
    first = jump[0] * real
    start: Floats = real / widths[:, None] + first / first.sum(1, keepdims=True)
    return start.astype(np.float32)
