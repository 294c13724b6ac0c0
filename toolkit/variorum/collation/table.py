"""The table, from the column of each token: cells, rows, lacunae, joined segments."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..model.witness import Witness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]


def rising(columns: Ints) -> bool:
    """Does a witness read from left to right?"""
    import numpy as np

    return bool(np.all(np.diff(columns) > 0))


def token_columns(starts: Sequence[int], ends: Sequence[int], count: int) -> Ints:
    """The column of each token of a witness, from cells of one token at most."""
    import numpy as np

    first = np.array(starts, dtype=np.int64)
    filled = np.flatnonzero(np.array(ends, dtype=np.int64) > first)
    found = np.zeros(count, dtype=np.int64)
    found[first[filled]] = filled
    return found


def cells(columns: Ints, width: int) -> tuple[Ints, Ints]:
    """Starts and ends of a witness's cells, from the column of each of its tokens.

    An empty cell stands where the text has come to in the table: after the token of the nearest
    filled column on its left.
    """
    import numpy as np

    if rising(columns):
        bounds = np.searchsorted(columns, np.arange(width + 1))
        return bounds[:-1], bounds[1:]
    at = np.full(width, -1, dtype=np.int64)
    at[columns] = np.arange(len(columns))
    latest = np.maximum.accumulate(np.where(at >= 0, np.arange(width), -1))
    after = np.where(latest >= 0, at[latest] + 1, 0)
    return np.where(at >= 0, at, after), after


def join(
    starts: Sequence[Ints], ends: Sequence[Ints], rows: Ints, begins: Ints
) -> tuple[list[Ints], list[Ints], Ints]:
    """One column of all columns from each beginning to the next."""
    import numpy as np

    stops = np.append(begins[1:], len(starts[0])) - 1
    joined_ends = [e[stops] for e in ends]
    joined_starts = []
    for own_starts, own_ends in zip(starts, ends, strict=True):
        # A joined cell begins with its first token; one that is empty, where its columns stand.
        filled = np.where(own_ends > own_starts, np.arange(len(own_starts)), len(own_starts))
        first = np.minimum.reduceat(filled, begins)
        at = np.where(first < len(own_starts), first, stops).astype(np.int64)
        value = np.where(first < len(own_starts), own_starts[at], own_ends[stops])
        joined_starts.append(value)
    return joined_starts, joined_ends, np.searchsorted(begins, rows)


def joined_ties(ties: Sequence[tuple[int, int]], begins: Ints) -> list[tuple[int, int]]:
    """The ranges in joined columns that hold the ranges of single columns."""
    import numpy as np

    if not ties:
        return []
    edges = np.searchsorted(begins, [(start, end - 1) for start, end in ties], side="right")
    return sorted({(int(a) - 1, int(b)) for a, b in edges})


def passage_borders(witness: Witness) -> Ints:
    """Token positions at which a passage of the witness begins or ends."""
    import numpy as np

    found = {0, len(witness)}
    for passage in witness.passages:
        found.add(passage.start)
        found.add(passage.end)
    return np.array(sorted(found), dtype=np.int64)


def row_bounds(witnesses: Sequence[Witness], starts: Sequence[Ints], width: int) -> Ints:
    """Columns at which a row begins: where more than half of the witnesses begin a passage.

    A witness without words in some columns could begin its passage before any of them. One border
    cuts once, where most agree to it (the last such column), so that words which the others lack
    stay together; it cuts again only where somebody has a whole passage between.
    """
    import numpy as np

    borders = np.full((len(witnesses), width + 1), -1, dtype=np.int64)
    for own, witness, found in zip(borders, witnesses, starts, strict=True):
        position = np.append(found, len(witness))
        at = np.isin(position, passage_borders(witness))
        own[at] = position[at]
    votes = (borders >= 0).sum(axis=0)
    cut = votes * 2 > len(witnesses)
    cut[0] = cut[width] = True
    kept = [0]
    for c in np.flatnonzero(cut)[1:].tolist():
        here, last = borders[:, c], borders[:, kept[-1]]
        if np.any((last >= 0) & (here > last)):  # somebody has a whole passage between the two
            kept.append(c)
        elif kept[-1] and (c == width or votes[c] >= votes[kept[-1]]):
            kept[-1] = c
        elif c == width:
            kept.append(c)
    return np.array(kept if width else [0], dtype=np.int64)


def lacuna_ranges(witness: Witness, starts: Ints, ends: Ints) -> list[tuple[int, int]]:
    """Column ranges in which a witness is not extant: between the neighbours of a lacuna."""
    import numpy as np

    found = []
    for at in sorted({lacuna.at for lacuna in witness.lacunae}):
        # both ends of an empty cell are the number of tokens before it
        inside = np.flatnonzero((starts == at) & (ends == at))
        runs = np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1)
        found += [(int(run[0]), int(run[-1]) + 1) for run in runs if len(run)]
    return sorted(found)


def grouping(
    ids: Sequence[Ints],
    starts: Sequence[Ints],
    ends: Sequence[Ints],
    lacunose: Sequence[Sequence[tuple[int, int]]],
) -> Ints:
    """For each column and witness the first witness that has the same there."""
    import numpy as np

    width = len(starts[0])
    size = len(starts)
    readings = np.full((size, width), -1, dtype=np.int64)
    for w in range(size):
        full = ends[w] > starts[w]
        readings[w, full] = ids[w][starts[w][full]]
        for a, b in lacunose[w]:
            readings[w, a:b] = -2
    groups = np.tile(np.arange(size)[:, None], (1, width))
    for w in range(1, size):
        for v in range(w - 1, -1, -1):
            same = readings[w] == readings[v]
            groups[w, same] = groups[v, same]
    return groups


def joined(groups: Ints, rows: Ints) -> Ints:
    """Columns at which a joined segment begins: the grouping changes, or a row begins."""
    import numpy as np

    width = groups.shape[1]
    begins = np.ones(width, dtype=bool)
    if width > 1:
        begins[1:] = np.any(groups[:, 1:] != groups[:, :-1], axis=0)
    begins[rows[rows < width]] = True
    return np.flatnonzero(begins)


def as_array(values: Ints) -> array[int]:
    """A column of the model from a numpy array."""
    import numpy as np

    out = array("i")
    out.frombytes(np.ascontiguousarray(values, dtype=np.int32).tobytes())
    return out
