"""Blocks: words of two sides that correspond as a whole, by an encoder's second head.

`must condemn` answers `should tar`, whichever word answers which. Cells are joined greedily, the
most probable first, while the log-odds of all cells of the joined block add up to more than
nothing: correlation clustering (Bansal, Blum & Chawla, Machine Learning 56, 2004). A block of which
every word has a link of its own stays word by word; no block reaches over the end of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...model import Link
from .kinds import DIGITS, Cells

if TYPE_CHECKING:
    from .arrays import Floats

FLOOR = 0.02  # cells less probable than this join nothing
BIAS = 1.0  # log-odds that a cell must have beyond even chances
MOST = 6.0  # of log-odds, one way or the other
LONGEST = 7  # words of one side: beyond, a clause was rewritten
Block = tuple[list[int], list[int]]  # words of a, of b, rising


def with_blocks(cells: Cells, links: Sequence[Link], block: Floats) -> tuple[Link, ...]:
    """The word links and the blocks, in order of a; no token is in two of them."""
    kept = list(links)
    for a, b in blocks(block, cells):
        touched = [link for link in kept if set(link.a) & set(a) or set(link.b) & set(b)]
        if any(not (set(link.a) <= set(a) and set(link.b) <= set(b)) for link in touched):
            continue  # a sure link leads out of it
        if _word_by_word(touched, a, b):
            continue
        p = float(block[a][:, b].mean())
        kept = [link for link in kept if link not in touched]
        kept.append(Link(tuple(a), tuple(b), "phrase", round(p, DIGITS)))
    return tuple(sorted(kept, key=lambda link: (link.a, link.b)))


def _word_by_word(links: Sequence[Link], a: Sequence[int], b: Sequence[int]) -> bool:
    """Has each word of a block a link of its own?"""
    single = all(len(link.a) == len(link.b) == 1 for link in links)
    return single and len(links) == len(a) == len(b)


def blocks(p: Floats, cells: Cells) -> Iterator[Block]:
    """Blocks of more than one cell. `p` (len(a), len(b)) is how likely two words are in one."""
    import numpy as np

    odds = np.log((p + 1e-4) / (1 + 1e-4 - p)) - BIAS
    odds = np.clip(odds, -MOST, MOST)
    marks = [np.array([not any(c.isalnum() for c in word) for word in side], bool)
             for side in (cells.a, cells.b)]  # fmt: skip
    odds[marks[0]] = odds[:, marks[1]] = -MOST
    worth = np.round(odds, DIGITS).tolist()
    order = [(-round(float(p[i, j]), DIGITS), i, j) for i, j in np.argwhere(p > FLOOR).tolist()]
    of_row: dict[int, Block] = {}
    of_column: dict[int, Block] = {}
    for _, i, j in sorted(order):
        one = of_row.get(i, ([i], []))
        other = of_column.get(j, ([], [j]))
        if one is other:
            continue
        gain = sum(worth[x][y] for x in one[0] for y in other[1])
        gain += sum(worth[x][y] for x in other[0] for y in one[1])
        if gain <= 0 or max(len(one[k]) + len(other[k]) for k in (0, 1)) > LONGEST:
            continue
        joined = sorted(one[0] + other[0]), sorted(one[1] + other[1])
        of_row.update(dict.fromkeys(joined[0], joined))
        of_column.update(dict.fromkeys(joined[1], joined))
    seen: set[int] = set()
    for i in sorted(of_row):
        block = of_row[i]
        if id(block) not in seen and len(block[0]) * len(block[1]) > 1:
            seen.add(id(block))
            yield block
