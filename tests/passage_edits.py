"""Edits of one side of two versions whose passages answer each other one by one, with their gold.

Each edit takes n parallel passages and yields the two edited versions and the beads that a person
would draw: pairs of runs of passages, one of them empty for an omission.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Beads = set[tuple[tuple[int, ...], tuple[int, ...]]]
Edited = tuple[list[str], list[str], Beads]


def _omitting(a: Sequence[str], b: Sequence[str], gone: set[int]) -> Edited:
    kept = [i for i in range(len(b)) if i not in gone]
    beads = {((i,), (kept.index(i),) if i in kept else ()) for i in range(len(a))}
    return list(a), [b[i] for i in kept], beads


def drop_one(a: Sequence[str], b: Sequence[str]) -> Iterator[Edited]:
    for k in range(len(a)):
        yield _omitting(a, b, {k})


def drop_several(a: Sequence[str], b: Sequence[str]) -> Iterator[Edited]:
    for start in (0, 1):
        gone = set(range(start, len(a), 2))
        if 1 < len(gone) < len(a):
            yield _omitting(a, b, gone)


def insert_one(a: Sequence[str], b: Sequence[str]) -> Iterator[Edited]:
    for k in range(len(a)):
        right, left, beads = _omitting(b, a, {k})
        yield left, right, {(y, x) for x, y in beads}


def swap_neighbours(a: Sequence[str], b: Sequence[str]) -> Iterator[Edited]:
    for k in range(len(a) - 1 if len(a) > 2 else 0):
        order = list(range(len(a)))
        order[k], order[k + 1] = k + 1, k
        yield list(a), [b[i] for i in order], {((i,), (order.index(i),)) for i in order}


def merge(a: Sequence[str], b: Sequence[str]) -> Iterator[Edited]:
    for k in range(len(a) - 1):
        beads: Beads = {((i,), (i - (i > k),)) for i in range(len(a)) if i not in (k, k + 1)}
        joined = f"{b[k]} {b[k + 1]}"
        yield list(a), [*b[:k], joined, *b[k + 2 :]], beads | {((k, k + 1), (k,))}


def split(a: Sequence[str], b: Sequence[str]) -> Iterator[Edited]:
    for k in range(len(a)):
        words = b[k].split()
        if len(words) >= 12:
            halves = [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
            beads: Beads = {((i,), (i + (i > k),)) for i in range(len(a)) if i != k}
            yield list(a), [*b[:k], *halves, *b[k + 1 :]], beads | {((k,), (k, k + 1))}


def repeat_one(a: Sequence[str], b: Sequence[str]) -> Iterator[Edited]:
    """A passage twice in succession: the second is taken for the one too many."""
    for k in range(len(a)):
        beads: Beads = {((i,), (i + (i > k),)) for i in range(len(a))}
        yield list(a), [*b[: k + 1], *b[k:]], beads | {((), (k + 1,))}


EDITS = {
    edit.__name__: edit
    for edit in (drop_one, drop_several, insert_one, swap_neighbours, merge, split, repeat_one)
}


def as_drawn(edit: str, got: Beads, gold: Beads) -> bool:
    """Are the beads those of a person? Of a passage said twice either may be the one too many."""
    if edit != "repeat_one":
        return got == gold
    extra = next(y[0] for x, y in gold if not x)
    other = {extra: extra - 1, extra - 1: extra}
    turned = {(x, tuple(other.get(j, j) for j in y)) for x, y in gold}
    return got in (gold, turned)
