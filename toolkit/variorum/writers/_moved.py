"""What an entry by itself cannot say: where a block stands also, and who is not extant for long."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..critic.columns import Finder, base_positions, extent, passage_columns
from ..critic.loci import Places
from ..model import Apparatus, Block, Collation, Locus, VariationUnit

Twins = dict[str, tuple[VariationUnit, ...]]


def twins(apparatus: Apparatus) -> Twins:
    """For each unit at one place of a transposed block, by id, the units at the other place."""
    table = apparatus.collation
    columns_of = Finder(table)
    units = apparatus.units
    short = [n for n, unit in enumerate(units) if not unit.overlap]
    starts = [units[n].start for n in short]
    long: dict[int | None, list[int]] = {}
    for n, unit in enumerate(units):
        if unit.overlap:
            long.setdefault(unit.transposition, []).append(n)
    found: dict[str, dict[int, VariationUnit]] = {}

    def touched(blocks: Iterable[Block], number: int) -> set[int]:
        """The units in which a block stands: a long omission about it, else what varies there."""
        found = set()
        for c in {c for b in blocks for c in columns_of(b)}:
            near = [n for n in long.get(number, ()) if units[n].start <= c < units[n].end]
            k = bisect_right(starts, c) - 1
            if not near and k >= 0 and c < units[short[k]].end:
                near = [short[k]]
            found.update(near)
        return found

    for number, moved in enumerate(table.transpositions):
        here, there = touched(moved.here, number), touched(moved.there, number)
        for a, b in [(a, b) for a in here for b in there if a != b]:
            for own, other in ((a, b), (b, a)):
                found.setdefault(apparatus.units[own].id, {})[other] = apparatus.units[other]
    return {id: tuple(own[n] for n in sorted(own)) for id, own in found.items()}


def asides(unit: VariationUnit, known: Twins) -> str:
    """What stands after the readings: conjectures, notes on the entry, where its block is also."""
    guesses = [" ".join((c.text or "om.", *(c.by or ("conj.",)))) for c in unit.conjectures]
    return "; ".join(filter(None, (*guesses, *unit.remarks, stands_also(unit, known))))


def stands_also(unit: VariationUnit, known: Twins) -> str:
    """`stands also: p1, 7–9`, or nothing. A block that several units share is one place."""
    places: list[Locus] = []
    for other in known.get(unit.id, ()):
        here, last = other.locus, places[-1] if places else None
        if last == here:
            continue
        follows = last and last.passage == here.passage and last.last + 1 == here.first
        if last and follows and not (last.after or here.after):
            places[-1] = replace(last, last=here.last)
        else:
            places.append(here)
    return f"stands also: {'; '.join(map(str, places))}" if places else ""


def lost(apparatus: Apparatus) -> Iterator[str]:
    """`B p1, 3 – p4, 2`: what a witness lacks by loss beyond the entries that say so."""
    table = apparatus.collation
    if not any(table.lacunae):
        return
    base = table.index(apparatus.base)
    places = Places(table.witnesses[base], passage_columns(table, base))
    before = list(base_positions(table, base))
    units = [unit for unit in apparatus.units if not unit.overlap]
    starts = [unit.start for unit in units]
    for siglum, ranges in zip(table.sigla, table.lacunae):
        for start, end in ranges:
            n = bisect_right(starts, start) - 1
            if n >= 0 and end <= units[n].end:
                continue
            words = extent(table, base, start, end)
            if not words:
                yield f"{siglum} {places.locus(before[start], before[start], start)}"
                continue
            first = places.locus(words.start, words.start + 1)
            last = places.locus(words.stop - 1, words.stop)
            if first.passage == last.passage:
                yield f"{siglum} {places.locus(words.start, words.stop)}"
            else:
                yield f"{siglum} {first} – {last}"


def numbers(table: Collation) -> dict[tuple[int, int], int]:
    """The transposition to which a token belongs, by witness and token."""
    return {
        (table.index(b.siglum), i): n
        for n, moved in enumerate(table.transpositions, 1)
        for b in (*moved.here, *moved.there)
        for i in range(b.start, b.end)
    }
