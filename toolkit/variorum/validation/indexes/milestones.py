"""Where a witness begins, breaks off, sets in again and ends: the apparatus's milestones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...text.xml import string
from ..document.document import Element, ancestor, name
from .apps import Reading

if TYPE_CHECKING:
    from .context import Shared

NAMES = ("lacunaStart", "lacunaEnd", "witStart", "witEnd")


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone for one witness."""

    kind: str
    witness: str
    element: Element
    order: int


def by_witness(shared: Shared) -> dict[str, list[Milestone]]:
    """The milestones of each witness in document order; @wit is inherited from the reading."""
    found: dict[str, list[Milestone]] = {}
    for element in shared.document.named(*NAMES):
        value = element.get("wit")
        if value is None:
            reading = ancestor(element, "rdg", "lem")
            value = reading.get("wit") or "" if reading is not None else ""
        for token in value.split():
            key = shared.witnesses.resolve(token) or token
            for leaf in shared.witnesses.leaves(key) or (key,):
                one = Milestone(name(element), leaf, element, shared.document.order(element))
                found.setdefault(leaf, []).append(one)
    return found


def marks_only(app: Element) -> bool:
    """Does an entry hold milestones alone, no words? It says who is extant, not who reads what."""
    readings = [e for e in app if name(e) in ("lem", "rdg")]
    marks = any(name(e) in NAMES for reading in readings for e in reading)
    return marks and not any(string(reading).strip() for reading in readings)


def off_ranges(milestones: list[Milestone], end: int) -> Iterator[tuple[int, int]]:
    """The stretches (document order, half open) in which a witness is not extant.

    What first sets in was off from the beginning, whether or not that was marked.
    """
    first = milestones[0].kind if milestones else ""
    since: int | None = 0 if first in ("witStart", "lacunaEnd") else None
    for one in milestones:
        if one.kind in ("lacunaStart", "witEnd") and since is None:
            since = one.order
        elif one.kind in ("lacunaEnd", "witStart") and since is not None:
            yield since, one.order
            since = None
    if since is not None:
        yield since, end


def cited(shared: Shared) -> Iterator[tuple[str, Reading]]:
    """Every single witness with every reading that cites it by its own siglum."""
    for app in shared.apps:
        for reading in app.readings:
            if reading.kind == "witDetail":
                continue
            for key, token in zip(reading.keys, reading.tokens):
                declared = shared.witnesses.declared.get(key or "")
                if declared is None or not declared.is_group:
                    yield key or token, reading


def readings_by_witness(shared: Shared) -> dict[str, list[Reading]]:
    """The readings of each witness in document order."""
    found: dict[str, list[Reading]] = {}
    for witness, reading in cited(shared):
        found.setdefault(witness, []).append(reading)
    return found


def says_lacuna(shared: Shared, reading: Reading) -> bool:
    """Is this reading itself the statement that nothing is extant, or does it hold a milestone?"""
    if shared.document.descendants(reading.element, *NAMES):
        return True
    return not shared.document.text(reading.element)
