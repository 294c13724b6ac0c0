"""What a text says about itself: which stems correspond, learned without any gold.

IBM model 1 (Brown et al., Computational Linguistics 19, 1993), both directions apart, with a
prior for equal stems and variational Bayes in place of the plain maximum step, since it keeps rare
words from answering everything (Riley & Gildea, ACL 2012). After a few rounds the scorer takes the
place of the model: its probabilities are counted instead (see `teaching`).
Probabilities are kept as *lift*: p(y | x) / p(y), so that "has no counterpart" weighs about 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import chain

if TYPE_CHECKING:
    from .arrays import Bools, Floats, Ints
    from .batches import Batch

    Stems = tuple[Ints, Ints]  # by form id, of the words of a and of b

SHIFT = 32  # a pair's key is stem of a << SHIFT | stem of b
EQUAL = 1.0  # occurrences that a pair of equal stems has beforehand
SPARSE = 0.01  # the same for every other pair: well under 1, so that few answers are kept
MODEL1_ROUNDS = 3
NULL = 1.0  # lift of answering nothing
JUMP = (
    0.036, 0.046, 0.055, 0.07, 0.09, 0.117, 0.194, 0.736,
    0.236, 0.155, 0.122, 0.096, 0.074, 0.059, 0.046,
)  # fmt: skip  # weight of a jump by -6 … +8 columns; flatter than counted, which measured better
FAR = 0.015


def keys(batch: Batch, stems: Stems) -> Ints:
    """(segments, n, m): the key of the pair of stems in each cell; padding gives nonsense."""
    a, b = stems[0][batch.a], stems[1][batch.b]
    return (a[:, :, None] << SHIFT) | b[:, None, :]


def digamma(x: Floats) -> Floats:
    """The derivative of ln gamma, to about 1e-4: recurrence to x + 3, then the series.

    >>> import numpy as np
    >>> [round(float(v), 3) for v in digamma(np.array([0.1, 1.0, 10.0]))]
    [-10.424, -0.577, 2.252]
    """
    import numpy as np

    y = x + 3.0
    series = np.log(y) - 0.5 / y - 1.0 / (12.0 * y * y) + 1.0 / (120.0 * y**4)
    found: Floats = series - 1.0 / x - 1.0 / (x + 1.0) - 1.0 / (x + 2.0)
    return found


def chained(forward: Floats, backward: Floats, batch: Batch) -> tuple[Floats, Floats]:
    """The two directions' probabilities of each cell, from its lifts (0 in padding)."""
    return (
        chain.posteriors(forward, batch, NULL, JUMP, FAR, of_columns=True),
        chain.posteriors(backward, batch, NULL, JUMP, FAR, of_columns=False),
    )


def _alone(forward: Floats, backward: Floats) -> tuple[Floats, Floats]:
    """The same without the chain."""
    return (
        forward / (forward.sum(1, keepdims=True) + NULL),
        backward / (backward.sum(2, keepdims=True) + NULL),
    )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lifts between stems, both ways, by sorted pair key."""

    keys: Ints
    forward: Floats  # p(stem of b | stem of a) / p(stem of b)
    backward: Floats
    counts: Floats  # how often the pair was linked, as far as is known

    @classmethod
    def empty(cls) -> Lexicon:
        """A lexicon that says nothing."""
        import numpy as np

        return cls(np.zeros(1, np.int64) - 1, np.zeros(1), np.zeros(1), np.zeros(1))

    def cells(self, batch: Batch, stems: Stems) -> tuple[Floats, Floats]:
        """The posteriors of a block's cells, 0 in padding and for pairs never met."""
        import numpy as np

        mask = batch.mask
        place, met = self._find(keys(batch, stems)[mask])
        lifts = []
        for table in (self.forward, self.backward):
            lift = np.zeros(mask.shape, np.float32)
            lift[mask] = table[place] * met
            lifts.append(lift)
        return chained(lifts[0], lifts[1], batch)

    def elsewhere(self, batch: Batch, stems: Stems, p: Floats) -> Floats:
        """How far a pair is linked in other places too, 0 … 1, for the cells of a block."""
        import numpy as np

        found = np.zeros(p.shape, np.float32)
        mask = batch.mask
        place, met = self._find(keys(batch, stems)[mask])
        found[mask] = np.clip(self.counts[place] * met - p[mask], 0, 1)
        return found

    def _find(self, wanted: Ints) -> tuple[Ints, Bools]:
        """Where these keys stand, and whether they do."""
        import numpy as np

        place = np.searchsorted(self.keys, wanted)
        place[place == len(self.keys)] = 0
        met: Bools = self.keys[place] == wanted
        return place, met


