"""Measures of words alone: overlap of two versions, variety of one, Delta of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

MTLD_LIMIT = 0.72  # type-token ratio at which a stretch ends (McCarthy & Jarvis 2010)
MATTR_WINDOW = 100  # words (Covington & McFall 2010 use 500 for novels; memos are shorter)
DELTA_WORDS = 150  # most frequent words compared
SHORT_FOR_MTLD = 100  # words below which MTLD and MATTR are unstable
FEWEST_FOR_Z = 3  # passages below which no length is unusual
SHORT_FOR_DELTA = 2000  # words a text below which Delta means little


def jaccard(a: Sequence[str], b: Sequence[str]) -> float:
    """Shared word types / all word types, 0 … 1; two empty texts are alike."""
    types_a, types_b = set(a), set(b)
    union = types_a | types_b
    return len(types_a & types_b) / len(union) if union else 1.0


def dice(a: Sequence[str], b: Sequence[str]) -> float:
    """2 · shared word types / (types of a + types of b), 0 … 1."""
    types_a, types_b = set(a), set(b)
    size = len(types_a) + len(types_b)
    return 2 * len(types_a & types_b) / size if size else 1.0


def containment(a: Sequence[str], b: Sequence[str]) -> float:
    """The share of a's word types that b has too, 0 … 1."""
    types_a = set(a)
    return len(types_a & set(b)) / len(types_a) if types_a else 1.0


def standard_scores(values: Sequence[float | None]) -> list[float | None]:
    """How many standard deviations each value lies from the mean of all; None stays None.

    All None where fewer than `FEWEST_FOR_Z` values are known or all are alike.
    """
    known = [v for v in values if v is not None]
    mean = sum(known) / len(known) if known else 0.0
    spread = sqrt(sum((v - mean) ** 2 for v in known) / max(len(known) - 1, 1))
    if len(known) < FEWEST_FOR_Z or spread < 1e-12:
        return [None] * len(values)
    return [None if v is None else (v - mean) / spread for v in values]


def length_ratio(version: Sequence[str], source: Sequence[str]) -> float | None:
    """ln(words of the version / words of the source): above 0 = longer. None if one is empty."""
    return log(len(version) / len(source)) if version and source else None


def ttr(words: Sequence[str]) -> float:
    """Types / tokens."""
    return len(set(words)) / len(words) if words else 0.0


def mattr(words: Sequence[str], window: int = MATTR_WINDOW) -> float:
    """Mean type-token ratio of all windows of this length; the plain ratio of a shorter text."""
    if len(words) <= window:
        return ttr(words)
    seen = Counter(words[:window])
    total = len(seen)
    for leaving, entering in zip(words, words[window:]):
        seen[entering] += 1
        seen[leaving] -= 1
        if not seen[leaving]:
            del seen[leaving]
        total += len(seen)
    return total / ((len(words) - window + 1) * window)


def mtld(words: Sequence[str], limit: float = MTLD_LIMIT) -> float:
    """Mean length of stretches whose type-token ratio stays above the limit, both directions.

    McCarthy & Jarvis, Behavior Research Methods 42 (2010) 381-392, with the partial factor.
    """
    if not words:
        return 0.0
    return (_factors(words, limit) + _factors(list(reversed(words)), limit)) / 2


def _factors(words: Sequence[str], limit: float) -> float:
    factors, types, tokens = 0.0, set[str](), 0
    for word in words:
        types.add(word)
        tokens += 1
        if len(types) / tokens <= limit:
            factors, types, tokens = factors + 1, set(), 0
    if tokens:
        factors += (1 - len(types) / tokens) / (1 - limit)
    return len(words) / factors if factors else float(len(words))


def z_scores(texts: Sequence[Sequence[str]], words: int = DELTA_WORDS) -> list[list[float]]:
    """For each text the z-scores of the relative frequencies of the most frequent words of all.

    Words that are equally frequent in all texts carry no information and are left out.
    """
    total: Counter[str] = Counter()
    for text in texts:
        total.update(text)
    top = sorted(total, key=lambda w: (-total[w], w))[:words]
    counts = [Counter(text) for text in texts]
    columns = []
    for word in top:
        shares = [c[word] / max(len(t), 1) for c, t in zip(counts, texts)]
        mean = sum(shares) / len(shares)
        spread = sqrt(sum((s - mean) ** 2 for s in shares) / max(len(shares) - 1, 1))
        if spread > 1e-12:
            columns.append([(s - mean) / spread for s in shares])
    return [list(row) for row in zip(*columns)] if columns else [[] for _ in texts]


def burrows_delta(a: Sequence[float], b: Sequence[float]) -> float:
    """Mean absolute difference of z-scores (Burrows, LLC 17 (2002) 267-287)."""
    return sum(abs(x - y) for x, y in zip(a, b)) / len(a) if a else 0.0


def cosine_delta(a: Sequence[float], b: Sequence[float]) -> float:
    """1 - cosine of the z-scores, 0 … 2 (Smith & Aldridge, J. Quant. Linguistics 18 (2011))."""
    norm = sqrt(sum(x * x for x in a)) * sqrt(sum(y * y for y in b))
    return 1.0 - sum(x * y for x, y in zip(a, b)) / norm if norm else 0.0
