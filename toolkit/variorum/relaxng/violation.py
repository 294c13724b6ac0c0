"""A violation of a grammar, as a value: what is wrong where, what was expected, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a violation is about; the value is a name for people."""

    ELEMENT = "element not allowed"
    ATTRIBUTE = "attribute not allowed"
    VALUE = "value not allowed"
    INCOMPLETE = "content incomplete"
    MISSING_ATTRIBUTE = "attribute missing"
    TEXT = "text not allowed"
    ID_TAKEN = "id not unique"
    ID_UNKNOWN = "id not found"
    NOTHING_ALLOWED = "schema allows nothing"


@dataclass(frozen=True, slots=True)
class Violation:
    """One violation. Lines and columns count from 1, in characters; the end is exclusive.

    `element` and `attribute` are names as lxml writes them, `{namespace}local`; `attribute` is
    empty where none is at fault. `expected` are the names or values that would have been allowed
    in its place, in the schema's order: of elements for `ELEMENT`, `INCOMPLETE` and `TEXT`, of
    attributes for `ATTRIBUTE` and `MISSING_ATTRIBUTE`, values for `VALUE` (where the schema lists
    them). `meant` is the name or value that the writer may have meant. `cause` is the index,
    among all violations of the document, of the one of which this is a mere consequence.
    """

    kind: Kind
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    hint: str = ""  # what is allowed, or what to do
    xpath: str = ""  # of the element or attribute: /TEI/text[1]/body[1]/p[2]/@n
    element: str = ""
    attribute: str = ""
    value: str = ""  # what was written: the value, the text or the id
    expected: tuple[str, ...] = ()
    token: str = ""  # the word of a list that is at fault
    meant: str = ""
    near: str = ""  # the nearest xml:id or @n, on the element or around it
    cause: int | None = None
