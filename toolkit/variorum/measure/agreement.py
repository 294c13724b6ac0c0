"""Where two versions agree and in what way they differ, counted over an apparatus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ..model import Apparatus, Reading, VariationUnit
from ..model.measures import Agreement

Classify = Callable[[str, str], str]  # text of the first, text of the second -> class
MIRROR = {"omission": "addition", "addition": "omission", "split": "merge", "merge": "split"}


def by_version(apparatus: Apparatus) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """For each version, how many of its readings are of which class against the base."""
    counts: Counter[tuple[str, str]] = Counter(
        (siglum, reading.cls)
        for unit in apparatus.units
        for reading in unit.readings
        if reading.cls
        for siglum in reading.sigla
    )
    return tuple(
        (s, tuple((c.name, counts[s, c.name]) for c in apparatus.classes if counts[s, c.name]))
        for s in apparatus.collation.sigla
    )


def by_pair(apparatus: Apparatus, classify: Classify) -> tuple[Agreement, ...]:
    """Every two versions, in the order of the collation.

    The base plays no part but that it divides the text into places: two readings neither of
    which is the lemma are held against each other by `classify`.
    """
    sigla = apparatus.collation.sigla
    order = {siglum: n for n, siglum in enumerate(sigla)}
    pairs = [(a, b) for n, a in enumerate(sigla) for b in sigla[n + 1 :]]
    found: dict[tuple[str, str], Counter[str]] = {pair: Counter() for pair in pairs}
    for unit in apparatus.units:
        for of, kind in _kinds(unit, order, classify):
            found[of][kind] += 1
    return tuple(_agreement(of, counts, apparatus) for of, counts in found.items())


def _kinds(
    unit: VariationUnit, order: dict[str, int], classify: Classify
) -> list[tuple[tuple[str, str], str]]:
    """For every two versions that stand in a unit, the class of their difference, "" = none."""
    result = []
    for n, first in enumerate(unit.readings):
        for second in unit.readings[n:]:
            for a in first.sigla:
                for b in second.sigla:
                    if first is second:
                        if order[a] < order[b]:
                            result.append(((a, b), ""))
                    elif order[a] < order[b]:
                        result.append(((a, b), _between(unit, first, second, classify)))
                    else:
                        result.append(((b, a), _between(unit, second, first, classify)))
    return result


def _between(unit: VariationUnit, first: Reading, second: Reading, classify: Classify) -> str:
    if first == unit.lemma and second.cls:
        return second.cls
    if second == unit.lemma and first.cls:
        return MIRROR.get(first.cls, first.cls)
    return classify(first.text, second.text)


def _agreement(of: tuple[str, str], counts: Counter[str], apparatus: Apparatus) -> Agreement:
    ranked = [c.name for c in apparatus.classes]
    rest = sorted(k for k in counts if k and k not in ranked)
    differ = tuple((k, counts[k]) for k in (*ranked, *rest) if counts[k])
    return Agreement(of, sum(counts.values()), counts[""], differ)
