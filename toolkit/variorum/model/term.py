"""The words of a source that translators left standing, and how every version renders them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, overload

from .._version import TOOL
from .alignment import Synopsis
from .frozen import frozen
from .shown import Parts, Shown, counted, item, unknown
from .signature import Signature


@dataclass(frozen=True, slots=True, repr=False)
class Term(Shown):
    """One source term, with the fields of a `glossary` row in the JSON output, and `given`.

    `cyrillic` lists every candidate, the best first; `given` is the word as a source witness writes
    it, or "". `renderings` has the texts of each siglum in the order of the rows.
    """

    term: str
    cyrillic: tuple[str, ...]
    schemes: tuple[str, ...]
    in_dictionary: bool
    places: tuple[str, ...]
    renderings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    given: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "renderings", frozen(self.renderings))

    def to_dict(self) -> dict[str, Any]:
        """The term as a row of the JSON output."""
        return {
            "term": self.term,
            "cyrillic": list(self.cyrillic),
            "schemes": list(self.schemes),
            "in_dictionary": self.in_dictionary,
            "places": list(self.places),
            "renderings": {s: list(texts) for s, texts in self.renderings.items()},
        }


@dataclass(frozen=True, slots=True, repr=False)
class Glossary(Parts):
    """The terms, in the order of the rows in which they occur."""

    terms: tuple[Term, ...]
    synopsis: Synopsis  # of the versions and the source; places are passages of it
    source: str = ""  # siglum of the text in the source language; "" without one
    signature: Signature = Signature()

    def __len__(self) -> int:
        """The number of terms."""
        return len(self.terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    @overload
    def __getitem__(self, index: int | str) -> Term: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Term, ...]: ...
    def __getitem__(self, index: int | slice | str) -> Term | tuple[Term, ...]:
        """A term by its number, or by the word itself."""
        if isinstance(index, slice):
            return self.terms[index]
        if isinstance(index, int):
            return item(self.terms, index, "term")
        for term in self.terms:
            if term.term == index:
                return term
        raise unknown(index, (t.term for t in self.terms), "term")

    def _line(self) -> str:
        return f"<Glossary of {', '.join(self.synopsis.sigla)}, {counted(len(self), 'term')}>"

    def members(self) -> Iterator[tuple[str, Any]]:
        yield "schema", "variorum.glossary/1"
        yield "tool", TOOL
        yield "signature", str(self.signature)
        yield "results", (term.to_dict() for term in self.terms)

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict for each term: its forms, its places, and the rendering of each version."""
        return [row for term in self.terms for row in term.to_rows()]
