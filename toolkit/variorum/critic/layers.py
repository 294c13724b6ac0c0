"""Which classes of reading go to which layer of the apparatus, and which are not shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..errors import UsageError
from ..model import Apparatus, Block, Reading, ReadingClass, VariationUnit
from .edition import layer_of

Layers = tuple[tuple[str, tuple[str, ...]], ...]


def parse_layers(given: Iterable[str], classes: Sequence[ReadingClass]) -> Layers:
    """Layers from `NAME=CLASS,CLASS`; a class is named by its name or its group.

    Raises `UsageError` for what is not a class. One name given twice takes both lists.
    """
    found: dict[str, tuple[str, ...]] = {}
    for text in given:
        name, sign, wanted = text.partition("=")
        if not sign or not name.strip():
            raise UsageError(f"invalid layer {text!r}", hint="write NAME=CLASS,CLASS")
        found[name.strip()] = found.get(name.strip(), ()) + parse_classes(wanted, classes)
    return tuple(found.items())


def parse_classes(text: str, classes: Sequence[ReadingClass]) -> tuple[str, ...]:
    """Names of classes or groups from a comma-separated list, groups kept as they are."""
    from difflib import get_close_matches

    known = [*dict.fromkeys([c.name for c in classes] + [c.group for c in classes])]
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(known)}"
            raise UsageError(f"unknown class {name!r}", hint=hint)
    return names


def layered(apparatus: Apparatus, layers: Layers, hidden: Sequence[str] = ()) -> Apparatus:
    """The apparatus with its units put into these layers."""
    units = tuple(
        replace(unit, layer=layer_of(unit, layers, apparatus.classes)) for unit in apparatus.units
    )
    return replace(apparatus, units=units, layers=layers, hidden=tuple(hidden))


def shown(apparatus: Apparatus) -> tuple[Apparatus, dict[str, int]]:
    """What is to be seen: hidden readings count as agreeing with the lemma.

    Gives the apparatus without units that have nothing left to show or that somebody decided not to
    print, and how many readings of each class were hidden. Such an apparatus no longer rebuilds its
    witnesses.
    """
    if not (apparatus.hidden or any(unit.suppressed for unit in apparatus.units)):
        return apparatus, {}
    groups = {c.name: c.group for c in apparatus.classes}
    counts: Counter[str] = Counter()
    units = []
    silent: dict[tuple[str, str], Block] = {}  # of long silences that are not shown
    for unit in apparatus.units:
        if unit.suppressed:
            counts["suppressed"] += 1
            continue
        if unit.lemma is None:
            units.append(unit)
            continue
        gone = [
            r for r in unit.readings[1:] if {r.cls, groups.get(r.cls, "")} & set(apparatus.hidden)
        ]
        counts.update(r.cls for r in gone)
        silent |= {(b.siglum, unit.id): b for r in gone if unit.overlap for b in r.blocks}
        kept = _uncovered(_folded(unit, gone), silent)
        if len(kept.readings) > 1 or kept.conjectures or not apparatus.hidden:
            units.append(replace(kept, layer=layer_of(kept, apparatus.layers, apparatus.classes)))
    return replace(apparatus, units=tuple(units)), dict(sorted(counts.items()))


def _uncovered(unit: VariationUnit, silent: Mapping[tuple[str, str], Block]) -> VariationUnit:
    """The unit with those counted to the lemma whose long omission is not shown."""
    now = [silent[pair] for pair in unit.covered if pair in silent]
    if not now or unit.lemma is None:
        return unit
    lead, *rest = unit.lemma.blocks
    lemma = replace(
        unit.lemma, blocks=(lead, *sorted([*rest, *now], key=lambda block: block.siglum))
    )
    covered = tuple(pair for pair in unit.covered if pair not in silent)
    return replace(unit, lemma=lemma, readings=(lemma, *unit.readings[1:]), covered=covered)


def _folded(unit: VariationUnit, gone: list[Reading]) -> VariationUnit:
    """The unit with some readings counted to the lemma's."""
    if not gone:
        return unit
    own = unit.readings[0]
    more: list[Block] = [block for reading in gone for block in reading.blocks]
    lead, *rest = own.blocks
    lemma = replace(own, blocks=(lead, *sorted([*rest, *more], key=lambda b: b.siglum)))
    others = tuple(r for r in unit.readings[1:] if r not in gone)
    return replace(unit, lemma=lemma, readings=(lemma, *others))
