"""How the words of each cell look beside each other: form, stem, spelling, kind of word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .arrays import Floats
    from .batches import Batch
    from .vocabulary import Vocabulary

NEAR = 0.7  # Jaro-Winkler similarity below which two spellings have nothing in common
LONGEST = 64  # letters that are compared: a token of a megabyte must not stop the work


@dataclass(frozen=True, slots=True)
class Comparison:
    """Arrays (segments, n, m), 0 in padding."""

    form: Floats  # 1 where the forms are equal
    stem: Floats
    near: Floats  # Jaro-Winkler similarity of different content words, 0 under NEAR
    content: Floats  # 1 where both are content words
    function: Floats  # 1 where both are function words
    one_function: Floats  # 1 where exactly one is
    one_mark: Floats  # 1 where exactly one is a punctuation mark
    rare: Floats  # the rarer a word, the higher; of the commoner of the two
    gap: Floats  # by how much they differ in this


def compare(batch: Batch, vocabulary: Vocabulary) -> Comparison:
    """Compare every word of a with every word of b."""
    import numpy as np

    left, right = vocabulary.tables()
    mask = batch.mask
    a, b = batch.a[:, :, None], batch.b[:, None, :]
    kind_a, kind_b = left.kinds[a], right.kinds[b]
    rare_a, rare_b = left.rarity[a], right.rarity[b]
    content = (kind_a == 0) & (kind_b == 0) & mask

    def real(cells: Any) -> Floats:
        found: Floats = (cells & mask).astype(np.float32)
        return found

    return Comparison(
        form=real(a == b),
        stem=real(left.stems[a] == right.stems[b]),
        near=_near(batch, vocabulary, content),
        content=content.astype(np.float32),
        function=real((kind_a == 1) & (kind_b == 1)),
        one_function=real((kind_a == 1) != (kind_b == 1)),
        one_mark=real((kind_a == 2) != (kind_b == 2)),
        rare=np.minimum(rare_a, rare_b) * mask,
        gap=np.abs(rare_a - rare_b) * mask,
    )


def _near(batch: Batch, vocabulary: Vocabulary, content: Any) -> Floats:
    """Similarity of spelling, asked once for each pair of forms in the block."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    a, b = batch.a[:, :, None], batch.b[:, None, :]
    traits = vocabulary.traits()
    asked = content & (a != b) & ((traits[batch.a][:, :, None] & traits[batch.b][:, None, :]) != 0)
    near = np.zeros(content.shape, np.float32)
    size = len(vocabulary)
    pairs, inverse = np.unique((a * size + b)[asked], return_inverse=True)
    forms = vocabulary.forms
    left = [forms[i][:LONGEST] for i in (pairs // size).tolist()]
    right = [forms[i][:LONGEST] for i in (pairs % size).tolist()]
    alike = process.cpdist(
        left, right, scorer=JaroWinkler.similarity, score_cutoff=NEAR, dtype=np.float32
    )
    near[asked] = alike[inverse]
    return near
