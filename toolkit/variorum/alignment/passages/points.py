"""Rows that obey fixed points: no row reaches over one, and what begins at one stands together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ...model import Row, Synopsis, Witness

Runs = list[range]


def obeying(rows: Synopsis, points: Sequence[Sequence[int]]) -> Synopsis:
    """The rows, each within two fixed points; the passages that begin at one point are one row.

    `points` are tokens, a row of them a witness, rising. A point that is not the beginning of a
    passage in every witness (or where a witness lacks it, the beginning of the next) is not obeyed.
    """
    bounds = _bounds(rows.witnesses, points)
    if not bounds or not bounds[0]:
        return rows
    held: list[list[Row]] = [[] for _ in range(len(bounds[0]) + 1)]
    for row in rows.rows:
        for part, runs in _parts(row, bounds).items():
            whole = runs == list(row.passages)
            held[part].append(row if whole else replace(row, passages=tuple(runs), moved=False))
    made = [r for n, part in enumerate(held) for r in _begun(part, bounds, n)]
    return replace(
        rows, rows=tuple(made), signature=rows.signature.adding(fixed=str(len(bounds[0])))
    )


def _bounds(witnesses: Sequence[Witness], points: Sequence[Sequence[int]]) -> list[list[int]]:
    """The fixed points as passages of each witness."""
    starts = [[p.start for p in w.passages] for w in witnesses]
    columns = []
    for tokens in zip(*points):
        places = [bisect_left(own, at) for own, at in zip(starts, tokens)]
        if all(n == len(own) or own[n] == at for n, own, at in zip(places, starts, tokens)):
            columns.append(places)
    return [list(column) for column in zip(*columns)]


def _parts(row: Row, bounds: Sequence[Sequence[int]]) -> dict[int, Runs]:
    """What of a row stands between which fixed points."""
    found: dict[int, Runs] = {}
    for w, run in enumerate(row.passages):
        start = run.start
        while start < run.stop:
            part = bisect_right(bounds[w], start)
            stop = min(run.stop, bounds[w][part]) if part < len(bounds[w]) else run.stop
            found.setdefault(part, [range(0)] * len(row.passages))[w] = range(start, stop)
            start = stop
    return dict(sorted(found.items()))


def _begun(rows: list[Row], bounds: Sequence[Sequence[int]], part: int) -> list[Row]:
    """The rows of a part, those of the passages that begin it as one, the first."""
    if not part:
        return rows
    firsts = [own[part - 1] for own in bounds]
    heads = [r for r in rows if any(n in run for n, run in zip(firsts, r.passages))]
    joined: Runs = []
    for w in range(len(firsts)):
        runs = [r.passages[w] for r in heads if r.passages[w]]
        if any(a.stop != b.start for a, b in pairwise(runs)):
            return rows  # they are not neighbours: nothing is lost by leaving them
        joined.append(range(runs[0].start, runs[-1].stop) if runs else range(0))
    rest = [r for r in rows if not any(r is head for head in heads)]
    return [Row(tuple(joined)), *rest] if sum(map(bool, joined)) > 1 else rows
