"""Fixed points of two long profiles that have no table: guards against quadratic cost.

Tried in turn: runs of words that occur once on both sides; the longest common runs of a
bit-parallel comparison (no likeness, memory an eighth of a byte a cell); a cut in the middle,
near a word that both sides have. Only the last can be wrong by more than a tie, and is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .anchors import common_runs
from .profile import Profile
from .readings import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

Points = list[tuple[int, int]]

BIT_CELLS = 400_000_000  # 50 MB for the bit-parallel comparison
RUN = 3  # equal words that make a run of it trustworthy
NEARBY = 200  # words around the middle in which a common one is looked for


def fixed_points(left: Profile, right: Profile, table: Table, attempt: int) -> Points:
    """Pairs of columns, rising on both sides. `attempt` counts the cuts made so far."""
    a, b = _consensus(left, table), _consensus(right, table)
    if attempt == 0:
        rare, single = table.scores.rare, table.scores.single
        found = common_runs([a, b], rare, single)
        if found.shape[1]:
            points: Points = list(zip(found[0].tolist(), found[1].tolist(), strict=True))
            return points
    if len(a) * len(b) <= BIT_CELLS and attempt <= 1:
        points = _common(a.tolist(), b.tolist())
        if points:
            return points
    table.scores.limits.add("max_cells")
    return _middle(a.tolist(), b.tolist())


def _consensus(profile: Profile, table: Table) -> Ints:
    """The most frequent reading of each column, as a global form number."""
    import numpy as np

    best = [min((-n, form) for form, n in readings)[1] for readings in profile.columns]
    return np.array([table.forms[form] for form in best], dtype=np.int64)


def _common(a: list[int], b: list[int]) -> Points:
    from rapidfuzz.distance import Indel

    points: Points = []
    for step in Indel.opcodes(a, b):
        length = step.src_end - step.src_start
        if step.tag == "equal" and length >= RUN:
            points += [(step.src_start + t, step.dest_start + t) for t in range(length)]
    return points


def _middle(a: list[int], b: list[int]) -> Points:
    """One pair near the middle of both sides: equal words if there are any, the nearest ones."""
    i, j = len(a) // 2, len(b) // 2
    places: dict[int, list[int]] = {}
    for y in range(max(0, j - NEARBY), min(len(b), j + NEARBY)):
        places.setdefault(b[y], []).append(y)
    candidates = [
        (abs(x - i) + abs(y - j), x, y)
        for x in range(max(0, i - NEARBY), min(len(a), i + NEARBY))
        for y in places.get(a[x], ())
    ]
    _, x, y = min(candidates, default=(0, i, j))
    return [(x, y)]
