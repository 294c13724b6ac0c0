"""What a user may say about a collation; everything has a default."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

# Similarity of distinct normal forms: two sequences in, a matrix of floats 0 … 1 out, one row a
# form of the first. A translation scorer answers for "house" and "дом".
Scorer = Callable[[Sequence[str], Sequence[str]], Any]

# A token of a witness: its siglum and the token's index.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Options:
    """How to collate.

    `equivalences` are (form, form, weight) with weight 0 … 1, where 1 means "as good as equal".
    `forced` pairs of tokens are aligned, `apart` pairs kept out of one column: the user's own
    decisions. `max_cells` bounds each table of the aligner, in bytes of memory and in time; a
    longer block is cut at what both sides have in common, and where they have nothing, in the
    middle: then the signature of the collation says `limits:max_cells`.
    """

    segmentation: bool = False  # join adjacent columns with the same grouping of witnesses
    near: bool = True  # let similar forms attract each other
    equivalences: tuple[tuple[str, str, float], ...] = ()
    scorer: Scorer | None = None
    forced: tuple[tuple[Place, Place], ...] = ()
    apart: tuple[tuple[Place, Place], ...] = ()
    transpositions: bool = True
    passes: int = 1  # refinement passes at most; 0 leaves the first alignment as it is
    max_cells: int = 16_000_000
    max_tokens: int = 20_000_000  # of all witnesses together; more raises LimitError


DEFAULT = Options()
