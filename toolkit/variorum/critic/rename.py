"""The same value under other sigla: words, places and decisions stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..errors import UsageError
from ..model import (
    Apparatus,
    Block,
    Collation,
    EncodedUnit,
    Reading,
    Synopsis,
    Transposition,
    VariationUnit,
    Witness,
)

Names = Mapping[str, str]  # old siglum -> new


def witnesses(given: Sequence[Witness], names: Names) -> tuple[Witness, ...]:
    """The witnesses renamed; raises `UsageError` for a siglum unknown or given twice."""
    sigla = [w.siglum for w in given]
    unknown = [s for s in names if s not in sigla]
    if unknown:
        hint = f"choose from {', '.join(sigla)}"
        raise UsageError(f"unknown witness {unknown[0]!r}", hint=hint)
    new = [names.get(s, s) for s in sigla]
    doubled = sorted({s for s in new if new.count(s) > 1})
    if doubled:
        raise UsageError(
            f"two witnesses would be called {doubled[0]!r}", hint="choose another siglum"
        )
    return tuple(replace(w, siglum=siglum) for w, siglum in zip(given, new))


def synopsis(given: Synopsis, names: Names) -> Synopsis:
    """The rows of passages under other sigla."""
    return replace(given, witnesses=witnesses(given.witnesses, names))


def collation(given: Collation, names: Names) -> Collation:
    """The table under other sigla."""
    base = given.signature.get("base")
    signature = given.signature.adding(base=names.get(base, base)) if base else given.signature
    return replace(
        given,
        witnesses=witnesses(given.witnesses, names),
        transpositions=tuple(
            Transposition(_blocks(t.here, names), _blocks(t.there, names))
            for t in given.transpositions
        ),
        signature=signature,
        encoded=tuple(_encoded(unit, names) for unit in given.encoded),
    )


def _encoded(old: EncodedUnit, names: Names) -> EncodedUnit:
    said = tuple(replace(r, sigla=tuple(names.get(s, s) for s in r.sigla)) for r in old.readings)
    return replace(
        old,
        readings=said,
        silent=tuple(sorted(names.get(s, s) for s in old.silent)),
        covered=tuple(sorted((names.get(s, s), id) for s, id in old.covered)),
    )


def apparatus(given: Apparatus, names: Names) -> Apparatus:
    """The apparatus under other sigla, with every decision kept."""
    base = names.get(given.base, given.base)
    return replace(
        given,
        collation=collation(given.collation, names),
        base=base,
        units=tuple(_unit(unit, names) for unit in given.units),
        signature=given.signature.adding(base=base),
    )


def _unit(old: VariationUnit, names: Names) -> VariationUnit:
    made = tuple(_reading(r, names) for r in old.readings)
    lemma = next((new for r, new in zip(old.readings, made) if r is old.lemma), None)
    lacunose = tuple(sorted(names.get(s, s) for s in old.lacunose))
    covered = tuple(sorted((names.get(s, s), id) for s, id in old.covered))
    return replace(old, readings=made, lemma=lemma, lacunose=lacunose, covered=covered)


def _reading(old: Reading, names: Names) -> Reading:
    blocks = sorted(_blocks(old.blocks, names), key=lambda b: b.siglum)
    return replace(old, blocks=tuple(blocks))


def _blocks(given: tuple[Block, ...], names: Names) -> tuple[Block, ...]:
    return tuple(replace(b, siglum=names.get(b.siglum, b.siglum)) for b in given)
