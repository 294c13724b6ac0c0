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
TER_WORDS = 40_000  # in all directions of a comparison: some twenty seconds of sacreBLEU's search
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


def scores(
    hypothesis: Sequence[str], reference: Sequence[str], *, ter_words: int = TER_WORDS
) -> tuple[Score, ...]:
    """TER, chrF and BLEU of a version against another taken as the reference.

    TER leaves out segments of more than `LONGEST_FOR_TER` words; where all are, there is none. Of
    more than `ter_words` words in all every second segment is taken, or every third and so on.
    Raises `MissingExtra` without sacreBLEU, naming the command that installs it.
    """
    if not available():
        raise MissingExtra("metrics", "TER, chrF and BLEU")
    from importlib import import_module

    metrics: Any = import_module("sacrebleu.metrics")
    pairs = list(zip(hypothesis, reference))
    short = [p for p in pairs if max(len(t.split()) for t in p) <= LONGEST_FOR_TER]
    step = -(-sum(len(r.split()) for _, r in short) // max(ter_words, 1)) or 1
    short = short[::step]
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
