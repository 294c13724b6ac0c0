"""Align two profiles of whatever size: by a full table where it fits, else cut them first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import blocks, gaps
from .cuts import fixed_points
from .gaps import Costs, Path
from .profile import Profile, Segment, costs
from .readings import Table, score_rows, scores, sliced

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.int64]

SMALL = 400  # cells up to which plain Python is faster than numpy
DIRECT = 1_000_000  # cells up to which no fixed points are looked for


def align(
    left: Profile,
    right: Profile,
    segments: list[Segment],
    table: Table,
    before: Path | None = None,
) -> tuple[int, Path, int]:
    """The best path of two profiles, its score, and the score of the path `before`."""
    left_costs, right_costs = costs(left, segments), costs(right, segments)
    cells = len(left) * len(right)
    if cells > min(DIRECT, table.scores.max_cells):
        return 0, _long(left, right, left_costs, right_costs, table, 0), 0
    if cells <= SMALL:
        found = scores(left, right, table.rows)
        best, path = gaps.align(found, left_costs, right_costs)
    else:
        array = score_rows(left, right, table, 0, len(left))
        best, path = blocks.align(lambda lo, hi: array[lo:hi], left_costs, right_costs)
        found = array.tolist() if before is not None and path != before else []
    if before is None or path == before:
        return best, path, best
    return best, path, gaps.path_score(before, found, left_costs, right_costs)


def _long(
    left: Profile, right: Profile, costs_l: Costs, costs_r: Costs, table: Table, attempt: int
) -> Path:
    """Cut at fixed points; what lies between is aligned by a table, or cut again."""
    points = fixed_points(left, right, table, attempt)
    path: Path = []
    i = j = 0
    for a, b in [*points, (len(left), len(right))]:
        part_l, part_r = sliced(left, i, a), sliced(right, j, b)
        between = _between(part_l, part_r, _cut(costs_l, i, a), _cut(costs_r, j, b), table, attempt)
        path += [(x + i if x >= 0 else -1, y + j if y >= 0 else -1) for x, y in between]
        if a < len(left) and b < len(right):
            path.append((a, b))
        i, j = a + 1, b + 1
    return path


def _between(
    left: Profile, right: Profile, costs_l: Costs, costs_r: Costs, table: Table, attempt: int
) -> Path:
    if not len(left) or not len(right):
        return [(i, -1) for i in range(len(left))] + [(-1, j) for j in range(len(right))]
    if len(left) * len(right) <= table.scores.max_cells:

        def rows(low: int, high: int) -> Matrix:
            return score_rows(left, right, table, low, high)

        return blocks.align(rows, costs_l, costs_r)[1]
    return _long(left, right, costs_l, costs_r, table, attempt + 1)


def _cut(whole: Costs, start: int, stop: int) -> Costs:
    return Costs(whole.first[start:stop], whole.later[start:stop], whole.factor[start : stop + 1])
