"""Variation units over a collation: where, what the base has, what the others have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, overload

from .._version import TOOL
from . import notebook
from .classes import CLASSES, ReadingClass
from .collation import Block, Collation, blocks
from .encoded import Conjecture
from .shown import Parts, Shown, counted, item, unknown
from .signature import Signature


@dataclass(frozen=True, slots=True, repr=False)
class Locus(Shown):
    """A place in the base, in words that a reader can look up.

    `first` and `last` count the words and marks of the passage from 1. If the words extend into a
    later passage, that passage is `until`, and `last` counts there. If the base has no words there
    (an addition, or a missing passage), `after` is True and `first` == `last` is the token after
    which the addition stands (0 = before the first). `occurrence` numbers equal lemmata of one
    passage, from 1.
    """

    passage: str
    first: int
    last: int
    after: bool = False
    occurrence: int = 1
    until: str = ""  # the passage of the last word, where that is another

    def __str__(self) -> str:
        if self.after:
            return f"{self.passage}, after {self.first}" if self.first else f"before {self.passage}"
        if self.until:
            return f"{self.passage}, {self.first} – {self.until}, {self.last}"
        words = str(self.first) if self.first == self.last else f"{self.first}–{self.last}"
        return f"{self.passage}, {words}"


@dataclass(frozen=True, slots=True, repr=False)
class Reading(Shown):
    """What a group of witnesses has at a locus. An omission is a reading with empty text."""

    text: str  # as its first witness writes it
    blocks: tuple[Block, ...]  # where each of its witnesses has it, sorted by siglum
    cls: str = ""  # class by name, against the lemma; "" for the lemma's own reading
    label: str = ""  # of an edition that was read: its editor's name for it (a, af1)
    place: int = 0  # … and its place among the entry's readings, from 1; 0 = of no edition
    kind: str = ""  # … and what it says of it, where that is no class against this base
    # Word pairs of lemma and reading with the class of each, where these are not all one class.
    pairs: tuple[tuple[str, str, str], ...] = ()
    under: str = ""  # the reading of which this is a form, where somebody decided so

    @property
    def sigla(self) -> tuple[str, ...]:
        return tuple(block.siglum for block in self.blocks)

    @property
    def omitted(self) -> bool:
        return not self.text

    def __str__(self) -> str:
        return self.text

    def _line(self) -> str:
        cls = f", {self.cls}" if self.cls else ""
        return f"<Reading {_quoted(self.text)} {' '.join(self.sigla)}{cls}>"

    def to_dict(self) -> dict[str, Any]:
        """The reading as in the JSON output."""
        own: dict[str, Any] = {}
        if self.label or self.place or self.kind:
            own = {"label": self.label, "place": self.place, "kind": self.kind}
        if self.pairs:
            own["pairs"] = [list(pair) for pair in self.pairs]
        if self.under:
            own["under"] = self.under
        return {"text": self.text, "class": self.cls, "witnesses": blocks(self.blocks), **own}


@dataclass(frozen=True, slots=True, repr=False)
class VariationUnit(Shown):
    """A place where texts differ. Every witness is in it once: in a reading, lacunose or
    covered.

    An *overlap* unit is a long omission over words in which there are other units. The witnesses
    that do not omit have the lemma, with the variants that those other units give. In the units
    inside it the omitting witnesses are `covered`: they have no part in them.
    """

    id: str
    locus: Locus
    start: int  # columns start:end of the collation
    end: int
    lemma: Reading | None  # None where the base is lacunose
    # The lemma's own first, then by number of witnesses, then text; of an edition, in its order.
    readings: tuple[Reading, ...]
    lacunose: tuple[str, ...] = ()
    layer: str = ""
    transposition: int | None = None  # index into the collation's transpositions
    conjectures: tuple[Conjecture, ...] = ()
    notes: tuple[str, ...] = ()  # an edition's notes on the entry (local stemmata), as TEI
    overlap: bool = False
    covered: tuple[tuple[str, str], ...] = ()  # by siglum: the witness, and its overlap unit's id
    remarks: tuple[str, ...] = ()  # notes on the entry that somebody decided to print
    suppressed: str = ""  # why somebody decided not to print it

    def __len__(self) -> int:
        return len(self.readings)

    def __iter__(self) -> Iterator[Reading]:
        return iter(self.readings)

    def __getitem__(self, siglum: str) -> Reading | None:
        """What a witness reads here; None where it is not extant or covered."""
        for reading in self.readings:
            if siglum in reading.sigla:
                return reading
        silent = {*self.lacunose, *dict(self.covered)}
        if siglum in silent:
            return None
        known = sorted({s for r in self.readings for s in r.sigla} | silent)
        raise unknown(siglum, known, "siglum")

    def _line(self) -> str:
        others = " : ".join(
            f"{notebook.words(r)} {' '.join(r.sigla)}" for r in self.readings if r is not self.lemma
        )
        return f"<VariationUnit {self.id} {self.locus}: {notebook.words(self.lemma)}] {others}>"

    def _repr_html_(self) -> str:
        return notebook.entries((self,), caption=f"{self.id} {self.locus}")

    def to_dict(self) -> dict[str, Any]:
        """The unit as in the JSON output."""
        place = self.locus
        return {
            "id": self.id,
            "locus": [
                place.passage,
                place.first,
                place.last,
                place.after,
                place.occurrence,
                *([place.until] if place.until else ()),
            ],
            "columns": [self.start, self.end],
            "lemma": self.lemma is not None,  # the first reading is the lemma's own
            "readings": [reading.to_dict() for reading in self.readings],
            "lacunose": list(self.lacunose),
            "layer": self.layer,
            "transposition": self.transposition,
            **(
                {"conjectures": [c.to_dict() for c in self.conjectures]} if self.conjectures else {}
            ),
            **({"notes": list(self.notes)} if self.notes else {}),
            **({"remarks": list(self.remarks)} if self.remarks else {}),
            **({"suppressed": self.suppressed} if self.suppressed else {}),
            **({"overlap": True} if self.overlap else {}),
            **({"covered_by": dict(self.covered)} if self.covered else {}),
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict for each reading and witness.

        For a lacunose witness the text is None and the class `lacuna`, for a covered one `covered`.
        """
        place = self.locus
        head = {
            "unit": self.id,
            "passage": place.passage,
            "first": place.first,
            "last": place.last,
            "after": place.after,
            "lemma": self.lemma.text if self.lemma else None,
        }
        read = [(r.text, s, r.cls) for r in self.readings for s in r.sigla]
        return [
            {**head, "reading": text, "witness": siglum, "class": cls, "layer": self.layer}
            for text, siglum, cls in (
                *read,
                *((None, s, "lacuna") for s in self.lacunose),
                *((None, s, "covered") for s, _ in self.covered),
            )
        ]


