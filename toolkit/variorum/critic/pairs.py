"""The classes of every two readings of a unit: what an apparatus on another base would say of them.

Who has which words where does not depend on the base; which of them is the lemma does, and so does
the class of the others. So the classes are found once for every ordered pair of readings, and
whatever base is chosen later only decides which of them are told. Where a unit begins and ends may
depend on the base, too: an apparatus made on that base is the one to cite.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..model import Apparatus, Reading, VariationUnit
from .edition import Options, UnitMaker


@dataclass(frozen=True, slots=True)
class Stored:
    """One unit for whatever base: its readings in an order that no base decides, and classes."""

    unit: VariationUnit
    readings: tuple[Reading, ...]  # most witnesses first, as an apparatus orders the others
    classes: tuple[tuple[str, ...], ...]  # [i][j]: class of reading j where i is the lemma


def stored(apparatus: Apparatus, units: Iterable[VariationUnit] | None = None) -> list[Stored]:
    """Some units of an apparatus (all where none are given) with the classes of every pair.

    The classes against its own base are those that it has; the others are found by the same rules.
    """
    makers = _Makers(apparatus)
    return [_stored(unit, makers) for unit in (apparatus.units if units is None else units)]


class _Makers:
    """What classes are said with: one maker of units for each language among the witnesses."""

    def __init__(self, apparatus: Apparatus) -> None:
        table = apparatus.collation
        known = apparatus.made_with
        self._options = replace(
            known if isinstance(known, Options) else Options(), classes=apparatus.classes
        )
        self._table = table
        self._language = {w.siglum: w.language for w in table.witnesses}
        self._made: dict[str, UnitMaker] = {}

    def of(self, siglum: str) -> UnitMaker:
        """The one that says what others are against the words of a witness."""
        language = self._language[siglum]
        if language not in self._made:
            self._made[language] = UnitMaker(self._table, siglum, self._options)
        return self._made[language]


def _stored(unit: VariationUnit, makers: _Makers) -> Stored:
    ordered = tuple(sorted(unit.readings, key=_rank))
    return Stored(unit, ordered, tuple(_row(unit, ordered, i, makers) for i in range(len(ordered))))


def _rank(reading: Reading) -> tuple[int, int, str, str]:
    return reading.place, -len(reading.sigla), reading.text, reading.sigla[0]


def _row(
    unit: VariationUnit, readings: tuple[Reading, ...], i: int, makers: _Makers
) -> tuple[str, ...]:
    """The classes of all readings where one of them is the lemma."""
    lemma = readings[i]
    if lemma is unit.readings[0]:
        return tuple("" if r is lemma else r.cls for r in readings)
    maker = makers.of(lemma.sigla[0])
    lead = lemma.blocks[0]
    return tuple(
        "" if n == i else maker.class_of(lead, other.blocks, unit.transposition)
        for n, other in enumerate(readings)
    )
