"""What pairing two columns is worth, by all their readings.

Half of it is the sum over the pairs of witnesses, half what each reading finds in its best
counterpart: a reading is at home where its own kind stands, even if many others stand there too.
(On traditions of known truth this half is worth a point of recall over the sum alone.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .gaps import EXTEND, LOW
from .profile import PASSAGE_END, Profile
from .score import Scores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.int64]

DENSE = 1500  # forms up to which all pairs of a block are scored once and kept


class Table:
    """Scores of the forms of one block, which are numbered from 0."""

    __slots__ = ("_array", "_rows", "forms", "scores")

    def __init__(self, scores: Scores, forms: list[int]) -> None:
        self.scores = scores
        self.forms = forms
        self._rows: list[list[int]] | None = None
        self._array: Matrix | None = None

    @property
    def rows(self) -> list[list[int]]:
        """All pairs, as rows. For blocks of few forms."""
        if self._rows is None:
            self._rows = self.scores.table(self.forms)
        return self._rows

    def between(self, left: Sequence[int], right: Sequence[int]) -> Matrix:
        """The pairs of some forms with some others, as an array."""
        import numpy as np

        if len(self.forms) > DENSE:
            forms = self.forms
            return self.scores.matrix([forms[i] for i in left], [forms[i] for i in right])
        if self._array is None:
            self._array = (
                np.array(self._rows, dtype=np.int64)
                if self._rows is not None
                else self.scores.matrix(self.forms, self.forms)
            )
        found: Matrix = self._array[np.ix_(left, right)]
        return found


def scores(left: Profile, right: Profile, rows: list[list[int]]) -> list[list[int]]:
    """The worth of all pairs of columns, in plain Python."""
    out = []
    others_side = [
        (others, others[0], len(others) == 1, count, right.size - count, ends * PASSAGE_END)
        for others, count, ends in zip(right.columns, right.counts, right.ends, strict=True)
    ]
    for readings, count, ends in zip(left.columns, left.counts, left.ends, strict=True):
        silent = (left.size - count) * EXTEND
        cost = count * EXTEND
        lone, (form, n) = len(readings) == 1, readings[0]
        row = rows[form]
        line = []
        for others, (other_form, k), single, other, other_silent, bonus in others_side:
            if lone and single:
                total = n * k * row[other_form]
            else:
                total = _mixed(readings, others, count, other, rows)
            line.append(total + ends * bonus - cost * other_silent - other * silent)
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


def score_rows(left: Profile, right: Profile, table: Table, low: int, high: int) -> Matrix:
    """The same for the left columns `low:high`, as an array."""
    import numpy as np

    part = sliced(left, low, high)
    forms_l, n, cuts_l = _flat(part)
    forms_r, k, cuts_r = _flat(right)
    distinct_l, at = np.unique(forms_l, return_inverse=True)
    distinct_r, to = np.unique(forms_r, return_inverse=True)
    wide = table.between(distinct_l.tolist(), distinct_r.tolist())[at][:, to]
    counts_l, counts_r = np.array(part.counts), np.array(right.counts)
    if len(cuts_l) == len(forms_l) and len(cuts_r) == len(forms_r):
        total = wide * n[:, None] * k
    else:
        total = 2 * np.add.reduceat(np.add.reduceat(wide * n[:, None], cuts_l) * k, cuts_r, axis=1)
        best = np.maximum.reduceat(wide, cuts_r, axis=1) * n[:, None]
        total += np.add.reduceat(best, cuts_l) * counts_r
        best = np.maximum.reduceat(wide, cuts_l) * k
        total += np.add.reduceat(best, cuts_r, axis=1) * counts_l[:, None]
        total //= 4
    total -= EXTEND * np.outer(counts_l, right.size - counts_r)
    total -= EXTEND * np.outer(left.size - counts_l, counts_r)
    total += PASSAGE_END * np.outer(np.array(part.ends), np.array(right.ends))
    result: Matrix = total
    return result


def sliced(profile: Profile, start: int, stop: int) -> Profile:
    """Some columns of a profile, for scoring only."""
    return Profile(
        profile.columns[start:stop],
        profile.counts[start:stop],
        profile.ends[start:stop],
        {},
        profile.size,
    )


def _flat(profile: Profile) -> tuple[Matrix, Matrix, Matrix]:
    import numpy as np

    forms = np.array([f for readings in profile.columns for f, _ in readings], dtype=np.int64)
    weights = np.array([n for readings in profile.columns for _, n in readings], dtype=np.int64)
    sizes = np.array([len(readings) for readings in profile.columns], dtype=np.int64)
    return forms, weights, np.concatenate(([0], np.cumsum(sizes)[:-1]))
