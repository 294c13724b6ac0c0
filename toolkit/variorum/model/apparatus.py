"""Variation units over a collation: where, what the base has, what the others have."""

from __future__ import annotations

from dataclasses import dataclass

from .classes import CLASSES, ReadingClass
from .collation import Block, Collation
from .signature import Signature


@dataclass(frozen=True, slots=True)
class Locus:
    """A place in the base, in words that a reader can look up.

    `first` and `last` count the words and marks of the passage from 1. Where the base has
    nothing (an addition, or a passage that it lacks) `after` is True and `first` == `last` is the
    token after which the addition stands (0 = before the first). `occurrence` tells equal lemmata
    of one passage apart, from 1.
    """

    passage: str
    first: int
    last: int
    after: bool = False
    occurrence: int = 1

    def __str__(self) -> str:
        if self.after:
            return f"{self.passage}, after {self.first}" if self.first else f"before {self.passage}"
        words = str(self.first) if self.first == self.last else f"{self.first}–{self.last}"
        return f"{self.passage}, {words}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a group of witnesses has at a locus. An omission is a reading with empty text."""

    text: str  # as its first witness writes it
    blocks: tuple[Block, ...]  # where each of its witnesses has it, sorted by siglum
    cls: str = ""  # class by name, against the lemma; "" for the lemma's own reading

    @property
    def sigla(self) -> tuple[str, ...]:
        return tuple(block.siglum for block in self.blocks)

    @property
    def omitted(self) -> bool:
        return not self.text


@dataclass(frozen=True, slots=True)
class VariationUnit:
    """A place where texts differ. Every witness stands once: in a reading or as lacunose."""

    id: str
    locus: Locus
    start: int  # columns start:end of the collation
    end: int
    lemma: Reading | None  # None where the base is lacunose
    readings: tuple[Reading, ...]  # the lemma's own first, then by number of witnesses, then text
    lacunose: tuple[str, ...] = ()
    layer: str = ""
    transposition: int | None = None  # index into the collation's transpositions


@dataclass(frozen=True, slots=True)
class EncodedUnit:
    """A unit as an edition that was read encodes it: its editor's, not ours to make anew."""

    start: int  # columns start:end of the collation
    end: int
    id: str = ""  # "" where the edition gives it no name of its own
    layer: str = ""
    classes: tuple[tuple[str, str], ...] = ()  # siglum -> class, against the base's reading


@dataclass(frozen=True, slots=True)
class Apparatus:
    """Collation, base and units. Base and units rebuild every witness exactly."""

    collation: Collation  # straight
    base: str
    units: tuple[VariationUnit, ...]
    classes: tuple[ReadingClass, ...] = CLASSES
    layers: tuple[tuple[str, tuple[str, ...]], ...] = ()  # name -> classes, in order
    hidden: tuple[str, ...] = ()  # classes left out of what is shown, never out of `units`
    signature: Signature = Signature()
