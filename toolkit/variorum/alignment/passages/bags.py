"""One version as bags of words, and what passages of two versions have in common. No numpy.

Two versions in one language share a vocabulary of stems, so a word is answered when the other
side has its stem: what passages have in common is a matter of sets. Weights are whole numbers of
1/GRAIN, so sums are exact, in whatever order and by whatever library they are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log

from .side import FEWEST, Side, key, words

GRAIN = 256  # parts of a weight: sums up to 65 536 are exact in 24 bits too
Bag = dict[int, int]


@dataclass(frozen=True, slots=True)
class Bags:
    """A version cut into passages: how often each stem stands in each, in order of first use.

    A passage without a word (a row of stars) has its text for a word.
    """

    counts: Sequence[Bag]
    lengths: Sequence[int]  # characters a passage, at least 1

    @property
    def n(self) -> int:
        return len(self.counts)


def read(passages: Sequence[str], language: str, vocabulary: dict[str, int]) -> Bags:
    """Read the passages of one version; `vocabulary` numbers the stems and grows."""
    known: dict[str, int] = {}
    counts: list[Bag] = []
    for passage in passages:
        bag: Bag = {}
        for word in words(passage) or passage.split():
            u = known.get(word)
            if u is None:
                u = known[word] = vocabulary.setdefault(key(word, language), len(vocabulary))
            bag[u] = bag.get(u, 0) + 1
        counts.append(bag)
    return Bags(counts, [max(1, len(p)) for p in passages])


def weights(a: Bags, b: Bags, stems: int) -> list[int]:
    """The weight of each stem, ln((N + 1) / (1 + df)) over both versions, in 1/GRAIN.

    N is at least `FEWEST`: in a text of two passages every word that both share would weigh
    nothing, though it is all that speaks for them.
    """
    spread = [0] * stems
    for bag in (*a.counts, *b.counts):
        for u in bag:
            spread[u] += 1
    top = max(a.n + b.n, FEWEST) + 1
    found = {df: max(0, round(GRAIN * log(top / (1 + df)))) for df in set(spread)}
    return [found[df] for df in spread]


class Masses:
    """The weighed words of two versions; runs of passages are ranges."""

    def __init__(self, a: Bags, b: Bags, weight: Sequence[int]) -> None:
        self.bags = tuple(
            [{u: weight[u] * n for u, n in bag.items() if weight[u]} for bag in side.counts]
            for side in (a, b)
        )
        self.mass = tuple([sum(bag.values()) for bag in bags] for bags in self.bags)
        self.sums = tuple([0, *accumulate(mass)] for mass in self.mass)
        whole = self.sums[0][-1] + self.sums[1][-1]
        self.scale = whole / max(1, a.n + b.n) or 1.0  # of a mean passage
        self._own: dict[tuple[int, int, int, int], int] = {}

    def of(self, side: int, run: range) -> int:
        """The weight of a run of one side's passages."""
        return self.sums[side][run.stop] - self.sums[side][run.start]

    def answered(self, side: int, i: int, start: int, size: int) -> int:
        """The weight of the words of passage i that `size` passages opposite, from start, have."""
        name = (side, i, start, size)
        found = self._own.get(name)
        if found is None:
            bag, others = self.bags[side][i], self.bags[1 - side]
            shared: set[int] = set()
            for k in range(start, start + size):
                shared |= bag.keys() & others[k].keys()
            found = sum([bag[u] for u in shared])
            self._own[name] = found
        return found

    def common(self, left: range, right: range) -> int:
        """The weight of the words of two runs that each has answered in the other."""
        return sum(self.answered(0, i, right.start, len(right)) for i in left) + sum(
            self.answered(1, j, left.start, len(left)) for j in right
        )


def places(bags: Sequence[Bag], among: Iterable[int]) -> dict[int, list[int]]:
    """In which of some passages each stem stands."""
    found: dict[int, list[int]] = {}
    for i in among:
        for u in bags[i]:
            found.setdefault(u, []).append(i)
    return found


def columns(bags: Bags, language: str, stems: tuple[str, ...]) -> Side:
    """What was read as bags as columns; without the forms, which one language has no use for."""
    import numpy as np

    held = [(number, u, n) for number, bag in enumerate(bags.counts) for u, n in bag.items()]
    passage, stem_, count = np.array(held, dtype=np.int64).reshape(-1, 3).T
    return Side(
        language=language,
        lengths=np.array(bags.lengths, dtype=np.int64),
        passage=passage,
        stem=stem_,
        count=count.astype(np.float64),
        stems=stems,
        forms=(),
    )
