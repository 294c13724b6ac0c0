"""Align two profiles of whatever size: by a full table where it fits, else by fixed points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import blocks, gaps
from .gaps import LOW, Path
from .profile import PASSAGE_END, Profile, Segment, costs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.int64]

SMALL = 400  # cells up to which plain Python is faster than numpy


@dataclass(slots=True)
class Table:
    """Scores of all pairs of the forms of one block, as rows and (when needed) as an array."""

    rows: list[list[int]]
    array: Matrix | None = None

    def as_array(self) -> Matrix:
        if self.array is None:
            import numpy as np

            self.array = np.array(self.rows, dtype=np.int64).reshape(len(self.rows), -1)
        return self.array


def align(
    left: Profile,
    right: Profile,
    segments: list[Segment],
    table: Table,
    before: Path | None = None,
) -> tuple[int, Path, int]:
    """The best path of two profiles, its score, and the score of the path `before`."""
    left_costs, right_costs = costs(left, segments), costs(right, segments)
    if len(left) * len(right) <= SMALL:
        found = scores(left, right, table)
        best, path = gaps.align(found, left_costs, right_costs)
    else:
        array = score_matrix(left, right, table)
        best, path = blocks.align(array, left_costs, right_costs)
        found = array.tolist() if before is not None and path != before else []
    if before is None or path == before:
        return best, path, best
    return best, path, gaps.path_score(before, found, left_costs, right_costs)


def scores(left: Profile, right: Profile, table: Table) -> list[list[int]]:
    """What pairing each two columns is worth, by all pairs of witnesses.

    Half of it is the sum over the pairs, half what each reading finds in its best counterpart: a
    reading is at home where its own kind stands, even if many others stand there too.
    """
    rows = table.rows
    out = []
    for readings, count, ends in zip(left.columns, left.counts, left.ends, strict=True):
        silent = left.size - count
        lone, row, (_, n) = len(readings) == 1, rows[readings[0][0]], readings[0]
        line = []
        for others, other, other_ends in zip(right.columns, right.counts, right.ends, strict=True):
            if lone and len(others) == 1:
                total = n * others[0][1] * row[others[0][0]]
            else:
                total = _mixed(readings, others, count, other, rows)
            total += ends * other_ends * PASSAGE_END
            total -= gaps.EXTEND * (count * (right.size - other) + other * silent)
            line.append(total)
        out.append(line)
    return out


def _mixed(
    readings: list[tuple[int, int]],
    others: list[tuple[int, int]],
    count: int,
    other: int,
    rows: list[list[int]],
) -> int:
    total = 0
    best = [LOW] * len(others)
    for form, n in readings:
        row = rows[form]
        own = LOW
        for at, (other_form, k) in enumerate(others):
            s = row[other_form]
            total += 2 * n * k * s
            if s > own:
                own = s
            if s > best[at]:
                best[at] = s
        total += n * other * own
    for s, (_, k) in zip(best, others, strict=True):
        total += k * count * s
    return total // 4


def score_matrix(left: Profile, right: Profile, table: Table) -> Matrix:
    """The same as `scores`, as an array."""
    import numpy as np

    array = table.as_array()
    forms_l, weights_l, cuts_l = _flat(left)
    forms_r, weights_r, cuts_r = _flat(right)
    wide = array[np.ix_(forms_l, forms_r)]
    counts_l, counts_r = np.array(left.counts), np.array(right.counts)
    in_rows = wide * weights_l[:, None]
    summed = np.add.reduceat(np.add.reduceat(in_rows, cuts_l, axis=0) * weights_r, cuts_r, axis=1)
    best_r = np.maximum.reduceat(wide, cuts_r, axis=1) * weights_l[:, None]
    best_r = np.add.reduceat(best_r, cuts_l, axis=0) * counts_r[None, :]
    best_l = np.maximum.reduceat(wide, cuts_l, axis=0) * weights_r[None, :]
    best_l = np.add.reduceat(best_l, cuts_r, axis=1) * counts_l[:, None]
    total = (2 * summed + best_l + best_r) // 4
    silent = np.outer(counts_l, right.size - counts_r) + np.outer(left.size - counts_l, counts_r)
    together = np.outer(np.array(left.ends), np.array(right.ends))
    result: Matrix = total - gaps.EXTEND * silent + PASSAGE_END * together
    return result


def _flat(profile: Profile) -> tuple[Matrix, Matrix, Matrix]:
    import numpy as np

    forms = np.array([f for readings in profile.columns for f, _ in readings], dtype=np.int64)
    weights = np.array([n for readings in profile.columns for _, n in readings], dtype=np.int64)
    sizes = np.array([len(readings) for readings in profile.columns], dtype=np.int64)
    return forms, weights, np.concatenate(([0], np.cumsum(sizes)[:-1]))
