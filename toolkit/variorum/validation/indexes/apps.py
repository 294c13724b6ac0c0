"""Apparatus entries with their own readings, and the method by which they are tied to the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..document.document import Element, name

if TYPE_CHECKING:
    from ..document.document import Document
    from .witnesses import Witnesses

PARALLEL = "parallel-segmentation"
DOUBLE = "double-end-point"
LOCATION = "location-referenced"

CORRECTIONS = frozenset(
    "ac pc a.c. p.c. antecorr postcorr corrected correction correction-deletion "
    "correction-addition correction-substitution correction-transposition firsthand secondhand "
    "correction-cancellation corrector ambiguous".split()
)


@dataclass(eq=False, slots=True)  # one of thousands: frozen ones take four times as long to make
class Reading:
    """A `lem`, `rdg` or `witDetail` of an app, with what its @wit says."""

    element: Element
    kind: str  # "lem", "rdg", "witDetail"
    tokens: tuple[str, ...]  # of @wit, as written
    keys: tuple[str | None, ...]  # for each token the witness it names
    group: Element | None  # the rdgGrp around it, if any

    @property
    def type(self) -> str:
        """Its own @type, else that of its group."""
        own = self.element.get("type") or ""
        return own or ((self.group.get("type") or "") if self.group is not None else "")

    @property
    def is_correction(self) -> bool:
        """Does it say that one hand of a witness, not the whole witness, reads so?"""
        types = self.type.lower().split()
        return bool(self.element.get("hand") or self.element.get("varSeq")) or any(
            t in CORRECTIONS for t in types
        )


@dataclass(eq=False, slots=True)  # likewise
class App:
    """One `app` with the readings that are its own, not those of apps within it."""

    element: Element
    readings: tuple[Reading, ...]
    outer: Reading | None  # the reading of another app in which this one stands
    lemma: Reading | None = field(init=False)
    variants: tuple[Reading, ...] = field(init=False)  # its rdgs

    def __post_init__(self) -> None:
        self.lemma = next((r for r in self.readings if r.kind == "lem"), None)
        self.variants = tuple([r for r in self.readings if r.kind == "rdg"])


def collect(document: Document, witnesses: Witnesses) -> tuple[App, ...]:
    """Every app of a document, outer before inner."""
    own: dict[Element, list[Reading]] = {app: [] for app in document.named("app")}
    by_element: dict[Element, Reading] = {}
    sigla: dict[str, tuple[tuple[str, ...], tuple[str | None, ...]]] = {}
    for element in document.named("lem", "rdg", "witDetail"):
        outer = element.getparent()
        if outer not in own:  # but in a group, or astray
            outer = document.ancestor(element, "app", "lem", "rdg")
            if outer not in own:
                continue
        cited = element.get("wit") or ""
        if cited not in sigla:
            tokens = tuple(cited.split())
            sigla[cited] = tokens, tuple(witnesses.resolve(t) for t in tokens)
        reading = _reading(element, *sigla[cited])
        own[outer].append(reading)
        by_element[element] = reading
    apps = []
    for app, readings in own.items():
        around = document.ancestor(app, "lem", "rdg")
        apps.append(App(app, tuple(readings), by_element.get(around)))
    return tuple(apps)


def _reading(element: Element, tokens: tuple[str, ...], keys: tuple[str | None, ...]) -> Reading:
    group = element.getparent()
    return Reading(
        element,
        name(element),
        tokens,
        keys,
        group if group is not None and name(group) == "rdgGrp" else None,
    )


def declared_method(document: Document) -> tuple[Element, str, str] | None:
    """The `variantEncoding` of a document: element, @method, @location."""
    for element in document.named("variantEncoding"):
        return element, element.get("method") or "", element.get("location") or ""
    return None


def tie(app: Element) -> str:
    """The method that one app shows by its own attributes; "" for a bare app."""
    if app.get("from") or app.get("to"):
        return DOUBLE
    return LOCATION if app.get("loc") else ""


def inferred_method(document: Document) -> str:
    """What most apps show; parallel segmentation for bare apps outside a `listApp`."""
    counts = {DOUBLE: 0, LOCATION: 0, PARALLEL: 0}
    for app in document.named("app"):
        bare = PARALLEL if document.ancestor(app, "listApp") is None else LOCATION
        counts[tie(app) or bare] += 1
    best = max(counts, key=lambda method: counts[method])
    return best if counts[best] else ""


def method(document: Document) -> str:
    """The declared method if it is one of the three, else the inferred."""
    declared = declared_method(document)
    if declared and declared[1] in (PARALLEL, DOUBLE, LOCATION):
        return declared[1]
    return inferred_method(document)
