"""TER, chrF and BLEU between two versions, computed by sacreBLEU (extra `metrics`).

All three are asymmetric and meant for a reference; between two translations both directions are
reported. Segments are the rows that both versions have.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import MissingExtra

NAMES = ("ter", "chrf", "bleu")


def available() -> bool:
    """Is the extra there?"""
    from importlib.util import find_spec

    return find_spec("sacrebleu") is not None


def scores(
    hypothesis: Sequence[str], reference: Sequence[str]
) -> tuple[tuple[str, float, str], ...]:
    """(measure, score 0 … 100, sacreBLEU's own signature) for each of the three.

    Raises `MissingExtra` without sacreBLEU, naming the command that installs it.
    """
    if not available():
        raise MissingExtra("metrics", "TER, chrF and BLEU")
    from importlib import import_module

    metrics: Any = import_module("sacrebleu.metrics")
    kinds = (
        ("ter", metrics.TER()),
        ("chrf", metrics.CHRF()),
        ("bleu", metrics.BLEU(effective_order=True)),
    )
    result = []
    for name, metric in kinds:
        score: Any = metric.corpus_score(list(hypothesis), [list(reference)])
        result.append((name, round(float(score.score), 4), str(metric.get_signature())))
    return tuple(result)
