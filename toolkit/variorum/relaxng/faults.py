"""What the walk found, before it is put into words: kind, place, and the pattern at that place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from .pattern import Pattern

if TYPE_CHECKING:
    from lxml import etree

    Node = etree._Element


class FaultKind(Enum):
    """The kinds of fault, with the code and the rule's name that a finding bears."""

    UNKNOWN_ELEMENT = ("SCH001", "element-not-allowed", "the grammar does not know it")
    MISPLACED_ELEMENT = ("SCH001", "element-not-allowed", "known, but not in this place")
    EARLY_ELEMENT = ("SCH001", "element-not-allowed", "something required is not yet there")
    INSIDE_UNKNOWN = ("SCH001", "element-not-allowed", "known, but inside what is not")
    ATTRIBUTE = ("SCH002", "attribute-not-allowed")
    ATTRIBUTE_VALUE = ("SCH003", "value-not-allowed", "of an attribute")
    ELEMENT_VALUE = ("SCH003", "value-not-allowed", "of an element")
    INCOMPLETE = ("SCH004", "content-incomplete")
    MISSING_ATTRIBUTE = ("SCH005", "attribute-missing")
    TEXT = ("SCH006", "text-not-allowed")
    DUPLICATE_ID = ("SCH007", "id-not-unique", "the second place")
    FIRST_ID = ("SCH007", "id-not-unique", "the first place")
    UNKNOWN_ID = ("SCH008", "id-not-found")
    NOTHING_ALLOWED = ("SCH009", "schema-allows-nothing")

    def __init__(self, code: str, rule: str, meaning: str = "") -> None:
        self.code = code
        self.rule = rule
        self.meaning = meaning


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
