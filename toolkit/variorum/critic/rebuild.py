"""Rebuild a witness from the base and the units: the proof that an apparatus is complete."""

from __future__ import annotations

from ..model import Apparatus, Collation, Reading, VariationUnit
from .columns import token_texts


def restore(apparatus: Apparatus, siglum: str) -> str:
    """The text of a witness, from the base's words and the units' readings.

    White space, which no apparatus records, is the witness's own. Between the units every extant
    witness has the base's words; in a unit, those of its reading as the reading's first witness
    writes them. Raises `KeyError` for an unknown siglum.
    """
    table = apparatus.collation
    witness = table.witnesses[table.index(siglum)]
    words = restored_words(apparatus, siglum)
    spaces = [token.space for token in witness.tokens]
    spaces += [" "] * (len(words) - len(spaces))
    return witness.leading + "".join(word + space for word, space in zip(words, spaces))


def restored_words(apparatus: Apparatus, siglum: str) -> list[str]:
    """The tokens of a witness as the apparatus gives them."""
    table = apparatus.collation
    base, w = table.index(apparatus.base), table.index(siglum)
    apart = [
        (unit.start, unit.end, said)
        for unit in apparatus.units
        if unit.overlap and (said := _told(table, unit, siglum)) is not None
    ]
    words: list[str] = []
    column = 0

    def held(end: int) -> list[str]:
        """The base's words from the last column to another; where an overlap unit speaks of the
        witness, what that says."""
        found: list[str] = []
        start = column
        while apart and apart[0][0] < end:
            first, last, own = apart[0]
            if start <= first:
                found += [*_agreed(apparatus, base, w, start, first), *own]
            start = max(start, min(last, end))
            if last > end:
                return found
            apart.pop(0)
        return found + _agreed(apparatus, base, w, start, end)

    for unit in apparatus.units:
        if unit.overlap:
            continue
        words += held(unit.start)
        column = unit.start
        covered = held(unit.end)
        reading = next((r for r in unit.readings if siglum in r.sigla), None)
        if reading is not None:
            first = table.index(reading.blocks[0].siglum)
            words += token_texts(table, first, unit.start, unit.end)
        elif siglum in dict(unit.covered):
            words += covered
        column = unit.end
    return words + held(len(table))


def _told(table: Collation, unit: VariationUnit, siglum: str) -> list[str] | None:
    """What an overlap unit says that a witness has; None where it has the lemma's words."""
    if siglum in unit.lacunose:
        return []
    for reading in unit.readings:
        if reading is not unit.lemma and siglum in reading.sigla:
            return _own_words(table, unit, reading)
    return None


def _own_words(table: Collation, unit: VariationUnit, reading: Reading) -> list[str]:
    """The words of a reading, none for an omission."""
    if reading.omitted:
        return []
    return token_texts(table, table.index(reading.blocks[0].siglum), unit.start, unit.end)


def _agreed(apparatus: Apparatus, base: int, w: int, start: int, end: int) -> list[str]:
    """The base's words in columns without variation, but for those where w is not extant."""
    table = apparatus.collation
    if not table.lacunae[w]:
        return token_texts(table, base, start, end)
    kept: list[str] = []
    for c in range(start, end):
        if not table.lacunose(w, c):
            kept += token_texts(table, base, c, c + 1)
    return kept
