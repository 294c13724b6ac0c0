"""The overview: how far which versions differ, where most, in what way; all static HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote

from ..measure import Measures, RowMeasures
from ..measure.report import degree, texts_of
from .cells import in_variants
from .versions import Rows

SHADES = 10  # steps of the heat map
UNUSUAL = 2.0  # standard deviations from which a passage's length is listed
LISTED = 10
BINS = 200  # parts of the strip
Begins = tuple[str, int] | None  # a siglum and a passage of its


@dataclass(frozen=True, slots=True)
class Place:
    """One of the places where the versions part ways most."""

    link: str
    label: str
    measured: RowMeasures
    texts: tuple[tuple[str, str], ...]  # siglum, text; "" where the version lacks it

    @property
    def said(self) -> str:
        """How far the versions part here, as everywhere."""
        return degree(self.measured.divergence)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the template prints."""

    counts: tuple[tuple[str, str, str, int], ...]  # class, letter, description, readings
    by_witness: tuple[tuple[str, tuple[int, ...]], ...]  # siglum, readings by class as in counts
    matrix: tuple[tuple[str, tuple[tuple[float, int], ...]], ...]  # siglum, (similarity, shade)
    divergent: tuple[Place, ...]
    lengths: tuple[tuple[Place, str, float], ...]  # place, siglum, standard score
    values: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # measure, (of, value)


def shade(value: float) -> int:
    """A number from 0 … 1 as one of ten shades."""
    return min(int(max(value, 0.0) * SHADES), SHADES - 1)


def parting(
    rows: Rows, number: int, measures: Measures | None, measured: Mapping[Begins, RowMeasures]
) -> tuple[str, float]:
    """How far the versions part in a row of the page, in words, and as a number for its shade.

    Where the versions were `measured` it is what the overview and the terminal say of the passage
    with which the row begins; else the share of the words in variants, which is not divergence.
    """
    if measures is None:
        share = in_variants(rows, number)
        return (f"{degree(share)} of the words in variants" if share else ""), share
    found = measured.get(rows.first_passage(number))
    if found is None:  # no version has a word in it
        return "", 0.0
    there = [siglum for siglum, count in zip(measures.sigla, found.words) if count]
    if len(there) == 1:
        return f"only in {there[0]}", 1.0
    if not found.divergence:
        return "", 0.0
    return f"divergence {degree(found.divergence)}", found.divergence


@dataclass(frozen=True, slots=True)
class Bin:
    """A part of the strip of the whole text: the rows in it, and the shade of the farthest."""

    first: int  # rows of the page
    last: int
    shade: int


def strip(shades: Sequence[int]) -> tuple[Bin, ...]:
    """The rows' shades as at most `BINS` parts of one width; none where nothing differs."""
    if len(shades) < 2 or not any(shades):
        return ()
    count = min(len(shades), BINS)
    cuts = [n * len(shades) // count for n in range(count + 1)]
    return tuple(Bin(a, b - 1, max(shades[a:b])) for a, b in pairwise(cuts))


def by_passage(measures: Measures | None) -> dict[Begins, RowMeasures]:
    """The measured row of each passage of each version."""
    if measures is None:
        return {}
    return {
        (siglum, passage): measured
        for measured in measures.rows
        for siglum, run in zip(
            measures.synopsis.sigla, measures.synopsis.rows[measured.row].passages
        )
        for passage in run
    }


def overview(
    rows: Rows, measures: Measures | None, file_of: Callable[[int], str] = lambda row: ""
) -> Overview:
    """Count and arrange; nothing is measured here. `file_of` says where a row of the page is."""
    apparatus = rows.apparatus
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
        divergent=tuple(_places(rows, measures, file_of)) if measures else (),
        lengths=tuple(_lengths(rows, measures, file_of)) if measures else (),
        values=_values(measures),
    )


def _places(rows: Rows, measures: Measures, file_of: Callable[[int], str]) -> Iterator[Place]:
    """The measured passages with the rows of the page in which they begin."""
    labels = rows.labels()
    for measured in measures.divergent():
        if not any(texts_of(measures, measured.row)):
            continue
        yield _place(rows, measures, measured, labels, file_of)


def _lengths(
    rows: Rows, measures: Measures, file_of: Callable[[int], str]
) -> Iterator[tuple[Place, str, float]]:
    """The passages that are longest or shortest for their version."""
    labels = rows.labels()
    unusual = [
        (z, siglum, measured)
        for measured in measures.rows
        for siglum, z in zip(measures.sigla, measured.length_z)
        if z is not None and abs(z) >= UNUSUAL
    ]
    unusual.sort(key=lambda found: (-abs(found[0]), found[2].row, found[1]))
    for z, siglum, measured in unusual[:LISTED]:
        yield _place(rows, measures, measured, labels, file_of), siglum, z


def _place(
    rows: Rows, measures: Measures, measured: RowMeasures, labels: tuple[str, ...],
    file_of: Callable[[int], str],
) -> Place:  # fmt: skip
    synopsis = measures.synopsis
    texts = texts_of(measures, measured.row)
    order = sorted(synopsis.sigla, key=lambda s: s != rows.apparatus.base)
    at = next(s for s in order if texts[synopsis.sigla.index(s)])
    token = synopsis.tokens(measured.row, synopsis.sigla.index(at)).start
    row = rows.at(rows.collation.sigla.index(at), token)
    link = f"{quote(file_of(row))}#r-{row + 1}"
    return Place(link, labels[row], measured, tuple(zip(synopsis.sigla, texts)))


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
