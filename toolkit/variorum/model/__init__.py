"""The values that go round: small, immutable, standard library only.

A document, not a passage, is the unit: a transposition may cross passages and a version may lack
one. Readers make these values, aligners and critics derive new ones, writers print them. What one
command alone makes is in a file of its own: `comparison`, `measures`, `report`.
"""

from .alignment import Answer, Bead, Link, Links, Row, Synopsis
from .apparatus import (
    Apparatus,
    Locus,
    Reading,
    VariationUnit,
)
from .classes import CLASSES, FORMAL, SUBSTANTIVE, ReadingClass
from .collation import Block, Cell, Collation, Column, Tie, Transposition
from .decision import Decision
from .encoded import Conjecture, EncodedReading, EncodedUnit
from .finding import Finding, Severity
from .signature import Signature
from .source import Source
from .term import Glossary, Term
from .witness import Kind, Lacuna, Note, Passage, Span, Token, Witness

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
    "Passage",
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
