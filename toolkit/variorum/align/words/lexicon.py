"""What a text says about itself: which stems answer which, learned without any gold.

IBM model 1 (Brown et al., Computational Linguistics 19, 1993), then a chain model (see `chain`),
both directions apart, with a prior for equal stems and variational Bayes in place of the plain
maximum step, since it keeps rare words from answering everything (Riley & Gildea, ACL 2012).
Probabilities are kept as *lift*: p(y | x) / p(y), so that "answers nothing" weighs about 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import chain

if TYPE_CHECKING:
    from .arrays import Floats, Ints
    from .batches import Batch

SHIFT = 32  # a pair's key is stem of a << SHIFT | stem of b
EQUAL = 1.0  # occurrences that a pair of equal stems has beforehand
SPARSE = 0.01  # the same for every other pair: well under 1, so that few answers are kept
MODEL1_ROUNDS = 4
CHAIN_ROUNDS = 4
NULL = 1.0  # lift of answering nothing
JUMP = (
    0.036, 0.046, 0.055, 0.07, 0.09, 0.117, 0.194, 0.736,
    0.236, 0.155, 0.122, 0.096, 0.074, 0.059, 0.046,
)  # fmt: skip  # weight of a jump by -6 … +8 columns; flatter than counted, which measured better
FAR = 0.015


def keys(batch: Batch, stems: Ints) -> Ints:
    """(segments, n, m): the key of the pair of stems in each cell; padding gives nonsense."""
    a, b = stems[batch.a], stems[batch.b]
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


def posteriors(
    forward: Floats, backward: Floats, batch: Batch, *, linked: bool
) -> tuple[Floats, Floats]:
    """The two directions' probabilities of each cell, from its lifts (0 in padding).

    `linked` uses the chain; otherwise each word chooses on its own, as in model 1.
    """
    import numpy as np

    if not linked:
        return (
            forward / (forward.sum(1, keepdims=True) + NULL),
            backward / (backward.sum(2, keepdims=True) + NULL),
        )
    turned = np.ascontiguousarray(forward.transpose(0, 2, 1))
    by_b = chain.posteriors(turned, batch.n, NULL, chain.jumps(turned.shape[2], JUMP, FAR))
    by_a = chain.posteriors(backward, batch.m, NULL, chain.jumps(backward.shape[2], JUMP, FAR))
    return by_b.transpose(0, 2, 1), by_a


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lifts between stems, both ways, by sorted pair key."""

    keys: Ints
    forward: Floats  # p(stem of b | stem of a) / p(stem of b)
    backward: Floats

    def cells(self, batch: Batch, stems: Ints) -> tuple[Floats, Floats]:
        """The posteriors of a block's cells, 0 in padding and for pairs never met."""
        import numpy as np

        mask = batch.mask
        wanted = keys(batch, stems)[mask]
        place = np.searchsorted(self.keys, wanted)
        place[place == len(self.keys)] = 0
        met = self.keys[place] == wanted
        lifts = []
        for table in (self.forward, self.backward):
            lift = np.zeros(mask.shape, np.float32)
            lift[mask] = table[place] * met
            lifts.append(lift)
        by_b, by_a = posteriors(lifts[0], lifts[1], batch, linked=True)
        return by_b * mask, by_a * mask


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
        """With a last entry for padding cells, which answer nothing."""
        import numpy as np

        return np.append(values, 0.0).astype(np.float32)

    def update(self, counts: Floats) -> None:
        """Take the expected counts of a round."""
        import numpy as np

        counts = counts + self.prior
        total = np.bincount(self.word, counts, self.size)[self.word].astype(np.float64)
        self.lift = self._padded(np.exp(digamma(counts) - digamma(total)) / self.share)


def learn(blocks: Sequence[Batch], stems: Ints) -> Lexicon | None:
    """Learn from segments; None where there is nothing to learn from.

    Time and memory grow with the number of cells.
    """
    import numpy as np

    if not blocks:
        return None
    masks = [block.mask for block in blocks]
    met = np.concatenate([keys(block, stems)[mask] for block, mask in zip(blocks, masks)])
    pairs, inverse = np.unique(met, return_inverse=True)
    del met
    a, b = pairs >> SHIFT, pairs & ((1 << SHIFT) - 1)
    prior = np.where(a == b, EQUAL, SPARSE)
    words_a = np.concatenate([stems[block.a[block.a >= 0]] for block in blocks])
    words_b = np.concatenate([stems[block.b[block.b >= 0]] for block in blocks])
    forward = _Side(a, b, words_a, words_b, prior)
    backward = _Side(b, a, words_b, words_a, prior)
    places = list(_places(masks, inverse.astype(np.int32), len(pairs)))
    for number in range(MODEL1_ROUNDS + CHAIN_ROUNDS):
        _round(blocks, places, forward, backward, linked=number >= MODEL1_ROUNDS)
    return Lexicon(pairs, forward.lift[:-1], backward.lift[:-1])


def _places(masks: list[Any], inverse: Ints, padding: int) -> Any:
    """For each block the number of each cell's pair; padding cells have the last."""
    import numpy as np

    at = 0
    for mask in masks:
        place = np.full(mask.shape, padding, np.int32)
        size = int(np.count_nonzero(mask))
        place[mask] = inverse[at : at + size]
        at += size
        yield place


def _round(
    blocks: Sequence[Batch], places: list[Ints], forward: _Side, backward: _Side, *, linked: bool
) -> None:
    """One round of expectation and maximisation over all blocks."""
    import numpy as np

    size = len(forward.lift)
    counts = np.zeros((2, size))
    for block, place in zip(blocks, places):
        cells = posteriors(forward.lift[place], backward.lift[place], block, linked=linked)
        for row, values in zip(counts, cells):
            row += np.bincount(place.ravel(), values.ravel(), size)
    forward.update(counts[0, :-1])
    backward.update(counts[1, :-1])
