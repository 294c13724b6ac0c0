"""How far each version of a passage stands from the others (Eddy), and how far they part (Viv).

After Cheesman, Flanagan, Thiel et al., "Multi-Retranslation Corpora", DSH 32 (2017),
doi:10.1093/llc/fqw027: Eddy is the distinctiveness of one version relative to the others, Viv
projects it on the passage. The exact formulae of the published software are not confirmed, so the
variants here carry names of their own and their formula; none claims to be that software's.

Each function takes the word counts of the versions of one passage and gives a value a version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import sqrt

Counts = Mapping[str, int]


def centroid_l2(versions: Sequence[Counts]) -> list[float]:
    """Distance from the mean version: sqrt(sum over words of (x - mean)^2). Length-sensitive.

    >>> [round(x, 4) for x in centroid_l2([{"a": 1, "b": 1}, {"a": 1, "c": 1}])]
    [0.7071, 0.7071]
    """
    n = len(versions)
    total: Counter[str] = Counter()
    for version in versions:
        total.update(version)
    mean = {word: count / n for word, count in total.items()}
    return [
        sqrt(sum((version.get(word, 0) - m) ** 2 for word, m in mean.items()))
        for version in versions
    ]


def centroid_norm(versions: Sequence[Counts]) -> list[float]:
    """The same on relative frequencies, so that length does not count."""
    return _centroid_of_floats([_relative(version) for version in versions])


def angular(versions: Sequence[Counts]) -> list[float]:
    """1 - cosine of the version and the mean version: direction only, 0 … 1."""
    n = len(versions)
    mean: dict[str, float] = {}
    for version in versions:
        for word, count in version.items():
            mean[word] = mean.get(word, 0.0) + count / n
    return [1.0 - _cosine(version, mean) for version in versions]


def rarity(versions: Sequence[Counts]) -> list[float]:
    """Mean over the words of a version of 1 - (share of versions that have the word)."""
    n = len(versions)
    having = Counter(word for version in versions for word in version)
    return [
        sum(count * (1.0 - having[word] / n) for word, count in version.items())
        / max(sum(version.values()), 1)
        for version in versions
    ]


EDDY: dict[str, Callable[[Sequence[Counts]], list[float]]] = {
    "eddy_centroid_l2": centroid_l2,
    "eddy_centroid_norm": centroid_norm,
    "eddy_angular": angular,
    "eddy_rarity": rarity,
}


def viv_mean(versions: Sequence[Counts]) -> float:
    """Mean of the versions' `eddy_centroid_l2`."""
    return _mean(centroid_l2(versions))


def viv_sd(versions: Sequence[Counts]) -> float:
    """Standard deviation (population) of the versions' `eddy_centroid_l2`."""
    values = centroid_l2(versions)
    mean = _mean(values)
    return sqrt(_mean([(v - mean) ** 2 for v in values]))


def viv_cosine(versions: Sequence[Counts]) -> float:
    """Mean over all pairs of versions of 1 - cosine of their word counts."""
    return _mean([1.0 - _cosine(a, b) for a, b in _pairs(versions)])


def viv_dice(versions: Sequence[Counts]) -> float:
    """Mean over all pairs of versions of 1 - Dice of their word types."""
    return _mean([1.0 - dice(a, b) for a, b in _pairs(versions)])


VIV: dict[str, Callable[[Sequence[Counts]], float]] = {
    "viv_mean": viv_mean,
    "viv_sd": viv_sd,
    "viv_cosine": viv_cosine,
    "viv_dice": viv_dice,
}


def dice(a: Counts, b: Counts) -> float:
    """2 · shared types / (types of a + types of b); two empty texts are alike."""
    size = len(a) + len(b)
    return 2 * len(a.keys() & b.keys()) / size if size else 1.0


def _relative(version: Counts) -> dict[str, float]:
    size = sum(version.values())
    return {word: count / size for word, count in version.items()} if size else {}


def _centroid_of_floats(versions: Sequence[Mapping[str, float]]) -> list[float]:
    n = len(versions)
    mean: dict[str, float] = {}
    for version in versions:
        for word, share in version.items():
            mean[word] = mean.get(word, 0.0) + share / n
    return [sqrt(sum((v.get(w, 0.0) - m) ** 2 for w, m in mean.items())) for v in versions]


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    norm = sqrt(sum(x * x for x in a.values())) * sqrt(sum(x * x for x in b.values()))
    if not norm:
        return 1.0 if not a and not b else 0.0
    return min(sum(x * b.get(word, 0.0) for word, x in a.items()) / norm, 1.0)


def _pairs(versions: Sequence[Counts]) -> list[tuple[Counts, Counts]]:
    return [(a, b) for i, a in enumerate(versions) for b in versions[i + 1 :]]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
