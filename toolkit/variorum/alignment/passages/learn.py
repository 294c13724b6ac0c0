"""What words of one side say about words of the other, known before and learned from the text.

Learning is IBM Model 1 (Brown & al., Computational Linguistics 19, 1993) over beads instead of
sentences, as Moore (AMTA 2002) does to align sentences, with three changes for short texts. Words
count once a bead. Each word has a background of its own, which explains what no word of the other
side does, so a word of which nothing was learned says nothing. And a part of each count is taken
off again (absolute discounting): two words that met once, in the bead that is now to be judged,
would otherwise prove it right whatever it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model import Bead
from .coverage import expand
from .side import Side
from .similarity import Similarity

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

LARGEST = 4  # passages in a bead that is learned from
COMMON = 0.4  # a stem that stands in more of the passages tells nothing of where it belongs
ROUNDS = 4  # of expectation and maximisation
DISCOUNT = 0.5  # beads taken off each count
LEAST = 0.03  # chances below this are left out
SURE = 0.9  # the most that a word is thought to be explained by the other side
MOST = 6_000_000  # pairs of words that are learned from at once
KNOWN_START = 0.8  # how far a known pair is believed before anything is learned
KNOWN_COUNT = 0.5  # beads that a known pair is worth
TRUSTED = 16.0  # beads that speak for a known word's being explained as its likeness says
UNSEEN = (0.5, 0.7)  # the same for a known pair that no bead has together: chance, trust


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely a stem of one side makes a stem of the other stand opposite.

    Entry k: the stem of side a whose entries are `rows[u]:rows[u + 1]` calls for stem `other[k]`
    with `chance[k]`. `trust[v]`: how much of stem v's presence such calls explain at all, 0 to 1;
    the rest is chance.
    """

    rows: Ints
    other: Ints
    chance: Floats
    trust: Floats


Both = tuple[Chances, Chances]


def known(alike: Similarity, left: Side, right: Side) -> Both:
    """The chances that words known to be alike give, before anything is learned."""
    return (
        _known(alike, len(left.stems), len(right.stems)),
        _known(alike.turned(), len(right.stems), len(left.stems)),
    )


def _known(alike: Similarity, n: int, m: int) -> Chances:
    import numpy as np

    whole = np.bincount(alike.a, alike.score**2, minlength=n)
    chance = alike.score**3 / np.maximum(whole[alike.a], 1e-9)
    trust = np.zeros(m)
    np.maximum.at(trust, alike.b, alike.score**2)
    return Chances(alike.rows(n), alike.b, chance, np.minimum(trust, SURE))


def learned(left: Side, right: Side, beads: Sequence[Bead], alike: Similarity) -> Both:
    """The chances that beads teach, each counting as much as it is sure, besides what is known."""
    import numpy as np

    used = _selection(left, right, beads)
    weight = np.array([bead.confidence for bead in used])
    a, b = _Bags(left, [x.left for x in used]), _Bags(right, [x.right for x in used])
    starts = np.searchsorted(b.bead, np.arange(len(used) + 1))
    x, y = expand(starts[a.bead], starts[a.bead + 1])  # every pair of words in one bead
    width = len(right.stems)
    keys, pair = np.unique(a.stem[x] * width + b.stem[y], return_inverse=True)
    u, v = keys // width, keys % width
    meets = _Meetings(keys, pair, weight[a.bead[x]], _scores(alike, keys, width))
    seen = [g.weighed(weight) for g in (a, b)]
    before = known(alike, left, right)
    return (
        _chances(meets, u, v, seen, (y, b), before[0], len(used)),
        _chances(meets, v, u, seen[::-1], (x, a), before[1], len(used)),
    )


