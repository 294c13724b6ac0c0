"""From probabilities to links: the best of row and column first, then what is left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .arrays import Bools, Floats
    from .batches import Batch

STEPS = 1e5  # probabilities are told apart to 1 / STEPS
APART = 1e-6  # what place is worth: less than a step


def extract(p: Floats, batch: Batch, *, threshold: float, further: float) -> Bools:
    """Choose cells: (segments, n, m) booleans.

    A cell is a link if it is the best of its row and of its column and reaches `threshold`, or
    if it passes `further` and exactly one of its two words has no link yet. Equal probabilities
    are settled by place, in the same way from either side.
    """
    import numpy as np

    ranked = np.round(p * STEPS) / STEPS + _places(batch)
    best = (ranked >= ranked.max(2, keepdims=True)) & (ranked >= ranked.max(1, keepdims=True))
    links: Bools = best & (p >= threshold) & batch.mask
    free_a = ~links.any(2, keepdims=True)
    free_b = ~links.any(1, keepdims=True)
    found: Bools = links | ((p > further) & (free_a != free_b))
    return found


def _places(batch: Batch) -> Floats:
    """A small bonus: near the diagonal rather than far, early rather than late."""
    import numpy as np

    i = (np.arange(batch.a.shape[1]) + 0.5)[None, :, None] / batch.n[:, None, None]
    j = (np.arange(batch.b.shape[1]) + 0.5)[None, None, :] / batch.m[:, None, None]
    bonus: Floats = APART * (2 - np.abs(i - j)) - APART / 100 * (i + j)
    return bonus
