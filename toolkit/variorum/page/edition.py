"""What the page shows, gathered from the results that the other rooms made.

The page computes nothing about the text: rows come from the collation, entries from the
apparatus, shades and trees from the measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..measure import Measures
from ..model import Apparatus

MANY = 5  # witnesses; above it entries name those that differ


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything one page is made of."""

    apparatus: Apparatus
    measures: Measures | None = None
    title: str = "Variants"
    copies: bool = False  # copies of one text: what reads alike is shown once, the base as a book
    style: str = ""  # positive, negative; "" = negative where there are many
    inputs: tuple[tuple[str, str, str], ...] = ()  # siglum, file name, sha256
    glossary: tuple[Mapping[str, object], ...] = ()  # rows as in the JSON of `glossary`
    source: tuple[str, ...] = ()  # sigla of witnesses in the source language: shown, not read
    data: str = ""  # the JSON of the command that makes the page, to be saved from it
    templates: Mapping[str, str] = field(default_factory=dict)  # a user's own, by name
    part: tuple[int, int] | None = None  # (first row, last row + 1) of a page that was split
    parts: tuple[str, ...] = ()  # file names of all parts, for the links between them
    rows_a_page: int = 0  # of an edition in parts
    words: tuple[str, ...] = ()  # the words of each part, so that a search says where to look

    @property
    def negative(self) -> bool:
        """Do entries leave out who agrees with the lemma?"""
        many = len(self.apparatus.collation.witnesses) > MANY
        return self.style == "negative" or (not self.style and self.copies and many)

    @property
    def view(self) -> str:
        """What is shown first: copies are read, translations are compared."""
        return "read" if self.copies and len(self.apparatus.collation.witnesses) > 2 else "rows"

    def file_of(self, row: int) -> str:
        """The file in which a row stands, as a link from this page names it; "" for this page."""
        first, last = self.part or (0, row + 1)
        return "" if first <= row < last else self.parts[row // self.rows_a_page]
