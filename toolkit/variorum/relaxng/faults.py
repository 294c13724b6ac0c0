"""What the walk found, before it is put into words: kind, place, and the pattern at that place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from .pattern import Pattern
from .violation import Kind

if TYPE_CHECKING:
    from lxml import etree

    Node = etree._Element


class FaultKind(Enum):
    """The kinds of fault that the walk distinguishes, each with the kind that is reported."""

    UNKNOWN_ELEMENT = (Kind.ELEMENT, "the grammar does not know it")
    MISPLACED_ELEMENT = (Kind.ELEMENT, "known, but not in this place")
    EARLY_ELEMENT = (Kind.ELEMENT, "something required is not yet there")
    INSIDE_UNKNOWN = (Kind.ELEMENT, "known, but inside what is not")
    ATTRIBUTE = (Kind.ATTRIBUTE, "")
    ATTRIBUTE_VALUE = (Kind.VALUE, "of an attribute")
    ELEMENT_VALUE = (Kind.VALUE, "of an element")
    INCOMPLETE = (Kind.INCOMPLETE, "")
    MISSING_ATTRIBUTE = (Kind.MISSING_ATTRIBUTE, "")
    TEXT = (Kind.TEXT, "")
    DUPLICATE_ID = (Kind.ID_TAKEN, "the second place")
    FIRST_ID = (Kind.ID_TAKEN, "the first place")
    UNKNOWN_ID = (Kind.ID_UNKNOWN, "")
    NOTHING_ALLOWED = (Kind.NOTHING_ALLOWED, "")

    @property
    def reported(self) -> Kind:
        return self.value[0]


@dataclass(slots=True)
class Fault:
    """One fault as the walk met it."""

    kind: FaultKind
    node: Node  # the element that is at fault, or that holds the text
    index: int  # its number in document order; the root is 0
    parent: int  # the number of the element around it; -1 for the root
    state: Pattern  # what was allowed there
    name: str = ""  # the attribute at fault
    value: str = ""  # what was written
    values: tuple[Pattern, ...] = ()  # the patterns that the value should have matched
    after: tuple[str, int] = (
        "start",
        0,
    )  # text: the mark-up before it (start, end, misc) by number
    cause: Fault | None = None
    missing: tuple[str, ...] = ()  # the attributes or elements that are wanting
    first: tuple[Node, int] | None = None  # ids: the element that had the id first, its number
