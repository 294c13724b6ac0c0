"""A text's own lexicon, learned with the scorer's help: each teaches the other.

Model 1 begins; then the `seed` model judges every cell by form, place, neighbours and the lexicon
so far, its probabilities are counted, and the lexicon is made anew from the counts. In the
measurements two such rounds were worth more than any number of rounds of a chain model alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .batches import Batch
from .comparison import Comparison, compare
from .features import first
from .lexicon import Learner, Lexicon
from .scorer import Model, Scorer

if TYPE_CHECKING:
    from .arrays import Floats

ROUNDS = 2


def taught(scorer: Scorer, blocks: Sequence[Batch], seed: Model) -> Lexicon:
    """The lexicon of a text, from blocks of its segments; empty where there are none."""
    if not blocks:
        return Lexicon.empty()
    learner = Learner(blocks, scorer.vocabulary.stems)
    learner.alone()
    words = [compare(block, scorer.vocabulary) for block in blocks]
    for _ in range(ROUNDS):
        for k in range(len(blocks)):
            learner.note(k, _judged(scorer, learner, k, words[k], seed))
        learner.update()
    return learner.lexicon()


def _judged(scorer: Scorer, learner: Learner, k: int, words: Comparison, seed: Model) -> Floats:
    """The seed's probabilities of the cells of block k."""
    block = learner.blocks[k]
    features = first(block, words, learner.cells(k), scorer.cosine(block))
    p: Floats = seed(features) * block.mask
    return p
