"""Distances between witnesses, read off a collation, and their resampling for bootstrap."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ..model import Collation

if TYPE_CHECKING:
    import numpy as np

REPLICATES = 100


def states(collation: Collation) -> Any:
    """An int array columns x witnesses: a number for each reading of a column, by normal forms.

    0 is an omission, -1 a lacuna; equal numbers in a column are equal readings.
    """
    import numpy as np

    columns = len(collation)
    result = np.zeros((columns, len(collation.witnesses)), dtype=np.int32)
    numbers: dict[tuple[str, ...], int] = {(): 0}
    for w, witness in enumerate(collation.witnesses):
        forms, ids = witness.forms, witness.ids
        starts, ends = collation.starts[w], collation.ends[w]
        single = [numbers.setdefault((form,), len(numbers)) for form in forms]
        for c in range(columns):
            start, end = starts[c], ends[c]
            if end - start == 1:
                result[c, w] = single[ids[start]]
            elif end > start:
                reading = tuple(forms[i] for i in ids[start:end])
                result[c, w] = numbers.setdefault(reading, len(numbers))
        for first, last in collation.lacunae[w]:
            result[first:last, w] = -1
    return result


def differences(table: Any) -> tuple[Any, Any]:
    """Two float arrays, pairs x columns: do the two witnesses differ there; do both bear on it.

    A column bears on a pair where both are extant and at least one has text. Pairs are those of
    `itertools.combinations`.
    """
    import numpy as np

    count = table.shape[1]
    differ, bear = [], []
    for i in range(count):
        for j in range(i + 1, count):
            a, b = table[:, i], table[:, j]
            counts = (a >= 0) & (b >= 0) & ((a > 0) | (b > 0))
            bear.append(counts)
            differ.append(counts & (a != b))
    shape = (0, table.shape[0])
    return (
        np.array(differ, dtype=np.float32) if differ else np.zeros(shape, np.float32),
        np.array(bear, dtype=np.float32) if bear else np.zeros(shape, np.float32),
    )


def matrix(collation: Collation) -> tuple[tuple[float, ...], ...]:
    """The share of columns in which two witnesses differ, 0 … 1; symmetric, 0 on the diagonal."""
    import numpy as np

    table = states(collation)
    differ, bear = differences(table)
    return _square(differ.sum(axis=1), np.maximum(bear.sum(axis=1), 1), table.shape[1])


def resampled(collation: Collation, replicates: int = REPLICATES) -> list[Any]:
    """Distance matrices of bootstrap samples of the columns (Felsenstein, Evolution 39, 1985).

    The samples come from a fixed sequence of numbers, so the same table gives the same support.
    """
    import numpy as np

    table = states(collation)
    differ, bear = differences(table)
    columns = table.shape[0]
    if not columns:
        return []
    weights = np.empty((columns, replicates), dtype=np.float32)
    for r in range(replicates):
        drawn = (_numbers(r * columns, columns) % np.uint64(columns)).astype(np.int64)
        weights[:, r] = np.bincount(drawn, minlength=columns)
    shares = (differ @ weights) / np.maximum(bear @ weights, 1)  # pairs x replicates
    return [_square(shares[:, r], 1, table.shape[1]) for r in range(replicates)]


def _numbers(first: int, count: int) -> np.ndarray[Any, Any]:
    """Numbers that look random: SplitMix64 (Steele, Lea & Flood, OOPSLA 2014) of a counter."""
    import numpy as np

    with np.errstate(over="ignore"):
        z = (np.arange(first + 1, first + count + 1, dtype=np.uint64)) * np.uint64(
            0x9E3779B97F4A7C15
        )
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray((z ^ (z >> np.uint64(31))) >> np.uint64(11))


def _square(differ: Any, bear: Any, count: int) -> tuple[tuple[float, ...], ...]:
    values = iter((differ / bear).tolist())
    table = [[0.0] * count for _ in range(count)]
    for i in range(count):
        for j in range(i + 1, count):
            table[i][j] = table[j][i] = round(next(values), 9)
    return tuple(tuple(row) for row in table)


def shared_rare(collation: Collation, limit: int = 0) -> list[tuple[tuple[str, ...], int]]:
    """Which groups of witnesses share readings that the others lack, and how often.

    A rare reading is held by at least two and by fewer than half of the witnesses extant there.
    Sorted by count; `limit` 0 = all.
    """
    table = states(collation)
    sigla = collation.sigla
    groups: Counter[tuple[str, ...]] = Counter()
    for row in table.tolist():
        extant = [s for s in row if s >= 0]
        held = Counter(extant)
        for state, count in held.items():
            if 2 <= count < len(extant) / 2:
                groups[tuple(sorted(sigla[w] for w, s in enumerate(row) if s == state))] += 1
    ranked = sorted(groups.items(), key=lambda item: (-item[1], item[0]))
    return ranked[:limit] if limit else ranked
