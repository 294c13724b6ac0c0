"""Entries of an apparatus in words: `p1, 3 sage] scholar M R (lexical)`; shared by text writers."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Apparatus, Conjecture, Reading, VariationUnit
from ._moved import lost, stands_also, twins

OMITTED = "om."
LACUNOSE = "lac."
LONG = 6  # words above which a lemma is shortened to its ends


def lemma_words(unit: VariationUnit, long: int = LONG) -> str:
    """The lemma as an entry names it: shortened where long, `om.` where the base has nothing."""
    if unit.lemma is None:
        return "[base not extant]"
    words = unit.lemma.text.split()
    if unit.overlap and len(words) > 2:  # what stands within it is told word by word
        return f"{words[0]} … {words[-1]}"
    if len(words) > long:
        return f"{words[0]} {words[1]} … {words[-1]}"
    return " ".join(words) or OMITTED


def others(unit: VariationUnit) -> tuple[Reading, ...]:
    """The readings that differ from the lemma; all of them where there is no lemma."""
    return unit.readings[1:] if unit.lemma is not None else unit.readings


def lemma_mark(unit: VariationUnit) -> str:
    """The bracket after a lemma; apart from it where the lemma ends in a bracket of its own."""
    return " ]" if lemma_words(unit).endswith("]") else "]"


def lines(apparatus: Apparatus, *, style: str = "positive") -> Iterator[str]:
    """One line for each entry, layer by layer; a positive apparatus names who has the lemma."""
    known = twins(apparatus)
    for unit in _by_layer(apparatus):
        if isinstance(unit, str):
            yield unit
            continue
        agreed = " ".join(unit.lemma.sigla) if unit.lemma and style == "positive" else ""
        parts = [agreed] if agreed else []
        parts += [_words(reading) for reading in others(unit)]
        parts += [_words(conjecture) for conjecture in unit.conjectures]
        if unit.lacunose:
            parts.append(f"{LACUNOSE} {' '.join(unit.lacunose)}")
        parts += unit.remarks
        if also := stands_also(unit, known):
            parts.append(also)
        yield f"{unit.locus}: {lemma_words(unit)}{lemma_mark(unit)} {'; '.join(parts)}"
    yield from (f"{LACUNOSE} {words}" for words in lost(apparatus))


def _by_layer(apparatus: Apparatus) -> Iterator[VariationUnit | str]:
    """The units of each layer under its name; what no layer takes comes last."""
    found = {unit.layer for unit in apparatus.units}
    if not any(found):
        yield from apparatus.units
        return
    named = [name for name, _ in apparatus.layers if name in found]
    others = dict.fromkeys(unit.layer for unit in apparatus.units if unit.layer not in named)
    for layer in sorted([*named, *others], key=lambda name: not name):
        yield f"[{layer or 'in no layer'}]"
        yield from (unit for unit in apparatus.units if unit.layer == layer)


def _words(reading: Reading | Conjecture) -> str:
    cls = f" ({reading.cls})" if reading.cls else ""
    if isinstance(reading, Reading):
        if reading.pairs:
            said = ", ".join(f"{a}/{b} {each}" for a, b, each in reading.pairs)
            cls = f" ({reading.cls}: {said})"
        return f"{reading.text or OMITTED} {' '.join(reading.sigla)}{cls}"
    return f"{reading.text or OMITTED} {' '.join(reading.by) or 'conj.'}{cls}"
