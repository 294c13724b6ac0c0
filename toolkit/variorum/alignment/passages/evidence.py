"""What the words of a run of passages say for a run opposite: a log-likelihood ratio.

For each word v of a passage: the chance that it stands there if the run opposite is what it
answers, over the chance that it stands in any passage. The former is a mixture: v's background,
and the chance that some word opposite calls for it (noisy-or), by how much v is to be explained
so at all (`Chances.trust`). Where q passages answer a run, each word called for stands in one of
them, so a merge is never better than its parts only for being longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .coverage import expand
from .learn import Chances
from .side import FEWEST, Side

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

MOST = 5.0  # nats that one word may say
CERTAIN = 0.95  # the most that a word may call for another
Calls = tuple["Ints", "Ints", "Floats"]  # first row of a run, stem called for, its log-chance not


class Evidence:
    """What passages of one side say for passages of the other; asked window by window."""

    def __init__(self, source: Side, target: Side, chances: Chances) -> None:
        import numpy as np

        self.width = len(target.stems)
        word, entry = expand(chances.rows[source.stem], chances.rows[source.stem + 1])
        keys = source.passage[word] * self.width + chances.other[entry]
        self.keys, place = np.unique(keys, return_inverse=True)
        unsaid = np.log1p(-np.minimum(chances.chance[entry], CERTAIN))
        self.unsaid = _sums(place, unsaid, len(self.keys))
        rest = 1 - chances.trust
        background = (target.document_frequency() + 0.5) / (max(target.n, FEWEST) + 1)
        self.lift = chances.trust / background / rest  # over what no word calls for
        self.silent = np.log(rest)
        alone = _sums(target.passage, self.silent[target.stem], target.n)
        self.alone = alone  # of each passage, were nothing called for
        self.span = target.n + 1
        places = target.stem * self.span + target.passage
        order = np.argsort(places, kind="stable")
        self.places, self.passages = places[order], target.passage[order]

    def calls(self, rows: range, depth: int) -> Sequence[Calls]:
        """What the runs of 1 to `depth` passages from each row on call for, inside a window."""
        import numpy as np

        low, high = np.searchsorted(self.keys, (rows.start * self.width, rows.stop * self.width))
        keys, unsaid = self.keys[low:high] - rows.start * self.width, self.unsaid[low:high]
        found: list[Calls] = [(keys // self.width, keys % self.width, unsaid)]
        for p in range(2, min(depth, len(rows)) + 1):
            moved = [keys - k * self.width for k in range(p)]
            all_keys = np.concatenate(moved)
            inside = (all_keys >= 0) & (all_keys < (len(rows) - p + 1) * self.width)
            runs, place = np.unique(all_keys[inside], return_inverse=True)
            said = np.tile(unsaid, p)[inside]
            summed = _sums(place, said, len(runs))
            found.append((runs // self.width, runs % self.width, summed))
        return found

    def met(self, calls: Calls, columns: range) -> tuple[Ints, Ints]:
        """Which calls of runs are met among some passages: the call, and the passage's column."""
        import numpy as np

        base = calls[1] * self.span
        near = np.searchsorted(self.places, base + columns.start)
        far = np.searchsorted(self.places, base + columns.stop)
        hit, place = expand(near, far)
        return hit, self.passages[place] - columns.start

    def window(
        self, calls: Calls, met: tuple[Ints, Ints], runs: int, columns: range, q: int
    ) -> Floats:
        """Nats for each passage of `columns`, as one of q that answer a run of passages.

        Shape (runs, len(columns)): cell [i, j] is for the run from the i-th row on. `met`: which
        of the calls are, the same for every q.
        """
        import numpy as np

        row, stem, unsaid = calls
        hit, column = met
        lift = np.log1p(self.lift[stem] * (1 - np.exp(unsaid)) / q)
        lift = np.minimum(lift, MOST - self.silent[stem])
        nats = _sums(row[hit] * len(columns) + column, lift[hit], runs * len(columns))
        return nats.reshape(runs, len(columns)) + self.alone[columns.start : columns.stop]


def _sums(places: Ints, values: Floats, size: int) -> Floats:
    """The sum of the values at each place."""
    import numpy as np

    return np.bincount(places, values, minlength=size).astype(np.float64)