@dataclass(frozen=True, slots=True, repr=False)
class Apparatus(Parts):
    """Collation, base and units. Base and units rebuild every witness exactly."""

    collation: Collation  # straight
    base: str
    units: tuple[VariationUnit, ...]
    classes: tuple[ReadingClass, ...] = CLASSES
    layers: tuple[tuple[str, tuple[str, ...]], ...] = ()  # name -> classes, in order
    hidden: tuple[str, ...] = ()  # classes left out of what is shown, never out of `units`
    signature: Signature = Signature()
    made_with: object = field(default=None, compare=False, repr=False)  # critic's own options

    def __len__(self) -> int:
        """The number of units."""
        return len(self.units)

    def __iter__(self) -> Iterator[VariationUnit]:
        return iter(self.units)

    @overload
    def __getitem__(self, index: int | str) -> VariationUnit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[VariationUnit, ...]: ...
    def __getitem__(self, index: int | slice | str) -> VariationUnit | tuple[VariationUnit, ...]:
        """A unit by its number or by its id."""
        if isinstance(index, slice):
            return self.units[index]
        if isinstance(index, int):
            return item(self.units, index, "unit")
        for unit in self.units:
            if unit.id == index:
                return unit
        raise unknown(index, (u.id for u in self.units), "unit")

    def _line(self) -> str:
        size = counted(len(self.collation.witnesses), "witness", "witnesses")
        return f"<Apparatus of {size} on {self.base}, {counted(len(self), 'unit')}>"

    def _repr_html_(self) -> str:
        return notebook.entries(self.units, caption=repr(self))

    def members(self) -> Iterator[tuple[str, Any]]:
        yield "schema", "variorum.apparatus/1"
        yield "tool", TOOL
        yield "signature", str(self.signature)
        yield "parts", [list(p) for p in self.signature.parts]
        yield from self.collation.table()
        yield "base", self.base
        yield "table", [list(p) for p in self.collation.signature.parts]
        yield "units", (unit.to_dict() for unit in self.units)
        yield "classes", [[c.name, c.group, c.letter, c.description] for c in self.classes]
        yield "layers", [[name, list(wanted)] for name, wanted in self.layers]
        yield "hidden", list(self.hidden)

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict for each unit, reading and witness."""
        return [row for unit in self.units for row in unit.to_rows()]


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
