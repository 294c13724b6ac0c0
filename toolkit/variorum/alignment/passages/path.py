"""The best way through a window of bead scores, and how sure each bead of it is.

Dynamic programming over states (i, j) = passages used up on each side. The posterior of a bead
(the share of all paths, weighted by exp(score), that use it) is its confidence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .scores import Scores, Shape

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Step = tuple[int, int, int, int, float]  # i, j, p, q, posterior


def decode(scores: Scores, n: int, m: int, *, calm: float = 1.0) -> list[Step]:
    """The beads of a window of n x m passages, in order, each with its chance.

    Scores that are too sure of themselves are multiplied by `calm` before chances are worked out.
    """
    path = best_path(scores, n, m)
    calmed = {shape: values * calm for shape, values in scores.items()}
    chances = posteriors(calmed, n, m)
    return [(i, j, p, q, chance_of(chances, i, j, p, q)) for i, j, p, q in path]


def chance_of(chances: Scores, i: int, j: int, p: int, q: int) -> float:
    """The chance of a bead; of a passage alone, that it is alone, wherever it stands."""
    if not q:
        return min(1.0, float(chances[p, q][i].sum()))
    if not p:
        return min(1.0, float(chances[p, q][:, j].sum()))
    return min(1.0, float(chances[p, q][i, j]))


def best_path(scores: Scores, n: int, m: int) -> list[tuple[int, int, int, int]]:
    """The beads (i, j, p, q) whose summed score is greatest; ties by the order of shapes."""
    import numpy as np

    table = _forward(scores, n, m, np.maximum)
    i, j = n, m
    steps = []
    while i or j:
        best, chosen = -np.inf, (0, 0)
        for p, q in scores:
            if p <= i and q <= j:
                value = table[i - p, j - q] + _at(scores, i - p, j - q, p, q)
                if value > best:
                    best, chosen = value, (p, q)
        assert chosen != (0, 0), "one-sided beads reach every state"
        i, j = i - chosen[0], j - chosen[1]
        steps.append((i, j, *chosen))
    return steps[::-1]


def posteriors(scores: Scores, n: int, m: int) -> Scores:
    """The probability of each bead over all paths, a path's chance being exp(score)."""
    import numpy as np

    ahead = _forward(scores, n, m, np.logaddexp)
    turned = {
        shape: values[(slice(None, None, -1),) * values.ndim] for shape, values in scores.items()
    }
    behind = _forward(turned, n, m, np.logaddexp)[::-1, ::-1]
    whole = ahead[n, m]
    out: Scores = {}
    for (p, q), values in scores.items():
        wide = _spread((p, q), values, n, m)
        out[p, q] = np.exp(ahead[: n + 1 - p, : m + 1 - q] + wide + behind[p:, q:] - whole)
    return out


def _spread(shape: Shape, values: Floats, n: int, m: int) -> Floats:
    """One-sided scores are vectors: give them the second dimension."""
    import numpy as np

    if shape == (1, 0) and values.ndim == 1:
        return np.broadcast_to(values[:, None], (n, m + 1))
    if shape == (0, 1) and values.ndim == 1:
        return np.broadcast_to(values[None, :], (n + 1, m))
    return values


def _at(scores: Scores, i: int, j: int, p: int, q: int) -> float:
    values = scores[p, q]
    if values.ndim == 1:
        return float(values[i] if p else values[j])
    return float(values[i, j])


def _forward(scores: Scores, n: int, m: int, plus: Callable[..., Floats]) -> Floats:
    """Sum (or best) over all paths from (0, 0) to each state."""
    import numpy as np

    two_sided = [(p, q, _spread((p, q), v, n, m)) for (p, q), v in scores.items() if p]
    across = _spread((0, 1), scores[0, 1], n, m)
    table = np.full((n + 1, m + 1), -np.inf)
    for i in range(n + 1):
        row = table[i]
        if i == 0:
            row[0] = 0.0
        for p, q, values in two_sided:
            if p <= i:
                row[q:] = plus(row[q:], table[i - p, : m + 1 - q] + values[i - p])
        # steps (0, 1) inside the row: with their sums taken off, a running maximum (or sum)
        sums = np.concatenate([[0.0], np.cumsum(across[i])])
        row[:] = plus.accumulate(row - sums) + sums  # type: ignore[attr-defined]
    return table