def _selection(left: Side, right: Side, beads: Sequence[Bead]) -> list[Bead]:
    """The beads to learn from: an even selection where there is more than can be held."""
    used = [x for x in beads if x.left and x.right and len(x.left) + len(x.right) <= LARGEST]
    size = [_occurrences(s) for s in (left, right)]
    pairs = sum(
        float(size[0][x.left.stop] - size[0][x.left.start])
        * float(size[1][x.right.stop] - size[1][x.right.start])
        for x in used
    )
    return used[:: max(1, -int(-pairs // MOST))]


def _occurrences(side: Side) -> Ints:
    import numpy as np

    return np.searchsorted(side.passage, np.arange(side.n + 1)).astype(np.int64)


class _Bags:
    """The distinct stems of each bead on one side, those left out that stand nearly everywhere."""

    def __init__(self, side: Side, runs: Sequence[range]) -> None:
        import numpy as np

        bounds = _occurrences(side)
        starts = np.array([bounds[r.start] for r in runs], dtype=np.int64)
        ends = np.array([bounds[r.stop] for r in runs], dtype=np.int64)
        bead, place = expand(starts, ends)
        self.df = side.document_frequency()
        telling = self.df[side.stem[place]] < COMMON * side.n + 2
        size = max(1, len(side.stems))
        keys = np.unique(bead[telling] * size + side.stem[place][telling])
        self.bead, self.stem = keys // size, keys % size

    def weighed(self, weight: Floats) -> Floats:
        """In how many beads each stem stands, each bead with its weight."""
        import numpy as np

        size = len(self.df)
        return np.bincount(self.stem, weight[self.bead], minlength=size).astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Meetings:
    """Pairs of words that stand in one bead: which pair of stems each is, and the bead's weight."""

    keys: Ints  # the distinct pairs of stems, as u * width + v
    pair: Ints  # of each meeting
    weight: Floats
    known: Floats  # of each distinct pair: how alike its stems are known to be


def _scores(alike: Similarity, keys: Ints, width: int) -> Floats:
    """How alike pairs of stems are known to be; 0 for most."""
    import numpy as np

    listed = alike.a * width + alike.b
    if not len(listed):
        return np.zeros(len(keys))
    at = np.minimum(np.searchsorted(listed, keys), len(listed) - 1)
    return np.where(listed[at] == keys, alike.score[at], 0.0)


def _chances(
    meets: _Meetings,
    own: Ints,
    other: Ints,
    seen: Sequence[Floats],
    place: tuple[Ints, _Bags],
    before: Chances,
    beads: int,
) -> Chances:
    """The chances one way: `own` calls for `other`; `seen`: in how many beads each stem stands."""
    import numpy as np

    word, bag = place
    size, count = len(meets.keys), len(bag.stem)
    background = ((seen[1] + 0.5) / (beads + 1))[bag.stem]
    met = np.bincount(meets.pair, meets.weight, minlength=size)
    chance = np.maximum(
        met / np.maximum(seen[0][own], 1e-9) / 4,
        meets.known * KNOWN_START,
    )
    counted = met
    for _ in range(ROUNDS):
        whole = np.bincount(word, chance[meets.pair], minlength=count) + background
        share = chance[meets.pair] / whole[word] * meets.weight
        counted = np.bincount(meets.pair, share, minlength=size)
        chance = (counted + KNOWN_COUNT * meets.known) / (seen[0][own] + 0.5)
    kept = np.maximum(0.0, counted - DISCOUNT)
    expected = np.zeros(len(seen[1]))
    np.maximum.at(expected, other, meets.known**2)
    explained = np.bincount(other, kept, minlength=len(seen[1]))
    trust = np.maximum(
        explained / (seen[1] + 1.0),
        (explained + TRUSTED * expected) / (seen[1] + TRUSTED),
    )
    chance = (kept + meets.known**2) / (seen[0][own] + 0.5)
    telling = chance > LEAST
    return _joined(
        own[telling], other[telling], np.minimum(chance[telling], SURE), trust, before, len(seen[0])
    )


def _joined(
    own: Ints, other: Ints, chance: Floats, trust: Floats, before: Chances, n: int
) -> Chances:
    """What was learned together with what was known of words that no bead has together."""
    import numpy as np

    width = len(trust)
    old = np.repeat(np.arange(n), np.diff(before.rows)) * width + before.other
    keys = np.concatenate([own * width + other, old])
    values = np.concatenate([chance, before.chance * UNSEEN[0]])
    order = np.lexsort((-values, keys))
    keys, values = keys[order], values[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    keys, values = keys[first], values[first]
    return Chances(
        rows=np.searchsorted(keys // width, np.arange(n + 1)).astype(np.int64),
        other=keys % width,
        chance=values,
        trust=np.minimum(np.where(trust > 0, trust, before.trust * UNSEEN[1]), SURE),
    )


def both_ways(chances: Both) -> Similarity:
    """Stems that call for each other, as alike as the geometric mean of both chances."""
    import numpy as np

    here, there = chances
    n, m = len(here.rows) - 1, len(there.rows) - 1
    own = np.repeat(np.arange(n), np.diff(here.rows)) * m + here.other
    back = there.other * m + np.repeat(np.arange(m), np.diff(there.rows))
    keys, x, y = np.intersect1d(own, back, assume_unique=True, return_indices=True)
    score = np.sqrt(here.chance[x] * there.chance[y])
    return Similarity(keys // m, keys % m, score)
