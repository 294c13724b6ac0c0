"""Align two profiles of whatever size: by a full table where it fits, else by fixed points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import blocks, gaps
from .gaps import Path
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


def align(left: Profile, right: Profile, segments: list[Segment], table: Table) -> tuple[int, Path]:
    """The best path of two profiles, and its score."""
    left_costs, right_costs = costs(left, segments), costs(right, segments)
    if len(left) * len(right) <= SMALL:
        return gaps.align(scores(left, right, table), left_costs, right_costs)
    return blocks.align(score_matrix(left, right, table), left_costs, right_costs)


def value(path: Path, left: Profile, right: Profile, segments: list[Segment], table: Table) -> int:
    """The score of a given path."""
    if len(left) * len(right) <= SMALL:
        found = scores(left, right, table)
    else:
        found = score_matrix(left, right, table).tolist()
    return gaps.path_score(path, found, costs(left, segments), costs(right, segments))


def scores(left: Profile, right: Profile, table: Table) -> list[list[int]]:
    """What pairing each two columns is worth: summed over all pairs of witnesses."""
    rows = table.rows
    out = []
    extend, end_bonus = gaps.EXTEND, PASSAGE_END
    for readings, count, ends in zip(left.columns, left.counts, left.ends, strict=True):
        silent = left.size - count
        line = []
        for others, other, other_ends in zip(right.columns, right.counts, right.ends, strict=True):
            total = ends * other_ends * end_bonus - extend * (
                count * (right.size - other) + other * silent
            )
            for form, n in readings:
                row = rows[form]
                for other_form, k in others:
                    total += n * k * row[other_form]
            line.append(total)
        out.append(line)
    return out


def score_matrix(left: Profile, right: Profile, table: Table) -> Matrix:
    """The same as `scores`, as an array."""
    import numpy as np

    array = table.as_array()
    forms_l, weights_l, cuts_l = _flat(left)
    forms_r, weights_r, cuts_r = _flat(right)
    wide = array[np.ix_(forms_l, forms_r)] * weights_l[:, None] * weights_r[None, :]
    total = np.add.reduceat(np.add.reduceat(wide, cuts_l, axis=0), cuts_r, axis=1)
    counts_l, counts_r = np.array(left.counts), np.array(right.counts)
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
