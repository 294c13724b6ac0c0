"""Long omissions that an apparatus has over the entries of others.

The first reading of such a silence has a name (`xml:id`); in every further entry within it the
silent witness stands in a reading of the type `overlap` that points to it (`@corresp`), so that
programs can leave it out of account there. Where entries point to their words, the silence is an
entry of its own around the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..model import Collation, EncodedReading, EncodedUnit
from ..text import xml
from .readings import Sigla, own_words, readings, wit

OVERLAP = "overlap"
Entry = tuple[int, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Silence:
    """Witnesses that have nothing in some columns, and what the edition calls that."""

    id: str
    sigla: frozenset[str]
    columns: range
    cls: str


def is_overlap(part: Any) -> bool:
    """Does a reading say that its witnesses are silent here by a longer silence?"""
    return part.get("type") == OVERLAP and (part.get("corresp") or "").startswith("#")


def silences(entries: Sequence[Entry], known: Sigla) -> list[Silence]:
    """The long omissions that readings of several entries share, in order."""
    named: dict[str, tuple[Any, list[int]]] = {}
    for column, apps in entries:
        for app in apps:
            for node in (app, *readings(app)):
                if id := node.get(xml.XML_ID):
                    named.setdefault(id, (node, []))[1].append(column)
    within: dict[str, list[tuple[int, Any]]] = {}
    for column, apps in entries:
        for part in (part for app in apps for part in readings(app)):
            target = (part.get("corresp") or "").lstrip("#")
            if is_overlap(part) and target in named:
                within.setdefault(target, []).append((column, part))
    found = []
    for id, pairs in within.items():
        node, own = named[id]
        parts = [p for p in readings(node) if not own_words(p) and not is_overlap(p)]
        told = [node] if xml.local(node) == "rdg" else [p for p in parts if wit(p)]
        sigla = frozenset[str]().union(*(known.of(wit(p)) for p in told))
        if sigla:
            columns = [*own, *(column for column, _ in pairs)]
            reach = range(min(columns), max(columns) + 1)
            sigla = sigla.union(*(known.of(wit(part)) for _, part in pairs))
            found.append(Silence(id, sigla, reach, str(told[0].get("type") or "")))
    return sorted(found, key=lambda s: (s.columns.start, -s.columns.stop, s.id))


def overlapping(
    units: Sequence[EncodedUnit], found: Sequence[Silence], table: Collation, base: str
) -> tuple[EncodedUnit, ...]:
    """The units with each silence as one over its columns, before those that stand within it.

    One that would not give every witness its text again stays in pieces.
    """
    if base not in table.sigla:
        return tuple(units)
    sound = list(found)
    while sound:
        silent = _silent_in(sound)
        held = {
            unit.start: unit
            for unit in units
            if unit.conjectures or unit.notes or _stands(table, unit.start, silent)
        }
        kept = [s for s in sound if _rebuilds(table, s, silent, held.keys(), base)]
        if len(kept) == len(sound):
            return _over(held, sound, silent)
        sound = kept
    return tuple(units)


def _stands(table: Collation, column: int, silent: Mapping[int, Mapping[str, str]]) -> bool:
    """Is an entry more than a piece of silences?"""
    return column not in silent or _varies(table, column, silent[column])


def _over(
    held: Mapping[int, EncodedUnit], found: Sequence[Silence],
    silent: Mapping[int, Mapping[str, str]],
) -> tuple[EncodedUnit, ...]:  # fmt: skip
    """The units that are held, with those who are silent covered, and the silences."""
    made = [
        replace(unit, covered=tuple(sorted(silent.get(c, {}).items()))) for c, unit in held.items()
    ]
    for silence in found:
        reading = EncodedReading(tuple(sorted(silence.sigla)), silence.cls)
        around = {
            siglum: other.id
            for other in found
            if other is not silence and _holds(other.columns, silence.columns)
            for siglum in other.sigla - silence.sigla
        }
        made.append(
            EncodedUnit(
                silence.columns.start,
                silence.columns.stop,
                silence.id,
                readings=(reading,),
                silent=reading.sigla,
                covered=tuple(sorted(around.items())),
            )
        )
    return tuple(sorted(made, key=lambda unit: (unit.start, -unit.end, not unit.silent)))


def _holds(outer: range, inner: range) -> bool:
    return outer.start <= inner.start and inner.stop <= outer.stop


def _silent_in(found: Iterable[Silence]) -> dict[int, dict[str, str]]:
    """For each column, who is silent there and by which silence."""
    columns: dict[int, dict[str, str]] = {}
    for silence in found:
        for c in silence.columns:
            columns.setdefault(c, {}).update(dict.fromkeys(silence.sigla, silence.id))
    return columns


def _words(table: Collation, w: int, c: int) -> tuple[str, ...]:
    witness = table.witnesses[w]
    return tuple(witness.slice(i, i + 1) for i in table.cell(w, c))


def _varies(table: Collation, c: int, silent: Mapping[str, str]) -> bool:
    """Do those differ who are extant in a column and not silent?"""
    held = {
        _words(table, w, c)
        for w, siglum in enumerate(table.sigla)
        if siglum not in silent and not table.lacunose(w, c)
    }
    return len(held) > 1


def _rebuilds(
    table: Collation, silence: Silence, silent: Mapping[int, Mapping[str, str]],
    units: Iterable[int], base: str,
) -> bool:  # fmt: skip
    """Has everybody nothing where he is silent, and else the base's words outside of units?

    Words that stand otherwise arranged are put in before all others, where these have none.
    """
    own = table.index(base)
    first = silence.columns.start
    ahead = all(
        siglum in silence.sigla or not table.cell(w, first) for w, siglum in enumerate(table.sigla)
    )
    taken = set(units)
    for c in silence.columns:
        for w, siglum in enumerate(table.sigla):
            words = _words(table, w, c)
            if siglum in silent.get(c, {}):
                if (words and not (ahead and c == first)) or table.lacunose(w, c):
                    return False
            elif c not in taken and not table.lacunose(w, c) and words != _words(table, own, c):
                return False
    return True
