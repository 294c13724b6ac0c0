"""What an edition that was read says of its units: its editor's, not ours to make anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .shown import Shown


@dataclass(frozen=True, slots=True, repr=False)
class Conjecture(Shown):
    """A reading of an edition that no witness has: an editor's."""

    text: str
    cls: str = ""
    label: str = ""
    by: tuple[str, ...] = ()  # whose it is, where the edition says so
    lemma: bool = False  # is it what the edition prints?
    place: int = 0  # among the entry's readings, from 1

    def to_dict(self) -> dict[str, Any]:
        """The conjecture as the JSON output holds it."""
        return {
            "text": self.text,
            "class": self.cls,
            "label": self.label,
            "by": list(self.by),
            "lemma": self.lemma,
            "place": self.place,
        }


@dataclass(frozen=True, slots=True, repr=False)
class EncodedReading(Shown):
    """What an edition says of one reading of an entry, beside its words."""

    sigla: tuple[str, ...]
    cls: str = ""  # against the base's reading
    label: str = ""
    place: int = 0
    kind: str = ""  # what is said of it, where the base has not the edition's lemma


@dataclass(frozen=True, slots=True, repr=False)
class EncodedUnit(Shown):
    """A unit as an edition that was read encodes it: its editor's, not ours to make anew."""

    start: int  # columns start:end of the collation
    end: int
    id: str = ""  # "" where the edition gives it no name of its own
    layer: str = ""
    readings: tuple[EncodedReading, ...] = ()
    conjectures: tuple[Conjecture, ...] = ()
    notes: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()  # who leaves out all of an overlap unit
    covered: tuple[tuple[str, str], ...] = ()  # who is silent here, and by which overlap unit
