"""The overview: how far which versions differ, where most, in what way; all static HTML."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..measure import Measures, RowMeasures, newick
from ..model import Apparatus

SHADES = 10  # steps of the heat map


@dataclass(frozen=True, slots=True)
class Overview:
    """What the template prints."""

    counts: tuple[tuple[str, str, str, int], ...]  # class, letter, description, readings
    by_witness: tuple[tuple[str, tuple[int, ...]], ...]  # siglum, readings by class as in counts
    matrix: tuple[tuple[str, tuple[tuple[float, int], ...]], ...]  # siglum, (similarity, shade)
    newick: str
    divergent: tuple[RowMeasures, ...]
    values: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # measure, (of, value)


def shade(value: float) -> int:
    """A number from 0 … 1 as one of ten shades."""
    return min(int(max(value, 0.0) * SHADES), SHADES - 1)


def overview(apparatus: Apparatus, measures: Measures | None) -> Overview:
    """Count and arrange; nothing is measured here."""
    readings = [(r, s) for u in apparatus.units for r in u.readings if r.cls for s in r.sigla]
    total = Counter(r.cls for u in apparatus.units for r in u.readings if r.cls)
    per = Counter((s, r.cls) for r, s in readings)
    shown = [c for c in apparatus.classes if total[c.name]]
    return Overview(
        counts=tuple((c.name, c.letter, c.description, total[c.name]) for c in shown),
        by_witness=tuple(
            (s, tuple(per[s, c.name] for c in shown)) for s in apparatus.collation.sigla
        ),
        matrix=_matrix(measures),
        newick=newick(measures.nj) if measures and len(measures.sigla) > 2 else "",
        divergent=measures.divergent() if measures else (),
        values=_values(measures),
    )


def _matrix(
    measures: Measures | None,
) -> tuple[tuple[str, tuple[tuple[float, int], ...]], ...]:
    if measures is None:
        return ()
    return tuple(
        (siglum, tuple((1 - d, shade(d)) for d in row))
        for siglum, row in zip(measures.collation.sigla, measures.distances)
    )


def _values(measures: Measures | None) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    if measures is None:
        return ()
    grouped: dict[str, list[tuple[str, str]]] = {}
    for value in measures.values:
        number = f"{value.value:g}" + (f" ({value.warning})" if value.warning else "")
        grouped.setdefault(value.measure, []).append((" → ".join(value.of), number))
    return tuple((name, tuple(found)) for name, found in grouped.items())
