"""Words of one version that answer words of another, in one language; and phrases."""

from .aligner import Aligner, learn
from .bitexts import bitext
from .links import align, row_pairs

__all__ = ["Aligner", "align", "bitext", "learn", "row_pairs"]
