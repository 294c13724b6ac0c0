"""What each witness has where readings stand in the text: parallel segmentation, untwisted.

In `<p>a <app><lem wit="#A">[b]</lem><rdg wit="#B">[c</rdg></app></p>` no witness reads all that
the paragraph holds. Rules about the text itself ask here whose text a piece belongs to; a reading
that an entry apart from the text gives is no strand of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from .document import Element, ancestor, name

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
                    found.update(dict.fromkeys((other.get("wit") or "").split()))
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


def reads(siglum: str, pieces: Chain) -> bool:
    """Does a witness have what stands in these readings? Whom an entry omits has its lemma."""
    return all(_has(siglum, reading) for reading in pieces)


def _has(siglum: str, reading: Element) -> bool:
    if siglum and siglum in (reading.get("wit") or "").split():
        return True
    every = readings(ancestor(reading, "app"))
    if siglum and any(siglum in (r.get("wit") or "").split() for r in every):
        return False
    lemma = next((r for r in every if name(r) == "lem"), every[0])
    return reading is lemma and (not siglum or name(lemma) == "lem")
