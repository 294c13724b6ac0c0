"""The two-pass logistic scorer: how likely each cell is a link.

The weights are readable JSON files in `alignment/weights`, one for each set of features, made by
`bench/train_words.py`. Nothing is learned here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from . import chain
from .comparison import compare
from .features import first, second

if TYPE_CHECKING:
    from .arrays import Floats
    from .batches import Batch
    from .comparison import Comparison
    from .features import Features
    from .lexicon import Lexicon
    from .meaning import Meaning
    from .vocabulary import Vocabulary

JUMP = (
    0.121, 0.167, 0.21, 0.291, 0.402, 0.573, 1.123, 6.645,
    1.457, 0.837, 0.605, 0.437, 0.31, 0.231, 0.167,
)  # fmt: skip  # weight of a jump by -6 … +8 columns from link to link
FAR = 0.096
NULL = 1.0
LIMIT = 30.0  # logits beyond this change nothing


@dataclass(frozen=True, slots=True)
class Model:
    """One logistic model: an intercept and a weight a feature."""

    intercept: float
    weights: Mapping[str, float]

    def __call__(self, features: Features) -> Floats:
        """Probabilities. Raises `KeyError` where a feature is missing."""
        import numpy as np

        logit: Any = np.float32(self.intercept)
        for name, weight in self.weights.items():
            logit = logit + np.float32(weight) * features[name]
        p: Floats = 1 / (1 + np.exp(-np.clip(logit, -LIMIT, LIMIT)))
        return p


@dataclass(frozen=True, slots=True)
class Weights:
    """The models of a feature set, and the thresholds that were tuned with them.

    `seed` judges while a text's own lexicon is learned; it has the features of `first`.
    """

    name: str
    version: int
    seed: Model
    first: Model
    second: Model
    threshold: float  # best of row and column: a link from here
    further: float  # a further link of a word whose partner is free: from here


@cache
def load(name: str) -> Weights:
    """Read the weight file of a feature set, such as `lexical-long`."""
    file = resources.files("variorum.alignment").joinpath(f"weights/words-{name}.json")
    data = json.loads(file.read_text("utf-8"))
    parts = (data["seed"], data["first"], data["second"])
    seed, first_pass, second_pass = (Model(part["intercept"], part["weights"]) for part in parts)
    thresholds = data["thresholds"]
    return Weights(
        name,
        data["version"],
        seed,
        first_pass,
        second_pass,
        thresholds["link"],
        thresholds["further"],
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of the cells of a block: arrays (segments, n, m), 0 in padding."""

    p: Floats  # probability of a link
    words: Comparison
    cosine: Floats | None
    block: Floats | None = None  # that two words are in one block, where an encoder says it


@dataclass(frozen=True, slots=True)
class Scorer:
    """Everything that a cell is judged by."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    vectors: Meaning | None
    weights: Weights

    def judge(self, batch: Batch, told: Floats | None = None) -> Judgement:
        """Judge every cell of a block; `told` is what an encoder says, (2, segments, n, m)."""
        words, features = self.first(batch)
        p = self.weights.first(features) * batch.mask
        if told is not None:
            p = between(((EVEN, p), (1 - EVEN, told[0]))) * batch.mask
        features |= second(p, smooth(p, batch), words)
        p = self.weights.second(features) * batch.mask
        if told is not None:
            p = _encoded(p, told[0], batch)
        _settle_equal(batch, p)
        return Judgement(p, words, features.get("cosine"), None if told is None else told[1])

    def first(self, batch: Batch) -> tuple[Comparison, Features]:
        """The comparison of a block's words, and the features of the first pass."""
        words = compare(batch, self.vocabulary)
        chained = self.lexicon.cells(batch, self.vocabulary.stems)
        return words, first(batch, words, chained, self.cosine(batch))

    def support(self, batch: Batch, judged: Judgement) -> Floats:
        """How far more than the place speaks for a link, 0 … 1: what the words say themselves."""
        import numpy as np

        found = self.lexicon.elsewhere(batch, self.vocabulary.stems, judged.p)
        np.maximum(found, judged.words.stem, out=found)
        np.maximum(found, judged.words.near, out=found)
        return found if judged.cosine is None else np.maximum(found, judged.cosine)

    def cosine(self, batch: Batch) -> Floats | None:
        """The cosines of a block's words, where there are vectors."""
        return self.vectors.cosine(batch, self.vocabulary.forms) if self.vectors else None


EVEN = 0.5  # share of the first pass beside an encoder, before the second looks at it
SHARE = 0.35  # share of the second pass beside an encoder
FOLLOWING = 0.15  # share of each of the chain's two posteriors, in the end
STEPS = 1_000  # probabilities are told apart to 1 / STEPS
EDGE = 1e-4  # none counts as more certain than this


def between(parts: Sequence[tuple[float, Floats]]) -> Floats:
    """The probability between several, each with its share, in logits."""
    import numpy as np

    logits = sum(np.float32(share) * np.log((p + EDGE) / (1 + EDGE - p)) for share, p in parts)
    found: Floats = 1 / (1 + np.exp(-logits))
    return found


def _encoded(p: Floats, told: Floats, batch: Batch) -> Floats:
    """What the scorer and an encoder say together, links after links before the lone ones.

    Shares and thresholds were chosen on development chapters that trained neither.
    """
    import numpy as np

    both = between(((SHARE, p), (1 - SHARE, told))) * batch.mask
    seen = smooth(both, batch)
    found = between(((1 - 2 * FOLLOWING, both), *((FOLLOWING, q) for q in seen))) * batch.mask
    rounded: Floats = np.round(found * STEPS) / np.float32(STEPS)
    return rounded


def _settle_equal(batch: Batch, p: Floats) -> None:
    """Segments that are equal answer word for word; written into `p`."""
    import numpy as np

    if batch.a.shape != batch.b.shape:
        size = min(batch.a.shape[1], batch.b.shape[1])
        equal = (batch.n == batch.m) & (batch.a[:, :size] == batch.b[:, :size]).all(1)
    else:
        equal = (batch.a == batch.b).all(1)
    p[equal] = np.eye(batch.a.shape[1], batch.b.shape[1], dtype=np.float32)
    p[equal] *= batch.mask[equal]


def smooth(p: Floats, batch: Batch) -> tuple[Floats, Floats]:
    """The chain's posteriors over probabilities of cells, seen from b and from a."""
    import numpy as np

    odds = (p / (1 + np.float32(1e-4) - p)).astype(np.float32)
    return (
        chain.posteriors(odds, batch, NULL, JUMP, FAR, of_columns=True),
        chain.posteriors(odds, batch, NULL, JUMP, FAR, of_columns=False),
    )
