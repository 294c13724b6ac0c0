"""What was decided about the entries of an apparatus: their classes, lemmata and readings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from ...model import Apparatus, Block, Collation, Conjecture, Decision, Reading, VariationUnit
from .docket import Docket, Spot, Standing
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
        if standing.spots:
            return self._at(standing)
        return self.named(standing.decision) or "no unit has this place, lemma and reading now"

    def named(self, decision: Decision) -> list[int]:
        """The numbers of the units that a decision names by what they say."""
        named = {k: decision.get(k) for k in _NAMED if dict(decision.fields).get(k) is not None}
        wanted = dict(decision.fields).get("reading")
        if wanted is not None:
            named["reading"] = decision.get("reading")
        return self._named(named)

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
        return f"{len(over)} entries stand there, and which of them is meant is not clear"

    def over(self, spot: Spot) -> list[int]:
        """The units over some words."""
        if spot.siglum not in self.apparatus.collation.sigla:
            return []
        return self._over(self._columns.span(spot))

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
        return [
            n for n in min(lists, key=len)
            if all(value in _said(self.units[n], key) for key, value in named.items())
        ]  # fmt: skip

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


KINDS = (
    "class", "lemma", "order", "sub", "conjecture", "lacuna", "label", "note", "suppress",
    "regularise",
)  # fmt: skip


def replay(apparatus: Apparatus, docket: Docket, classify: Classify) -> Apparatus:
    """Obey what was decided about entries, the oldest decision first.

    Where another reading becomes the lemma, what the base has is classed against it: by
    `classify`, that is by the project's rules where it has some.
    """
    standings = [s for s in docket.of(*KINDS) if s.kind != "regularise" or s.decision.get("class")]
    if not standings:
        return apparatus
    entries = Entries(apparatus)
    for standing in standings:
        if standing.kind == "regularise":
            _class_of_forms(entries, standing)
            continue
        found = entries.of(standing)
        if isinstance(found, str):
            docket.stale(standing, found)
            continue
        if fault := _fault(apparatus, standing, [entries.units[n] for n in found]):
            docket.stale(standing, fault)
            continue
        for n in found:
            entries.units[n] = _obeyed(standing, entries.units[n], classify, apparatus.collation)
        docket.applied(standing)
    return replace(apparatus, units=tuple(entries.units))


def look(apparatus: Apparatus, docket: Docket) -> None:
    """Report of comments and of what was looked at whether the words are still the same.

    Where `seen` says what the readings were, others than these want to be looked at again.
    """
    entries: Entries | None = None
    for standing in docket.of("comment", "done", "doubt"):
        seen = standing.decision.several("seen")
        if seen:
            entries = entries or Entries(apparatus)
            now = fingerprint(entries, standing.spots)
            if now != seen:
                docket.stale(standing, "the readings are others now; look at them again")
                continue
        docket.applied(standing)


def fingerprint(entries: Entries, spots: Sequence[Spot]) -> tuple[str, ...]:
    """The readings of the entries over some words, each with its sigla."""
    found = sorted({n for spot in spots for n in entries.over(spot)})
    return tuple(
        f"{reading.text} ({' '.join(reading.sigla)})"
        for n in found
        for reading in entries.units[n].readings
    )


def _obeyed(
    standing: Standing, unit: VariationUnit, classify: Classify, table: Collation
) -> VariationUnit:
    decision, ruling = standing.decision, standing.ruling
    named = decision.get("reading")
    if standing.kind == "class":
        return _classed(unit, named, ruling)
    if standing.kind == "lemma":
        return _led(unit, ruling or named, classify)
    if standing.kind == "order":
        return _ordered(unit, decision.several("readings"))
    if standing.kind == "sub":
        return _under(unit, named, ruling)
    if standing.kind == "conjecture":
        return _conjectured(unit, standing)
    if standing.kind == "lacuna":
        return _lacunose(unit, decision.several("witnesses"), ruling, table)
    if standing.kind == "label":
        return _changed(unit, named, label=ruling)
    if standing.kind == "note":
        return replace(unit, remarks=(*unit.remarks, ruling))
    return replace(unit, suppressed=decision.reason)


def _fault(apparatus: Apparatus, standing: Standing, units: Sequence[VariationUnit]) -> str:
    """Why a decision decides nothing; "" where it does."""
    kind, decision = standing.kind, standing.decision
    if kind == "class":
        return _fault_of_class(apparatus, standing, units)
    if kind == "lemma":
        if any(unit.overlap for unit in units):
            return "the lemma of an entry over other entries is what the base has"
        return _unread(standing.ruling or decision.get("reading"), units)
    if kind == "order":
        return next((f for text in decision.several("readings") if (f := _unread(text, units))), "")
    if kind == "sub":
        return _unread(decision.get("reading"), units) or _unread(standing.ruling, units)
    if kind == "label":
        return _unread(decision.get("reading"), units)
    if kind == "lacuna":
        return _fault_of_lacuna(apparatus, standing, units[0])
    return ""


def _unread(text: str, units: Sequence[VariationUnit]) -> str:
    known = any(r.text == text for unit in units for r in unit.readings)
    return "" if known else f"no witness reads {text!r} there"


def _fault_of_class(
    apparatus: Apparatus, standing: Standing, units: Sequence[VariationUnit]
) -> str:
    named = standing.decision.get("reading")
    if standing.ruling not in {c.name for c in apparatus.classes}:
        return f"unknown class {standing.ruling!r}"
    if any(r.text == named for unit in units for r in _others(unit)):
        return ""
    if dict(standing.decision.fields).get("reading") is None:
        return "it names no reading, and no witness omits the lemma"
    if not _unread(named, units):
        return f"{named!r} is the lemma there, and a lemma has no class"
    return _unread(named, units)


def _fault_of_lacuna(apparatus: Apparatus, standing: Standing, unit: VariationUnit) -> str:
    silent = {s for r in unit.readings if r.omitted for s in r.sigla}
    there = silent if standing.ruling == "lacuna" else set(unit.lacunose)
    done = set(unit.lacunose) if standing.ruling == "lacuna" else silent
    for siglum in standing.decision.several("witnesses"):
        if siglum not in apparatus.collation.sigla:
            return f"{siglum} is not collated here"
        if siglum == apparatus.base:
            return f"{siglum} is the base: its lacunae stand in its own file"
        if siglum not in there | done:
            return f"{siglum} has words there"
    return ""


def _others(unit: VariationUnit) -> tuple[Reading, ...]:
    return tuple(r for r in unit.readings if r is not unit.lemma)


def _changed(unit: VariationUnit, text: str, **values: str) -> VariationUnit:
    """The unit with something said of each reading of these words."""
    made = tuple(replace(r, **values) if r.text == text else r for r in unit.readings)  # type: ignore[arg-type]
    return replace(unit, readings=made, lemma=made[0] if unit.lemma is not None else None)


def _classed(unit: VariationUnit, text: str, ruling: str) -> VariationUnit:
    ruled = tuple(
        replace(r, cls=ruling, pairs=()) if r.text == text and r is not unit.lemma else r
        for r in unit.readings
    )
    return replace(unit, readings=ruled)


def _ordered(unit: VariationUnit, texts: Sequence[str]) -> VariationUnit:
    """The readings that are named first, in that order; the lemma stays where it is."""
    lead = unit.readings[:1] if unit.lemma is not None else ()
    rest = unit.readings[len(lead) :]
    rank = {text: n for n, text in enumerate(texts)}
    return replace(unit, readings=(*lead, *sorted(rest, key=lambda r: rank.get(r.text, len(rank)))))


def _under(unit: VariationUnit, text: str, main: str) -> VariationUnit:
    """A reading as a form of another, right after it."""
    forms = tuple(replace(r, under=main) for r in _others(unit) if r.text == text)
    made: list[Reading] = []
    for reading in unit.readings:
        if reading is unit.lemma or reading.text != text:
            made.append(reading)
        if reading.text == main:
            made += forms
    return replace(unit, readings=tuple(made))


def _conjectured(unit: VariationUnit, standing: Standing) -> VariationUnit:
    decision = standing.decision
    by = decision.several("by") or ((decision.author,) if decision.author else ())
    made = Conjecture(
        decision.ruling, by=by, lemma=decision.get("print") in ("yes", "true"),
        place=len(unit.conjectures) + len(unit.readings) + 1,
    )  # fmt: skip
    return replace(unit, conjectures=(*unit.conjectures, made))


def _lacunose(
    unit: VariationUnit, sigla: Sequence[str], ruling: str, table: Collation
) -> VariationUnit:
    """Witnesses without words here are lost, or extant and silent."""
    if ruling == "omission":
        places = {s: table.starts[table.index(s)][unit.start] for s in sigla if s in unit.lacunose}
        back = tuple(Block(siglum, at, at) for siglum, at in places.items())
        lost = tuple(s for s in unit.lacunose if s not in sigla)
        return replace(unit, readings=_with_silent(unit, back), lacunose=lost)
    made: list[Reading] = []
    gone: list[str] = []
    for reading in unit.readings:
        kept = [b for b in reading.blocks if not (reading.omitted and b.siglum in sigla)]
        gone += [b.siglum for b in reading.blocks if b not in kept]
        if kept:
            made.append(replace(reading, blocks=tuple(kept)) if gone else reading)
    lemma = made[0] if unit.lemma is not None else None
    lost = tuple(sorted({*unit.lacunose, *gone}))
    return replace(unit, readings=tuple(made), lemma=lemma, lacunose=lost)


def _with_silent(unit: VariationUnit, back: Sequence[Block]) -> tuple[Reading, ...]:
    """The readings with some who omit the words."""
    if not back:
        return unit.readings
    for n, reading in enumerate(unit.readings):
        if reading.omitted:
            blocks = tuple(sorted((*reading.blocks, *back), key=lambda b: b.siglum))
            return (*unit.readings[:n], replace(reading, blocks=blocks), *unit.readings[n + 1 :])
    return (*unit.readings, Reading("", tuple(back), "omission"))


def _class_of_forms(entries: Entries, standing: Standing) -> None:
    """The class of readings that differ from the lemma only by a form that was regularised."""
    decision = standing.decision
    cls, sigla = decision.get("class"), set(decision.several("witnesses"))
    over = {n for spot in standing.spots for n in entries.over(spot)}
    for n, unit in enumerate(entries.units):
        if (standing.spots and n not in over) or unit.lemma is None:
            continue
        regular = _regular(unit.lemma.text, standing)
        for reading in _others(unit):
            if sigla and sigla.isdisjoint(reading.sigla):
                continue
            differs = reading.text.casefold() != unit.lemma.text.casefold()
            if differs and _regular(reading.text, standing) == regular:
                entries.units[n] = _classed(entries.units[n], reading.text, cls)


def _regular(text: str, standing: Standing) -> list[str]:
    """Words as a decision regularises them; case does not count."""
    decision = standing.decision
    words = text.casefold().split()
    if pattern := decision.get("pattern"):
        return [re.sub(pattern, decision.ruling, word) for word in words]
    form, regular = decision.get("form").casefold(), decision.ruling.casefold()
    return [regular if word == form else word for word in words]


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
