"""What was decided about the entries of an apparatus: their classes, lemmata and readings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from ...model import Apparatus, Reading, VariationUnit
from .docket import Docket, Standing
from .words import Columns

Classify = Callable[[str, str], str]  # lemma, reading -> class
_NAMED = ("passage", "word", "occurrence", "unit", "lemma")


class Entries:
    """The units of an apparatus, found by place or by what they say, and changed."""

    def __init__(self, apparatus: Apparatus) -> None:
        self.apparatus = apparatus
        self.units = list(apparatus.units)
        self._columns = Columns(apparatus.collation)
        self._starts = [unit.start for unit in self.units]
        self._widest = max((unit.end - unit.start for unit in self.units), default=0)
        self._by: dict[str, dict[str, list[int]]] = {}

    def of(self, standing: Standing) -> list[int] | str:
        """The numbers of the units that a decision is about, or why there is none."""
        decision = standing.decision
        if standing.spots:
            return self._at(standing)
        named = {k: decision.get(k) for k in _NAMED if dict(decision.fields).get(k) is not None}
        wanted = dict(decision.fields).get("reading")
        if wanted is not None:
            named["reading"] = decision.get("reading")
        found = self._named(named)
        return found or "no unit has this place, lemma and reading now"

    def _at(self, standing: Standing) -> list[int] | str:
        """The unit over the words of a place; of several the one with these words, or reading."""
        (spot,) = standing.spots
        if spot.siglum not in self.apparatus.collation.sigla:
            return f"{spot.siglum} is not collated here"
        span = self._columns.span(spot)
        over = self._over(span)
        if not over:
            return "no witness differs there now"
        for fits in (self._same_span(span), self._same_words(standing), self._has(standing)):
            chosen = [n for n in over if fits(self.units[n])]
            if len(chosen) == 1:
                return chosen
            over = chosen or over
        if len(over) == 1:
            return over
        return f"{len(over)} entries stand there, and none of them is over these words"

    def _over(self, span: range) -> list[int]:
        first = bisect_left(self._starts, span.start - self._widest)
        last = bisect_right(self._starts, span.stop - 1)
        return [n for n in range(first, last) if self.units[n].end > span.start]

    def _same_span(self, span: range) -> Callable[[VariationUnit], bool]:
        return lambda unit: (unit.start, unit.end) == (span.start, span.stop)

    def _same_words(self, standing: Standing) -> Callable[[VariationUnit], bool]:
        (spot,) = standing.spots

        def same(unit: VariationUnit) -> bool:
            held = (b for r in unit.readings for b in r.blocks if b.siglum == spot.siglum)
            return any((b.start, b.end) == (spot.start, spot.end) for b in held)

        return same

    def _has(self, standing: Standing) -> Callable[[VariationUnit], bool]:
        wanted = dict(standing.decision.fields).get("reading")
        return lambda unit: wanted is not None and any(r.text == wanted for r in unit.readings)

    def _named(self, named: dict[str, str]) -> list[int]:
        """The units that have all that is said; looked up by what fewest have."""
        if not named:
            return []
        lists = [self._index(key).get(value, []) for key, value in named.items()]
        shortest = min(lists, key=len)
        sets = [set(one) for one in lists if one is not shortest]
        return [n for n in shortest if all(n in other for other in sets)]

    def _index(self, key: str) -> dict[str, list[int]]:
        if key not in self._by:
            found = self._by[key] = {}
            for n, unit in enumerate(self.units):
                for value in _said(unit, key):
                    found.setdefault(value, []).append(n)
        return self._by[key]


def _said(unit: VariationUnit, key: str) -> list[str]:
    """What a unit has under a key by which decisions name it."""
    if key == "reading":
        return list(dict.fromkeys(r.text for r in unit.readings))
    if key == "lemma":
        return [unit.lemma.text] if unit.lemma is not None else []
    return [
        {
            "unit": unit.id,
            "passage": unit.locus.passage,
            "word": str(unit.locus.first),
            "occurrence": str(unit.locus.occurrence),
        }[key]
    ]


def replay(apparatus: Apparatus, docket: Docket, classify: Classify) -> Apparatus:
    """Obey what was decided about entries, the oldest decision first.

    Where another reading becomes the lemma, what the base has is classed against it: by
    `classify`, that is by the project's rules where it has some.
    """
    standings = docket.of("class", "lemma")
    if not standings:
        return apparatus
    entries = Entries(apparatus)
    for standing in standings:
        found = entries.of(standing)
        if isinstance(found, str):
            docket.stale(standing, found)
            continue
        if fault := _fault(apparatus, standing, [entries.units[n] for n in found]):
            docket.stale(standing, fault)
            continue
        for n in found:
            entries.units[n] = _obeyed(standing, entries.units[n], classify)
        docket.applied(standing)
    return replace(apparatus, units=tuple(entries.units))


def _obeyed(standing: Standing, unit: VariationUnit, classify: Classify) -> VariationUnit:
    named = standing.decision.get("reading")
    if standing.kind == "class":
        return _classed(unit, named, standing.ruling)
    return _led(unit, standing.ruling or named, classify)


def _fault(apparatus: Apparatus, standing: Standing, units: Sequence[VariationUnit]) -> str:
    """Why a decision decides nothing; "" where it does."""
    named = standing.decision.get("reading")
    if standing.kind == "lemma":
        wanted = standing.ruling or named
        known = any(r.text == wanted for unit in units for r in unit.readings)
        return "" if known else f"no witness reads {wanted!r} there"
    if standing.ruling not in {c.name for c in apparatus.classes}:
        return f"unknown class {standing.ruling!r}"
    if any(r.text == named for unit in units for r in _others(unit)):
        return ""
    if dict(standing.decision.fields).get("reading") is None:
        return "it names no reading, and no witness omits the lemma"
    if any(r.text == named for unit in units for r in unit.readings):
        return f"{named!r} is the lemma there, and a lemma has no class"
    return f"no witness reads {named!r} there"


def _others(unit: VariationUnit) -> tuple[Reading, ...]:
    return tuple(r for r in unit.readings if r is not unit.lemma)


def _classed(unit: VariationUnit, text: str, ruling: str) -> VariationUnit:
    ruled = tuple(
        replace(r, cls=ruling) if r.text == text and r is not unit.lemma else r
        for r in unit.readings
    )
    return replace(unit, readings=ruled)


def _led(unit: VariationUnit, wanted: str, classify: Classify) -> VariationUnit:
    """The reading that a person prefers is the lemma, and has no class; the others have one.

    A class that was not ruled but found holds against the old lemma only, and is found anew.
    """
    old = unit.readings[0].text
    chosen = next((r for r in unit.readings if r.text == wanted), None)
    if chosen is None or chosen is unit.lemma:
        return unit
    lemma = replace(chosen, cls="")
    others = tuple(
        replace(r, cls=classify(wanted, r.text)) if r.cls in ("", classify(old, r.text)) else r
        for r in unit.readings
        if r is not chosen
    )
    return replace(unit, readings=(lemma, *others), lemma=lemma)
