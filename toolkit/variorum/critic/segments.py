"""An apparatus without overlap units: for forms in which no entry may stand within another.

Parallel segmentation, a page of parallel columns and a running text cut into pieces know one entry
at a place. There a long omission is written piece by piece, in each unit that stands within it and
in what is left between them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import Apparatus, Block, Collation, Reading, VariationUnit
from .columns import extent, passage_columns
from .edition import Options, UnitMaker
from .units import hard_cuts

ORDERED = ".0"  # ends the name of a unit that holds the words of a change of order


def segmented(apparatus: Apparatus) -> Apparatus:
    """The same apparatus with units that follow each other; every witness keeps its text."""
    long = [unit for unit in apparatus.units if unit.overlap]
    if not long:
        return apparatus
    options = Options(classes=apparatus.classes, layers=apparatus.layers)
    known = apparatus.made_with if isinstance(apparatus.made_with, Options) else options
    maker = UnitMaker(apparatus.collation, apparatus.base, replace(known, layers=apparatus.layers))
    short = [unit for unit in apparatus.units if not unit.overlap]
    long, short = _wholes(maker, long, short)
    units = [_joined(unit, maker) if unit.covered else unit for unit in short]
    units += _pieces(maker, long, short)
    return replace(apparatus, units=tuple(sorted(units, key=lambda unit: unit.start)))


def by_passages(apparatus: Apparatus) -> Apparatus:
    """The apparatus with each entry that reaches into another passage as an overlap unit: what
    stands in a passage is told there."""
    table = apparatus.collation
    firsts = passage_columns(table, table.index(apparatus.base))

    def reaches_over(unit: VariationUnit) -> bool:
        crossed = bisect_left(firsts, unit.end) > bisect_right(firsts, unit.start)
        return crossed and unit.lemma is not None and not unit.covered

    return replace(
        apparatus,
        units=tuple(
            replace(unit, overlap=True) if reaches_over(unit) else unit for unit in apparatus.units
        ),
    )


def gathered(apparatus: Apparatus) -> Apparatus:
    """The apparatus with changes of order written as what a form of pieces can express: the words,
    put in before the place, and a silence over it. They have a column of their own.
    """
    orders = [unit for unit in apparatus.units if unit.overlap and not is_silence(unit)]
    if not orders:
        return apparatus
    at = [unit.start for unit in orders]

    def moved(start: int, end: int) -> tuple[int, int]:
        return start + bisect_right(at, start), end + bisect_left(at, end)

    units: list[VariationUnit] = []
    for unit in apparatus.units:
        start, end = moved(unit.start, unit.end)
        if unit.start in at and unit.overlap and not is_silence(unit):
            words, silence = _told_apart(apparatus, unit)
            units.append(replace(words, start=start - 1, end=start))
            unit = silence
        units.append(replace(unit, start=start, end=end))
    units.sort(key=lambda unit: (unit.start, -unit.end, not unit.overlap))
    return replace(apparatus, collation=_with_columns(apparatus, orders), units=tuple(units))


def _told_apart(apparatus: Apparatus, unit: VariationUnit) -> tuple[VariationUnit, VariationUnit]:
    """A change of order as words put in and as a silence."""
    others = unit.readings[1:]
    cls = others[0].cls
    none = [replace(b, end=b.start) for b in unit.readings[0].blocks]
    lemma = Reading("", tuple(none))
    words = replace(
        unit, id=unit.id + ORDERED, lemma=lemma, readings=(lemma, *others), overlap=False,
    )  # fmt: skip
    blocks = sorted(
        (replace(b, start=b.end) for r in others for b in r.blocks), key=lambda b: b.siglum
    )
    silent = Reading("", tuple(blocks), cls)
    return words, replace(unit, readings=(unit.readings[0], silent))


def _with_columns(apparatus: Apparatus, orders: Sequence[VariationUnit]) -> Collation:
    """The table with a column before each change of order, for the words of those who have it."""
    table = apparatus.collation
    at = [unit.start for unit in orders]
    ends = {unit.start: unit.end for unit in orders}
    made_starts, made_ends = [], []
    for w, siglum in enumerate(table.sigla):
        movers = {u.start for u in orders if any(siglum in r.sigla for r in u.readings[1:])}
        starts, stops = array("i"), array("i")
        emptied = 0  # up to this column the witness's words stand in the column put in
        for c in range(len(table)):
            a, b = table.starts[w][c], table.ends[w][c]
            if c in ends:
                words = extent(table, w, c, ends[c]) if c in movers else range(0)
                starts.append(words.start if words else a)
                stops.append(words.stop if words else a)
                emptied = ends[c] if words else emptied
            starts.append(stops[-1] if c < emptied else a)
            stops.append(stops[-1] if c < emptied else b)
        made_starts.append(starts)
        made_ends.append(stops)
    return replace(
        table,
        starts=tuple(made_starts),
        ends=tuple(made_ends),
        rows=array("i", [r + bisect_left(at, r) for r in table.rows]),
        lacunae=tuple(
            tuple((a + bisect_left(at, a), b + bisect_left(at, b)) for a, b in own)
            for own in table.lacunae
        ),
        ties=(),
        encoded=(),
    )


def _wholes(
    maker: UnitMaker, long: Sequence[VariationUnit], short: Sequence[VariationUnit]
) -> tuple[list[VariationUnit], list[VariationUnit]]:
    """The silences, and the others with each change of order as one with what varies in it."""
    orders = [unit for unit in long if not is_silence(unit)]
    spans = [(unit.start, unit.end, unit.id) for unit in orders]
    inside = sorted([*spans, *((u.start, u.end, "") for u in short)], key=lambda s: (s[0], -s[1]))
    runs: list[tuple[int, int, str]] = []
    for start, end, id in inside:
        if runs and start < runs[-1][1]:
            a, b, name = runs[-1]
            runs[-1] = a, max(b, end), name or id
        else:
            runs.append((start, end, id))
    known = {(unit.start, unit.end): unit for unit in short}
    made = [maker.unit(a, b, id) if id else known[a, b] for a, b, id in runs]
    return [unit for unit in long if is_silence(unit)], made


def is_silence(unit: VariationUnit) -> bool:
    """Is an overlap unit about witnesses that have nothing in it?"""
    return all(r.omitted for r in unit.readings if r is not unit.lemma)


def silences(whole: Apparatus, flat: Apparatus) -> dict[str, dict[str, str]]:
    """For each unit of an apparatus made flat, by id, who is silent there and by which long
    omission of the whole one.
    """
    long = [unit for unit in whole.units if unit.overlap and is_silence(unit)]
    starts = [unit.start for unit in flat.units]
    found: dict[str, dict[str, str]] = {}
    for unit in long:
        sigla = {s for r in unit.readings if r is not unit.lemma for s in r.sigla}
        for own in flat.units[bisect_left(starts, unit.start) : bisect_left(starts, unit.end)]:
            if own.end <= unit.end:
                found.setdefault(own.id, {}).update(dict.fromkeys(sorted(sigla), unit.id))
        if any(own.id == unit.id + ORDERED for own in whole.units):  # words in another order
            found[unit.id + ORDERED] = dict.fromkeys(sorted(sigla), unit.id)
    return found


def _joined(unit: VariationUnit, maker: UnitMaker) -> VariationUnit:
    """The unit with what those have in it who were covered."""
    whole = maker.unit(unit.start, unit.end, unit.id)
    readings, lacunose = list(unit.readings), list(unit.lacunose)
    for siglum, _ in unit.covered:
        made = whole[siglum]
        if made is None:
            lacunose.append(siglum)
            continue
        (own,) = (b for b in made.blocks if b.siglum == siglum)
        at = next((n for n, r in enumerate(readings) if _shares(r, made)), None)
        if at is None:
            readings.append(replace(made, blocks=(own,)))
        else:
            readings[at] = _with(readings[at], own)
    lemma = readings[0] if unit.lemma is not None else None
    return replace(
        unit, readings=tuple(readings), lemma=lemma, lacunose=tuple(sorted(lacunose)), covered=()
    )


def _shares(reading: Reading, made: Reading) -> bool:
    return not {*reading.sigla}.isdisjoint(made.sigla)


def _with(reading: Reading, block: Block) -> Reading:
    return replace(reading, blocks=tuple(sorted([*reading.blocks, block], key=lambda b: b.siglum)))


def _pieces(
    maker: UnitMaker, long: Sequence[VariationUnit], short: Sequence[VariationUnit]
) -> Iterator[VariationUnit]:
    """Units over what the long omissions have for themselves."""
    taken = [(unit.start, unit.end) for unit in short]
    borders = sorted(
        {edge for unit in long for edge in (unit.start, unit.end)}
        | hard_cuts(maker.table, maker.base)
    )
    column = 0
    for unit in long:
        free = _free(max(unit.start, column), unit.end, taken, borders)
        for number, (start, end) in enumerate(free, 1):
            yield maker.unit(start, end, f"{unit.id}.{number}")
        column = max(column, unit.end)


def _free(
    start: int, end: int, taken: Sequence[tuple[int, int]], borders: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """What no unit takes of `start:end`, cut at borders."""
    first = bisect_right(taken, start, key=lambda t: t[1])
    inside = taken[first : bisect_left(taken, (end, end))]
    position = start
    for a, b in [*inside, (end, end)]:
        if position < a:
            cuts = borders[bisect_right(borders, position) : bisect_right(borders, a - 1)]
            yield from zip([position, *cuts], [*cuts, a])
        position = max(position, b)
