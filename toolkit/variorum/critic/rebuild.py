"""Rebuild a witness from the base and the units: the proof that an apparatus is complete."""

from __future__ import annotations

from ..model import Apparatus
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
    words: list[str] = []
    column = 0
    for unit in apparatus.units:
        words += _agreed(apparatus, base, w, column, unit.start)
        for reading in unit.readings:
            if siglum in reading.sigla:
                first = table.index(reading.blocks[0].siglum)
                words += token_texts(table, first, unit.start, unit.end)
        column = unit.end
    return words + _agreed(apparatus, base, w, column, len(table))


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
