"""The units of an edition that was read: its editor's own, with their names and classes.

What varies outside them (text that the entries do not account for) gets units of its own, a
column each, so that base and units still rebuild every witness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..model import Collation, EncodedUnit, ReadingClass
from .columns import reader, varies

GROUP = "encoded"  # of classes that are the edition's own


def spans(collation: Collation, base: int, given: Sequence[EncodedUnit]) -> Iterator[EncodedUnit]:
    """The units in order, each named; entries in which no text varies are none, unless the edition
    has a conjecture or a note there. Long silences hold against the edition's own base only."""
    texts_of = reader(collation)
    if collation.signature.get("base") != collation.sigla[base]:
        given = [replace(unit, covered=()) for unit in given if not unit.silent]

    def differs(start: int, end: int) -> bool:
        return any(varies(texts_of(c), base) for c in range(start, end))

    fresh = _numbers({unit.id for unit in given})
    column = 0
    for unit in [*given, EncodedUnit(len(collation), len(collation))]:
        for c in range(column, unit.start):
            if differs(c, c + 1):
                yield EncodedUnit(c, c + 1, next(fresh))
        if unit.conjectures or unit.notes or differs(unit.start, unit.end):
            yield replace(unit, id=unit.id or next(fresh))
        column = max(column, unit.end)


def _numbers(taken: set[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if f"u{number}" not in taken:
            yield f"u{number}"


def classes(
    known: Sequence[ReadingClass], given: Iterable[EncodedUnit]
) -> tuple[ReadingClass, ...]:
    """The classes known and those that the edition has beside them, in order of first use."""
    names = {c.name for c in known}
    said = (
        cls
        for unit in given
        for cls in (*(r.cls for r in unit.readings), *(c.cls for c in unit.conjectures))
    )
    own = dict.fromkeys(cls for cls in said if cls and cls not in names)
    return (*known, *(ReadingClass(name, GROUP, name[:2], "the edition's own") for name in own))


def layers(given: Iterable[EncodedUnit]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The edition's layers by name; what belongs to each is said by its units."""
    return tuple((name, ()) for name in dict.fromkeys(u.layer for u in given if u.layer))
