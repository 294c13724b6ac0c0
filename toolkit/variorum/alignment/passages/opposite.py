"""Versions in another language set beside rows that stand: row against row, not text against text.

The rows of the one language are not torn or joined by a doubtful match across languages unless
it says that one row answers several, and then only where their passages follow each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ...model import Bead, Row


def beside(rows: Sequence[Row], others: Sequence[Row], beads: Sequence[Bead]) -> Iterator[Row]:
    """The rows of both, joined as beads over their numbers say; each row stands in one result."""
    for bead in beads:
        left = _joined([rows[i] for i in bead.left])
        right = _joined([others[j] for j in bead.right])
        if not left or not right:
            yield from (_alone(row, bead.confidence) for row in (*left, *right))
            continue
        yield _beside(left[0], right[0], bead)
        yield from (*left[1:], *right[1:])


def _alone(row: Row, confidence: float) -> Row:
    """A row with nothing opposite is as sure as it is that nothing belongs there."""
    if sum(map(bool, row.passages)) > 1:
        return row
    return replace(row, confidence=min(row.confidence, confidence))


def _beside(left: Row, right: Row, bead: Bead) -> Row:
    runs = tuple(x or y for x, y in zip(left.passages, right.passages))
    confidence = min(left.confidence, right.confidence, bead.confidence)
    return Row(runs, confidence, left.moved or right.moved or bead.moved)


def _joined(rows: Sequence[Row]) -> list[Row]:
    """The rows as one, where that leaves each version a run of its passages; else as they are."""
    if len(rows) < 2:
        return list(rows)
    runs = []
    for held in zip(*(row.passages for row in rows)):
        some = sorted((run for run in held if run), key=lambda run: run.start)
        if any(x.stop != y.start for x, y in pairwise(some)):
            return list(rows)
        runs.append(range(some[0].start, some[-1].stop) if some else range(0))
    sure = min(row.confidence for row in rows)
    return [Row(tuple(runs), sure, any(row.moved for row in rows))]
