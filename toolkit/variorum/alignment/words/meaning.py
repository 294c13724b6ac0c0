"""What words mean, whichever vectors tell: of English a table, of other languages a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from ...errors import MissingExtra
from ...text.languages import base
from ..encoder import e5
from . import vectors

if TYPE_CHECKING:
    from .arrays import Floats
    from .batches import Batch


class Meaning(Protocol):
    """How alike the words of a block are by meaning."""

    @property
    def name(self) -> str:
        """What stands in the signature beside the set of features; "" for the usual vectors."""

    def cosine(self, batch: Batch, forms: Sequence[str]) -> Floats:
        """(segments, n, m): 1 for words that mean the same, 0 in padding."""


class InContext:
    """Words of two languages, or of one that is not English, each where it stands.

    In the place of a cosine stands how far two words choose each other in their sentences, which
    the weights that were fitted to cosines judge better than the cosines of these vectors.
    """

    name = f"{e5.NAME}-{e5.LAYERS}"

    def __init__(self, model: e5.E5) -> None:
        self._model = model

    def cosine(self, batch: Batch, forms: Sequence[str]) -> Floats:
        """What the words of each pair of sentences choose of each other."""
        import numpy as np

        found = np.zeros(batch.mask.shape, np.float32)
        for row, (n, m) in enumerate(zip(batch.n.tolist(), batch.m.tolist())):
            a, b = batch.a[row, :n].tolist(), batch.b[row, :m].tolist()
            found[row, :n, :m] = self._model.shares([forms[i] for i in a], [forms[j] for j in b])
        return found


def open_if(wanted: bool | None, *languages: str) -> Meaning | None:
    """The vectors for these languages if they are wanted; None takes them where installed.

    Raises `MissingExtra` where they are wanted and missing.
    """
    english = all(base(tongue) in ("", "en") for tongue in languages)
    there = vectors.available() if english else e5.available()
    if not (there if wanted is None else wanted):
        return None
    if not there:
        raise MissingExtra("semantic" if english else "multilingual", "comparing words by meaning")
    return vectors.Vectors() if english else InContext(e5.shipped())
