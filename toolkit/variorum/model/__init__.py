"""The values that go round: small, immutable, standard library only.

A document, not a passage, is the unit: a transposition may cross passages and a version may lack
one. Readers make these values, aligners and critics derive new ones, writers print them. What one
command alone makes is in a file of its own: `comparison`, `measures`, `report`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .alignment import Answer, Bead, Link, Links, Row, Synopsis
    from .apparatus import (
        Apparatus,
        Locus,
        Reading,
        VariationUnit,
    )
    from .classes import CLASSES, FORMAL, SUBSTANTIVE, ReadingClass
    from .collation import Block, Cell, Collation, Column, Tie, Transposition
    from .decision import Decided, Decision, Outcome, Place
    from .encoded import Conjecture, EncodedReading, EncodedUnit
    from .finding import Finding, Severity
    from .signature import Signature
    from .source import Source
    from .term import Glossary, Term
    from .witness import Kind, Lacuna, Note, Passage, Reference, Span, Token, Witness

__all__ = [
    "Answer",
    "Apparatus",
    "Bead",
    "Block",
    "CLASSES",
    "Cell",
    "Collation",
    "Column",
    "Conjecture",
    "Decided",
    "Decision",
    "EncodedReading",
    "EncodedUnit",
    "FORMAL",
    "Finding",
    "Glossary",
    "Kind",
    "Lacuna",
    "Link",
    "Links",
    "Locus",
    "Note",
    "Outcome",
    "Passage",
    "Place",
    "Reference",
    "Reading",
    "ReadingClass",
    "Row",
    "SUBSTANTIVE",
    "Severity",
    "Signature",
    "Source",
    "Span",
    "Synopsis",
    "Term",
    "Tie",
    "Token",
    "Transposition",
    "VariationUnit",
    "Witness",
]

# A value is imported when it is asked for: a diff of a page needs no apparatus.
_HOMES = {
    "alignment": ("Answer", "Bead", "Link", "Links", "Row", "Synopsis"),
    "apparatus": ("Apparatus", "Locus", "Reading", "VariationUnit"),
    "classes": ("CLASSES", "FORMAL", "SUBSTANTIVE", "ReadingClass"),
    "collation": ("Block", "Cell", "Collation", "Column", "Tie", "Transposition"),
    "decision": ("Decided", "Decision", "Outcome", "Place"),
    "encoded": ("Conjecture", "EncodedReading", "EncodedUnit"),
    "finding": ("Finding", "Severity"),
    "signature": ("Signature",),
    "source": ("Source",),
    "term": ("Glossary", "Term"),
    "witness": ("Kind", "Lacuna", "Note", "Passage", "Reference", "Span", "Token", "Witness"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = getattr(import_module(f".{_HOME[name]}", __name__), name)
    return globals()[name]