class _Side:
    """One direction of the model: p(answer | word) for every pair."""

    def __init__(self, word: Ints, answer: Ints, words: Ints, answers: Ints, prior: Floats) -> None:
        import numpy as np

        self.word, self.prior = word, prior
        self.size = int(word.max()) + 1
        share = np.bincount(answers, minlength=int(answer.max()) + 1) / len(answers)
        self.share = np.maximum(share, 1e-9)[answer]
        self.lift = self._padded(np.where(prior == EQUAL, 1.0, 0.05) / self.share)

    @staticmethod
    def _padded(values: Floats) -> Floats:
        """With a last entry for padding cells, which have no counterpart."""
        import numpy as np

        return np.append(values, 0.0).astype(np.float32)

    def update(self, counts: Floats) -> None:
        """Take the expected counts of a round."""
        import numpy as np

        counts = counts + self.prior
        total = np.bincount(self.word, counts, self.size)[self.word].astype(np.float64)
        self.lift = self._padded(np.exp(digamma(counts) - digamma(total)) / self.share)


class Learner:
    """Learns a lexicon from segments; time and memory grow with the number of their cells.

    First `alone` (model 1), then as often as wanted: judge the cells of every block by whatever
    is known (`cells` is what the lexicon says of them), `note` their probabilities, `update`.
    """

    def __init__(self, blocks: Sequence[Batch], stems: Stems) -> None:
        import numpy as np

        self.blocks = blocks
        masks = [block.mask for block in blocks]
        met = np.concatenate([keys(block, stems)[mask] for block, mask in zip(blocks, masks)])
        self._pairs, inverse = np.unique(met, return_inverse=True)
        self._places = list(_places(masks, inverse.astype(np.int32), len(self._pairs)))
        a, b = self._pairs >> SHIFT, self._pairs & ((1 << SHIFT) - 1)
        prior = np.where(a == b, EQUAL, SPARSE)
        words_a = np.concatenate([stems[0][block.a[block.a >= 0]] for block in blocks])
        words_b = np.concatenate([stems[1][block.b[block.b >= 0]] for block in blocks])
        self._forward = _Side(a, b, words_a, words_b, prior)
        self._backward = _Side(b, a, words_b, words_a, prior)
        self._counts = np.zeros((2, len(self._pairs) + 1))
        self._latest = self._counts[0].copy()

    def alone(self) -> None:
        """Model 1: each word chooses its answer on its own."""
        for _ in range(MODEL1_ROUNDS):
            for k, place in enumerate(self._places):
                forward, backward = self._forward.lift[place], self._backward.lift[place]
                self._note(k, *_alone(forward, backward))
            self.update()

    def cells(self, k: int) -> tuple[Floats, Floats]:
        """What the lexicon and the chain say of the cells of block k."""
        block, place = self.blocks[k], self._places[k]
        return chained(self._forward.lift[place], self._backward.lift[place], block)

    def note(self, k: int, p: Floats) -> None:
        """Take in the probabilities of the cells of block k (0 in padding)."""
        self._note(k, p, p)

    def _note(self, k: int, by_b: Floats, by_a: Floats) -> None:
        import numpy as np

        place = self._places[k].ravel()
        for counts, values in zip(self._counts, (by_b, by_a)):
            counts += np.bincount(place, values.ravel(), len(counts))

    def update(self) -> None:
        """Make the lexicon anew from what was noted since the last time."""
        self._forward.update(self._counts[0, :-1])
        self._backward.update(self._counts[1, :-1])
        self._latest = self._counts.mean(0)
        self._counts[:] = 0

    def lexicon(self) -> Lexicon:
        """What was learned."""
        return Lexicon(
            self._pairs, self._forward.lift[:-1], self._backward.lift[:-1], self._latest[:-1]
        )


def _places(masks: list[Bools], inverse: Ints, padding: int) -> Iterator[Ints]:
    """For each block the number of each cell's pair; padding cells have the last."""
    import numpy as np

    at = 0
    for mask in masks:
        place = np.full(mask.shape, padding, np.int32)
        size = int(np.count_nonzero(mask))
        place[mask] = inverse[at : at + size]
        at += size
        yield place
