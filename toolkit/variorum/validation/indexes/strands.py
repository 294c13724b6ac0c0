"""What each witness has where readings stand in the text: parallel segmentation, untwisted.

In `<p>a <app><lem wit="#A">[b]</lem><rdg wit="#B">[c</rdg></app></p>` no witness reads all that
the paragraph holds. Rules about the text itself ask here whose text a piece belongs to; a reading
that an entry apart from the text gives is not a strand of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..document.document import Element, ancestor, name

READINGS = frozenset({"lem", "rdg"})
BASE = ""  # who has the lemma of every entry, or its first reading
Chain = tuple[Element, ...]


def inline(reading: Element) -> bool:
    """Does a reading stand in the running text, not in a list or tied to it by a pointer?"""
    app = ancestor(reading, "app")
    if app is None or app.get("from") or app.get("to") or app.get("loc"):
        return False
    return ancestor(app, "listApp", "noteGrp") is None


def chain(element: Element) -> Chain:
    """The readings of the text in which an element stands, inner before outer."""
    found = []
    node = element
    while node is not None:
        if name(node) in READINGS and inline(node):
            found.append(node)
        node = node.getparent()
    return tuple(found)


def sigla(chains: Iterable[Chain]) -> list[str]:
    """Everyone whose text may differ among these readings: the base, and each token of @wit."""
    found = {BASE: None}
    seen = set()
    for one in chains:
        for reading in one:
            app = ancestor(reading, "app")
            if app not in seen:
                seen.add(app)
                for other in readings(app):
                    found.update(dict.fromkeys(_cited(other)))
    return list(found)


def readings(app: Element) -> list[Element]:
    """The readings of an entry, through `rdgGrp`, in order."""
    found = []
    for child in app:
        if name(child) in READINGS:
            found.append(child)
        elif name(child) == "rdgGrp":
            found += readings(child)
    return found


@dataclass(frozen=True, slots=True)
class Voice:
    """Who reads one reading: those it names, and those whom its entry leaves to the lemma."""

    named: frozenset[str]
    elsewhere: frozenset[str]  # named by any reading of the entry
    speaks_for: bool  # the base has it
    speaks_for_all: bool  # and everyone whom the entry omits

    def of(self, siglum: str) -> bool:
        if not siglum:
            return self.speaks_for
        return siglum in self.named or (self.speaks_for_all and siglum not in self.elsewhere)


class Readers:
    """Who reads what. Kept for each reading, since it is asked of every witness."""

    def __init__(self) -> None:
        self._voices: dict[Element, Voice] = {}

    def reads(self, siglum: str, pieces: Chain) -> bool:
        """Does a witness have what stands in these readings?"""
        return all(self._voice(reading).of(siglum) for reading in pieces)

    def _voice(self, reading: Element) -> Voice:
        if reading not in self._voices:
            self._voices[reading] = _voice(reading)
        return self._voices[reading]


def _voice(reading: Element) -> Voice:
    every = readings(ancestor(reading, "app"))
    lemmas = [r for r in every if name(r) == "lem"]
    first = reading in (lemmas or every)[:1]
    return Voice(
        frozenset(_cited(reading)),
        frozenset(siglum for one in every for siglum in _cited(one)),
        first,
        first and bool(lemmas),
    )


def _cited(reading: Element) -> list[str]:
    return (reading.get("wit") or "").split()
