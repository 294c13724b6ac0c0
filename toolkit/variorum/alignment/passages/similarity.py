"""How alike stems of one side and of the other are, as a sparse table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Similarity:
    """Pairs (a[k], b[k]) of stems with similarity score[k] in 0..1; sorted by a, then b."""

    a: Ints
    b: Ints
    score: Floats

    def turned(self) -> Similarity:
        """The same table seen from the other side."""
        return _sorted(self.b, self.a, self.score)

    def rows(self, size: int) -> Ints:
        """Where the pairs of each stem of side a begin: stem u has rows[u]:rows[u + 1]."""
        import numpy as np

        return np.searchsorted(self.a, np.arange(size + 1)).astype(np.int64)


def identity(size: int) -> Similarity:
    """Each stem is like itself only: two versions of one language."""
    import numpy as np

    ids = np.arange(size, dtype=np.int64)
    return Similarity(ids, ids, np.ones(size))


def table(pairs: Iterable[tuple[int, int, float]]) -> Similarity:
    """A table from triples; of a pair given twice the greater score holds."""
    import numpy as np

    listed = list(pairs)
    a = np.array([p[0] for p in listed], dtype=np.int64)
    b = np.array([p[1] for p in listed], dtype=np.int64)
    return _sorted(a, b, np.array([p[2] for p in listed], dtype=np.float64))


def merged(*tables: Similarity) -> Similarity:
    """The greatest score of each pair over several tables."""
    import numpy as np

    return _sorted(
        np.concatenate([t.a for t in tables]),
        np.concatenate([t.b for t in tables]),
        np.concatenate([t.score for t in tables]),
    )


def _sorted(a: Ints, b: Ints, score: Floats) -> Similarity:
    import numpy as np

    order = np.lexsort((-score, b, a))
    a, b, score = a[order], b[order], score[order]
    first = np.ones(len(a), dtype=bool)
    first[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    return Similarity(a[first], b[first], score[first])
