"""Align two small profiles exactly, in pure Python.

Three states in the manner of Gotoh (J. Mol. Biol. 162 (1982) 705-708): a pair of columns, a
column of the right one alone, a column of the left one alone. A pair that follows a pair gets a
bonus, so that of equal alignments the contiguous one wins; then the leftmost one, because the way
back prefers to leave tokens alone for as long as it may.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OPEN = 15  # what it costs that a run of tokens has no counterpart
EXTEND = 4  # and each token of it
CONTIGUITY = 10  # a pair after a pair gets a tenth of the lesser of both
LOW = -(1 << 60)

Path = list[tuple[int, int]]  # (left column, right column), -1 for none


@dataclass(slots=True)
class Costs:
    """What leaving columns alone costs: for column k first in its run, or later in it.

    `factor[b]` is how many witnesses of the *other* side can miss something at boundary b of
    their own: those with a lacuna there miss nothing.
    """

    first: list[int]
    later: list[int]
    factor: list[int]


def column_costs(counts: Sequence[int]) -> tuple[list[int], list[int]]:
    """Costs of leaving columns alone, by the number of witnesses that fill them.

    Where more witnesses have a token than in the column before, the run opens for the rest.
    """
    first = [count * (OPEN + EXTEND) for count in counts]
    later = [
        count * EXTEND + OPEN * max(0, count - before)
        for before, count in zip([0, *counts[:-1]], counts, strict=True)
    ]
    return first, later


def align(scores: list[list[int]], left: Costs, right: Costs) -> tuple[int, Path]:
    """The best path through a table of scores, and its score."""
    n, m = len(left.first), len(right.first)
    reach = left.factor[0]
    pair, down = [0] + [LOW] * m, [LOW] * (m + 1)
    over = [LOW] * (m + 1)
    for j in range(1, m + 1):
        cost = right.first if j == 1 else right.later
        over[j] = (0 if j == 1 else over[j - 1]) - cost[j - 1] * reach
    high = [0, *over[1:]]
    states = States([high], [pair], [over], [down])
    for i in range(1, n + 1):
        _add_row(i, scores, left, right, states)
    return states.high[n][m], _back(scores, left, right, states)


@dataclass(slots=True)
class States:
    """The table: the best score of each cell, and of each way to end there."""

    high: list[list[int]]
    pair: list[list[int]]
    over: list[list[int]]  # right column alone
    down: list[list[int]]  # left column alone


def _add_row(i: int, scores: list[list[int]], left: Costs, right: Costs, states: States) -> None:
    """Fill row i; plain comparisons, since this is the innermost loop of small blocks."""
    high_up, pair_up = states.high[-1], states.pair[-1]
    over_up, down_up = states.over[-1], states.down[-1]
    first, later, reach = left.first[i - 1], left.later[i - 1], left.factor[i]
    row = scores[i - 1]
    before_row = [0, *scores[i - 2]] if i > 1 else [0] * len(row)
    d = max(high_up[0] - first * right.factor[0], down_up[0] - later * right.factor[0])
    p = o = LOW
    high, pair, over, down = [d], [LOW], [LOW], [d]
    cells = zip(
        row,
        before_row,
        pair_up,
        over_up,
        down_up,
        high_up[1:],
        down_up[1:],
        right.factor[1:],
        right.first,
        right.later,
    )
    for (
        s,
        before,
        pair_back,
        over_back,
        down_back,
        high_above,
        down_above,
        factor,
        begin,
        go,
    ) in cells:
        entry = (p if p > d else d) - begin * reach
        o -= go * reach
        if entry > o:
            o = entry
        p = pair_back
        if s > 0 and before > 0:
            p += (s if s < before else before) // CONTIGUITY
        if over_back > p:
            p = over_back
        if down_back > p:
            p = down_back
        p += s
        d = high_above - first * factor
        stay = down_above - later * factor
        if stay > d:
            d = stay
        pair.append(p)
        over.append(o)
        down.append(d)
        best = p if p > d else d
        high.append(best if best > o else o)
    states.high.append(high)
    states.pair.append(pair)
    states.over.append(over)
    states.down.append(down)


def _back(scores: list[list[int]], left: Costs, right: Costs, states: States) -> Path:
    high, pair, over, down = states.high, states.pair, states.over, states.down
    path: Path = []
    i, j = len(high) - 1, len(high[0]) - 1
    state = _best(over[i][j], down[i][j], high[i][j])
    while i or j:
        if state == "over":
            stays = over[i][j] == over[i][j - 1] - right.later[j - 1] * left.factor[i]
            j -= 1
            path.append((-1, j))
            if not stays:
                state = "down" if down[i][j] >= pair[i][j] else "pair"
        elif state == "down":
            stays = down[i][j] == down[i - 1][j] - left.later[i - 1] * right.factor[j]
            i -= 1
            path.append((i, -1))
            if not stays:
                state = _best(over[i][j], down[i][j], high[i][j])
        else:
            came = pair[i][j] - scores[i - 1][j - 1]
            i, j = i - 1, j - 1
            path.append((i, j))
            if came == over[i][j]:
                state = "over"
            elif came == down[i][j]:
                state = "down"
            else:
                state = "pair"
    path.reverse()
    return path


def _best(over: int, down: int, high: int) -> str:
    if over == high:
        return "over"
    return "down" if down == high else "pair"


def path_score(path: Path, scores: list[list[int]], left: Costs, right: Costs) -> int:
    """What a given path is worth by the same rules."""
    total, i, j, state = 0, 0, 0, "pair"
    for a, b in path:
        if a >= 0 and b >= 0:
            s = scores[a][b]
            total += s
            if state == "pair" and i and j and s > 0 and scores[a - 1][b - 1] > 0:
                total += min(s, scores[a - 1][b - 1]) // CONTIGUITY
            i, j, state = i + 1, j + 1, "pair"
        elif b >= 0:
            cost = right.later[b] if state == "over" else right.first[b]
            total -= cost * left.factor[i]
            j, state = j + 1, "over"
        else:
            cost = left.later[a] if state == "down" else left.first[a]
            total -= cost * right.factor[j]
            i, state = i + 1, "down"
    return total
