"""Where an alignment could have been another one with the same score.

The aligner takes the leftmost of equal alignments. Run from the other end it takes the rightmost:
where the two differ in what they match, there was a tie. Looked for in small blocks that repeat a
word, which is where ties are.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import gaps
from .gaps import Costs, Path, column_costs
from .profile import Profile, Segment, part, present, split_path
from .readings import Table, scores

LARGEST = 400  # cells of a table that is looked at


def tied(
    profile: Profile, left: Sequence[int], segments: Sequence[Segment], forms: Table
) -> list[tuple[int, int]]:
    """Column ranges of a profile in which its two halves have equally good alignments.

    `left` names the segments of one half.
    """
    if not any(len(set(s.ids)) < len(s.ids) for s in segments):
        return []
    inside = set(left)
    one = part(profile, sorted(inside), segments)
    other = part(profile, [s for s in sorted(profile.places) if s not in inside], segments)
    if len(one) * len(other) > LARGEST:
        return []
    table = scores(one, other, forms.rows)
    ours = split_path(profile, one, other)
    mirrored, best = _mirrored(one, other, segments, table)
    forward = Costs(*column_costs(one.counts), present(one, segments))
    back = Costs(*column_costs(other.counts), present(other, segments))
    if gaps.path_score(ours, table, forward, back) != best:
        return []  # refinement chose it for the sake of all witnesses, not of these halves
    return _differences(ours, mirrored, table)


def _mirrored(
    left: Profile, right: Profile, segments: Sequence[Segment], table: list[list[int]]
) -> tuple[Path, int]:
    n, m = len(left), len(right)
    costs_l = Costs(*column_costs(left.counts[::-1]), present(left, segments)[::-1])
    costs_r = Costs(*column_costs(right.counts[::-1]), present(right, segments)[::-1])
    best, path = gaps.align([row[::-1] for row in table[::-1]], costs_l, costs_r)
    turned = [(n - 1 - i if i >= 0 else -1, m - 1 - j if j >= 0 else -1) for i, j in path]
    return turned[::-1], best


def _differences(ours: Path, theirs: Path, table: list[list[int]]) -> list[tuple[int, int]]:
    def matched(path: Path) -> set[tuple[int, int]]:
        return {(i, j) for i, j in path if i >= 0 and j >= 0 and table[i][j] > 0}

    at_left = {i: c for c, (i, _) in enumerate(ours) if i >= 0}
    at_right = {j: c for c, (_, j) in enumerate(ours) if j >= 0}
    spans = sorted(
        (min(at_left[i], at_right[j]), max(at_left[i], at_right[j]) + 1)
        for i, j in matched(ours) ^ matched(theirs)
    )
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
