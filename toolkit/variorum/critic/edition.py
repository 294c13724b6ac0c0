"""The apparatus over a collation: each unit with its lemma, its readings and their classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from types import MappingProxyType

from ..collation import straighten
from ..errors import UsageError
from ..model import (
    CLASSES,
    SUBSTANTIVE,
    Apparatus,
    Block,
    Collation,
    EncodedReading,
    EncodedUnit,
    Locus,
    Reading,
    ReadingClass,
    VariationUnit,
)
from . import encoded
from .classify import Classifier, Synonyms
from .columns import Finder, base_positions, block, lacunose_over, passage_columns
from .damage import Damage
from .loci import Places
from .overlaps import places
from .rules import ProjectRule
from .units import UnitOptions


@dataclass(frozen=True, slots=True)
class Options:
    """How an apparatus is made."""

    units: UnitOptions = UnitOptions()
    classes: tuple[ReadingClass, ...] = CLASSES
    rules: tuple[ProjectRule, ...] = ()  # the project's own, asked before ours
    spelling: tuple[tuple[str, str, str], ...] = ()  # the project's own patterns of spelling
    layers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    hidden: tuple[str, ...] = ()
    synonyms: Synonyms | None = None  # do two words, normalised, mean the same?
    encoded: tuple[EncodedUnit, ...] = ()  # an edition's own units, kept as they are


def apparatus(collation: Collation, *, base: str, options: Options | None = None) -> Apparatus:
    """Make the apparatus of a collation against one base witness.

    Every witness stands once in each unit, in a reading, as lacunose or as covered by a long
    silence of its own; base and units rebuild every witness (`restore`). The options' `encoded`
    units, over the columns of this collation, are kept as they are. Raises `UsageError` where the
    base is not a witness.
    """
    chosen = _with_encoded(options or Options())
    if base not in collation.sigla:
        known = ", ".join(collation.sigla) or "none"
        raise UsageError(f"unknown base witness {base!r}", hint=f"choose from {known}")
    table = straighten(collation)
    maker = UnitMaker(table, base, chosen)
    made = tuple(_units(maker, chosen))
    name = "encoded" if chosen.encoded else chosen.units.settled(table).name
    return Apparatus(
        collation=table,
        base=base,
        units=made,
        classes=chosen.classes,
        layers=chosen.layers,
        hidden=chosen.hidden,
        signature=table.signature.adding(base=base, units=name),
        made_with=chosen,
    )


def _with_encoded(options: Options) -> Options:
    """The options with the classes and layers that encoded units bring with them."""
    return replace(
        options,
        classes=encoded.classes(options.classes, options.encoded),
        layers=options.layers or encoded.layers(options.encoded),
    )


def _units(maker: UnitMaker, options: Options) -> Iterator[VariationUnit]:
    """The units of an edition, or ours."""
    table, base = maker.table, maker.base
    if options.encoded:
        for said in encoded.spans(table, base, options.encoded):
            yield maker.unit(
                said.start, said.end, said.id, said,
                silent=frozenset(said.silent), covered=dict(said.covered),
            )  # fmt: skip
        return
    sigla = table.sigla
    for number, place in enumerate(places(table, base, options.units), 1):
        made = maker.unit(
            place.start, place.end, f"u{number}",
            silent=frozenset(sigla[w] for w in place.silent),
            covered={sigla[w]: f"u{n + 1}" for w, n in place.covered},
        )  # fmt: skip
        if _has_variant(made) or (made.start, made.end) in options.units.kept:
            yield made


def _has_variant(unit: VariationUnit) -> bool:
    """Does anybody differ in it? Words that stand in other columns may be the same altogether."""
    return len(unit.readings) > 1 or unit.lemma is None


class UnitMaker:
    """Makes variation units of column ranges of one straight table."""

    def __init__(self, table: Collation, base: str, options: Options) -> None:
        self.table = table
        self.base = table.index(base)
        self._options = options
        self._places = Places(table.witnesses[self.base], passage_columns(table, self.base))
        self._positions = list(base_positions(table, self.base))
        self._moved = _moved_columns(table)
        self._damage = Damage(table)
        self._extents: dict[int, list[int]] = {}
        for c, number in self._moved.items():
            self._extents.setdefault(number, []).append(c)
        self._classify = Classifier(
            language=table.witnesses[self.base].language or "en",
            rules=options.rules,
            synonyms=options.synonyms,
            copies=not table.signature.get("collate").startswith("links"),
            spelling=options.spelling,
        )
        self._counts = [list(base_positions(table, w)) for w in range(len(table.witnesses))]

    def unit(
        self, start: int, end: int, id: str, said: EncodedUnit | None = None, *,
        silent: Set[str] = frozenset(), covered: Mapping[str, str] = MappingProxyType({}),
    ) -> VariationUnit:  # fmt: skip
        """The unit over columns `start:end`; what is `said` of it holds before any rule.

        Where some are `silent` in an overlap unit, who has words there has the lemma. Who is
        `covered` has no part in the unit; the overlap unit's id is given for each.
        """
        given = _Given(said)
        found, lacunose = self._groups(start, end, covered)
        groups = self._overlapping(found, silent) if silent else given.parted(found)
        own = next((g for g in groups if self._has_base(g)), None)
        moved = self._transposition(start, end)
        ordered = sorted(
            groups,
            key=lambda g: (
                g is not own,
                given.place(g),
                -len(g),
                self._text(g[0]),
                g[0].siglum,
            ),
        )
        readings = tuple(
            Reading(
                text=self._text(self._lead(group)),
                blocks=tuple(group),
                cls=""
                if n == 0
                else given.cls(group) or self.class_of(self._lead(ordered[0]), group, moved),
                label=given.label(group),
                place=given.place(group),
                kind=given.kind(group),
            )
            for n, group in enumerate(ordered)
        )
        if own:
            readings = (readings[0], *(self._with_pairs(readings[0], r) for r in readings[1:]))
        made = VariationUnit(
            id=id,
            locus=self._locus(start, end),
            start=start,
            end=end,
            lemma=readings[0] if own else None,
            readings=readings,
            lacunose=lacunose,
            layer=said.layer if said else "",
            transposition=moved,
            conjectures=said.conjectures if said else (),
            notes=said.notes if said else (),
            overlap=bool(silent),
            covered=tuple(sorted(covered.items())),
        )
        return replace(made, layer=layer_of(made, self._options.layers, self._options.classes))

    def _transposition(self, start: int, end: int) -> int | None:
        """The transposition that has one of its places here, and the other elsewhere."""
        for c in range(start, end):
            number = self._moved.get(c)
            if number is not None and not (
                start <= min(self._extents[number]) and max(self._extents[number]) < end
            ):
                return number
        return None

    def _overlapping(self, groups: list[list[Block]], silent: Set[str]) -> list[list[Block]]:
        """Those who have words as one group, beside them those of whom the unit speaks."""
        held = [b for group in groups for b in group if b.siglum not in silent and b.end > b.start]
        others = [[b for b in group if b not in held] for group in groups]
        return [sorted(group, key=lambda b: b.siglum) for group in (held, *others) if group]

    def _lead(self, group: Sequence[Block]) -> Block:
        """The block whose words are the reading's: the base's where it is there."""
        base = self.table.witnesses[self.base].siglum
        return next((b for b in group if b.siglum == base), group[0])

    def _groups(
        self, start: int, end: int, covered: Mapping[str, str]
    ) -> tuple[list[list[Block]], tuple[str, ...]]:
        """The witnesses by equal words, each group sorted by siglum; and who is lacunose."""
        table = self.table
        groups: dict[tuple[str, ...], list[Block]] = {}
        lacunose = []
        for w in sorted(range(len(table.witnesses)), key=lambda w: table.witnesses[w].siglum):
            if table.sigla[w] in covered:
                continue
            found = block(table, w, start, end, self._counts[w][start])
            if found.start == found.end and lacunose_over(table, w, start, end):
                lacunose.append(found.siglum)
                continue
            witness = table.witnesses[w]
            words = tuple(
                witness.text[witness.starts[i] : witness.ends[i]]
                for i in range(found.start, found.end)
            )
            groups.setdefault(words, []).append(found)
        return list(groups.values()), tuple(lacunose)

    def _has_base(self, group: Sequence[Block]) -> bool:
        siglum = self.table.witnesses[self.base].siglum
        return any(b.siglum == siglum for b in group)

    def _text(self, found: Block) -> str:
        witness = self.table.witnesses[self.table.index(found.siglum)]
        return " ".join(witness.slice(found.start, found.end).split())

    def class_of(self, lead: Block, group: Sequence[Block], moved: int | None) -> str:
        """The class of a reading; words that count as one are one word spelt otherwise.

        Who has the block at neither place of a transposition omits it.
        """
        other = group[0]
        lemma, reading = self._text(lead), self._text(other)
        if lemma == reading:  # an edition may name words twice, under two labels
            return ""
        if not (lemma and reading) and self._has_moved(group, moved):
            return "transposition"
        cls = self._classify(lemma, reading)
        if lemma and all(self._damage.fits(lead, held) for held in group):
            return "damaged"
        same = cls in SUBSTANTIVE and self._compared(lead) == self._compared(other)
        return "orthographic" if same else cls

    def _with_pairs(self, lemma: Reading, reading: Reading) -> Reading:
        """The reading with its word pairs, where it has its class from one of them."""
        pairs = self._classify.pairs(lemma.text, reading.text)
        if reading.cls not in {cls for _, _, cls in pairs}:
            return reading
        return replace(reading, pairs=pairs)

    def _has_moved(self, group: Sequence[Block], number: int | None) -> bool:
        if number is None:
            return False
        moved = self.table.transpositions[number]
        return not {b.siglum for b in group}.isdisjoint(
            b.siglum for b in (*moved.here, *moved.there)
        )

    def _compared(self, found: Block) -> list[str]:
        witness = self.table.witnesses[self.table.index(found.siglum)]
        return [witness.normal(i) for i in range(found.start, found.end)]

    def _locus(self, start: int, end: int) -> Locus:
        found = block(self.table, self.base, start, end, self._positions[start])
        return self._places.locus(found.start, found.end, start)


class _Given:
    """What an edition says of the readings of one unit."""

    def __init__(self, said: EncodedUnit | None) -> None:
        readings = said.readings if said else ()
        self._of = {siglum: r for r in readings for siglum in r.sigla}

    def parted(self, groups: Iterable[list[Block]]) -> list[list[Block]]:
        """Groups of equal words, parted where the edition has them under two labels or classes.

        Who is named in no reading, or in a lemma without either, goes with those of no class.
        """
        found: list[list[Block]] = []
        for group in groups:
            parts: dict[tuple[str, str], list[Block]] = {}
            for held in group:
                said = self._of.get(held.siglum)
                key = (said.label, said.cls or said.kind) if said else ("", "")
                parts.setdefault(key, []).append(held)
            plain = [key for key in parts if key != ("", "") and not key[1]]
            if plain and ("", "") in parts:
                bare = parts.pop(("", ""))
                first = min(plain, key=lambda key: self.place(parts[key]))
                parts[first] = sorted([*parts[first], *bare], key=lambda b: b.siglum)
            found += parts.values()
        return found

    def place(self, group: Sequence[Block]) -> int:
        """The place of a group among the edition's readings; 0 where it says nothing of it."""
        return min((r.place for r in self._held(group)), default=0)

    def cls(self, group: Sequence[Block]) -> str:
        """The class that is said of it, of several the first."""
        return next((r.cls for r in self._held(group) if r.cls), "")

    def kind(self, group: Sequence[Block]) -> str:
        """What else is said of it."""
        return next((r.kind for r in self._held(group) if r.kind), "")

    def label(self, group: Sequence[Block]) -> str:
        """Its label."""
        return next((r.label for r in self._held(group) if r.label), "")

    def _held(self, group: Sequence[Block]) -> list[EncodedReading]:
        found = {self._of[b.siglum] for b in group if b.siglum in self._of}
        return sorted(found, key=lambda r: r.place)


def _moved_columns(table: Collation) -> dict[int, int]:
    """The transposition whose blocks a column holds, by column."""
    columns_of = Finder(table)
    return {
        c: n
        for n, moved in enumerate(table.transpositions)
        for b in (*moved.here, *moved.there)
        for c in columns_of(b)
    }


def layer_of(
    unit: VariationUnit,
    layers: tuple[tuple[str, tuple[str, ...]], ...],
    classes: tuple[ReadingClass, ...],
) -> str:
    """The first layer that takes one of the unit's classes, by name or by group; else "".

    Where layers say nothing of classes, as in an edition that was read, the unit's own stays.
    """
    if not any(wanted for _, wanted in layers):
        return unit.layer if unit.layer in dict(layers) else ""
    groups = {c.name: c.group for c in classes}
    found = {reading.cls for reading in unit.readings if reading.cls}
    names = found | {groups.get(cls, "") for cls in found}
    for name, wanted in layers:
        if names & set(wanted):
            return name
    return ""
