"""Many versions in one line of runs: cut where every version can be cut."""

from __future__ import annotations

from collections.abc import Sequence

from .runs import Stretch

Span = tuple[int, int, bool]  # tokens of one version in a run, and whether it equals the base


def merged(
    found: Sequence[Sequence[Stretch]], base: int, length: int
) -> list[tuple[int, int, list[Span]]]:
    """Runs `(a0, a1, spans)` over the base's `length` tokens; `spans` has one entry for each
    version.

    Changes of several versions that overlap in the base are one run; the runs hold every token
    of every version once, in order.
    """
    blocks = _blocks(found)
    cursors = [0] * len(found)  # tokens of each version used so far
    runs = []
    at = 0
    for start, end in blocks:
        if at < start:
            runs.append((at, start, _advance(found, base, cursors, at, start)))
        runs.append((start, end, _advance(found, base, cursors, start, end)))
        at = end
    if at < length:
        runs.append((at, length, _advance(found, base, cursors, at, length)))
    return runs


def _blocks(found: Sequence[Sequence[Stretch]]) -> list[tuple[int, int]]:
    """The base's ranges in which some version differs, overlapping ones joined."""
    changes = sorted((s.a0, s.a1) for stretches in found for s in stretches if not s.equal)
    blocks: list[tuple[int, int]] = []
    for start, end in changes:
        if blocks and (start < blocks[-1][1] or (start, end) == blocks[-1]):
            blocks[-1] = (blocks[-1][0], max(end, blocks[-1][1]))
        else:
            blocks.append((start, end))
    return blocks


def _advance(
    found: Sequence[Sequence[Stretch]], base: int, cursors: list[int], start: int, end: int
) -> list[Span]:
    spans: list[Span] = []
    for v, stretches in enumerate(found):
        if v == base:
            spans.append((start, end, True))
            continue
        b0 = cursors[v]
        b1, equal = b0, True
        for s in stretches:
            inside = start <= s.a0 and s.a1 <= end and (s.a0 < s.a1 or start == end or s.b0 >= b0)
            if s.equal:
                low, high = max(start, s.a0), min(end, s.a1)
                if low < high:
                    b1 = max(b1, s.b0 + high - s.a0 if s.a1 - s.a0 == s.b1 - s.b0 else s.b1)
            elif inside and s.b0 >= b0 and not (s.a0 == s.a1 == end != start):
                b1, equal = max(b1, s.b1), False
        cursors[v] = b1
        spans.append((b0, b1, equal))
    return spans
