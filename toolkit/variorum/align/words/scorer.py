"""The two-pass logistic scorer: how likely each cell is a link.

The weights are readable JSON files in `align/weights`, one for each set of features, made by
`bench/train_words.py`. Nothing is learned here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
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
    from .vectors import Vectors
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
    """The two models of a feature set, and the thresholds that were tuned with them."""

    name: str
    version: int
    first: Model
    second: Model
    threshold: float  # best of row and column: a link from here
    further: float  # a further link of a word whose partner is free: from here


@cache
def load(name: str) -> Weights:
    """Read the weight file of a feature set, such as `lexical-long`."""
    file = resources.files("variorum.align").joinpath(f"weights/words-{name}.json")
    data = json.loads(file.read_text("utf-8"))
    models = [Model(data[part]["intercept"], data[part]["weights"]) for part in ("first", "second")]
    thresholds = data["thresholds"]
    return Weights(
        name, data["version"], models[0], models[1], thresholds["link"], thresholds["further"]
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of the cells of a block: arrays (segments, n, m), 0 in padding."""

    p: Floats  # probability of a link
    words: Comparison
    support: Floats  # 0 … 1: how far more than the place speaks for a link


@dataclass(frozen=True, slots=True)
class Scorer:
    """Everything that a cell is judged by."""

    vocabulary: Vocabulary
    lexicon: Lexicon | None
    vectors: Vectors | None
    weights: Weights

    def judge(self, batch: Batch) -> Judgement:
        """Judge every cell of a block."""
        words, features = self.first(batch)
        support = _support(features)
        p = self.weights.first(features) * batch.mask
        features |= second(p, smooth(p, batch), words)
        p = self.weights.second(features) * batch.mask
        _settle_equal(batch, p)
        return Judgement(p, words, support)

    def first(self, batch: Batch) -> tuple[Comparison, Features]:
        """The comparison of a block's words, and the features of the first pass."""
        words = compare(batch, self.vocabulary)
        stems = self.vocabulary.tables()[0]
        chained = self.lexicon.cells(batch, stems) if self.lexicon else None
        cosine = self.vectors.cosine(batch, self.vocabulary.forms) if self.vectors else None
        return words, first(batch, words, chained, cosine)


def _support(features: Features) -> Floats:
    """The best of what the two words themselves say: form, stem, spelling, lexicon, meaning."""
    import numpy as np

    found = np.maximum(features["same stem"], features["spelling"])
    for name in ("chain root", "cosine"):
        if name in features:
            found = np.maximum(found, features[name])
    return found


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
    turned = np.ascontiguousarray(odds.transpose(0, 2, 1))
    by_b = chain.posteriors(turned, batch.n, NULL, chain.jumps(turned.shape[2], JUMP, FAR))
    by_a = chain.posteriors(odds, batch.m, NULL, chain.jumps(odds.shape[2], JUMP, FAR))
    return by_b.transpose(0, 2, 1), by_a
