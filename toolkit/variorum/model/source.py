"""What a reader found in one input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from .shown import Shown, counted, item, witnesses
from .witness import Witness, witness_of

if TYPE_CHECKING:  # most sources are texts: what else may be in one is loaded with its reader
    from .alignment import Answer, Synopsis
    from .apparatus import Apparatus
    from .collation import Collation
    from .encoded import EncodedUnit
    from .finding import Finding


@dataclass(frozen=True, slots=True, repr=False)
class Source(Shown):
    """What was read: always witnesses, and whatever else the format contains, so that nothing is
    lost.

    `convert` relies on this.
    """

    witnesses: tuple[Witness, ...]
    synopsis: Synopsis | None = None
    collation: Collation | None = None
    apparatus: Apparatus | None = None
    beside: tuple[Witness, ...] = ()  # in another language: no witnesses of the collation
    answers: tuple[Answer, ...] = ()  # which passages of `beside` answer the base's
    findings: tuple[Finding, ...] = ()  # what was skipped or doubtful while reading
    reader: str = ""  # "tei", "txt", …

    @property
    def units(self) -> tuple[EncodedUnit, ...]:
        """The editor's own units of an edition, with its collation."""
        return self.collation.encoded if self.collation else ()

    def __len__(self) -> int:
        """The number of witnesses."""
        return len(self.witnesses)

    def __bool__(self) -> bool:
        return True  # an empty file was read too

    def __iter__(self) -> Iterator[Witness]:
        return iter(self.witnesses)

    @overload
    def __getitem__(self, index: int | str) -> Witness: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Witness, ...]: ...
    def __getitem__(self, index: int | slice | str) -> Witness | tuple[Witness, ...]:
        """A witness by its siglum or by its number."""
        if isinstance(index, slice):
            return self.witnesses[index]
        if isinstance(index, int):
            return item(self.witnesses, index, "witness")
        return witness_of(self.witnesses, index)

    @property
    def sigla(self) -> tuple[str, ...]:
        return tuple(w.siglum for w in self.witnesses)

    def _line(self) -> str:
        found = f", {counted(len(self.findings), 'finding')}" if self.findings else ""
        return f"<Source of {witnesses(self.sigla)}, read as {self.reader or 'text'}{found}>"

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict for each passage of each witness, with its text."""
        return [
            {"witness": w.siglum, "passage": p.id, "text": p.text}
            for w in self.witnesses
            for p in w.passages
        ]
