"""TER, chrF and BLEU between two versions, computed by sacreBLEU (extra `metrics`).

All three are asymmetric and meant for a reference; between two translations both directions are
reported. Segments are the rows that both versions have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import MissingExtra

NAMES = ("ter", "chrf", "bleu")
WORDS = 1_000_000  # in all directions of a comparison
TER_CELLS = 200_000  # words of a segment times words of the other, in all directions: some four
# seconds of sacreBLEU's search, which is quadratic in the length of a segment
LONGEST_FOR_TER = 120  # words of a segment; sacreBLEU's search for shifts takes seconds above it


def available() -> bool:
    """Is the extra there?"""
    from importlib.util import find_spec

    return find_spec("sacrebleu") is not None


@dataclass(frozen=True, slots=True)
class Score:
    """One of the three over a list of segments."""

    measure: str
    value: float  # 0 … 100; TER may pass 100
    signature: str  # sacreBLEU's own
    segments: int  # how many were counted


def _spaced(pairs: list[tuple[str, str]], costs: Sequence[int], most: int) -> list[tuple[str, str]]:
    """Every second, third … segment, so that they cost about this much together at most."""
    return pairs[:: max(-(-sum(costs) // max(most, 1)), 1)]


def scores(
    hypothesis: Sequence[str], reference: Sequence[str], *, directions: int = 1
) -> tuple[Score, ...]:
    """TER, chrF and BLEU of a version against another taken as the reference.

    TER leaves out segments of more than `LONGEST_FOR_TER` words; where all are, there is none. Of
    more than `TER_CELLS` (and `WORDS` for the other two), shared among the directions that are
    asked for, every second segment is taken, or every third and so on.
    Raises `MissingExtra` without sacreBLEU, naming the command that installs it.
    """
    if not available():
        raise MissingExtra("metrics", "TER, chrF and BLEU")
    from importlib import import_module

    metrics: Any = import_module("sacrebleu.metrics")
    pairs = list(zip(hypothesis, reference))
    short = [p for p in pairs if max(len(t.split()) for t in p) <= LONGEST_FOR_TER]
    cells = [len(h.split()) * len(r.split()) for h, r in short]
    short = _spaced(short, cells, TER_CELLS // directions)
    pairs = _spaced(pairs, [len(r.split()) for _, r in pairs], WORDS // directions)
    kinds = (
        ("ter", metrics.TER(), short),
        ("chrf", metrics.CHRF(), pairs),
        ("bleu", metrics.BLEU(effective_order=True), pairs),
    )
    result = []
    for name, metric, used in kinds:
        if not used:
            continue
        score: Any = metric.corpus_score([h for h, _ in used], [[r for _, r in used]])
        value = round(float(score.score), 4)
        result.append(Score(name, value, str(metric.get_signature()), len(used)))
    return tuple(result)
