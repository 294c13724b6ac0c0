"""What a reader found in one input."""

from __future__ import annotations

from dataclasses import dataclass

from .alignment import Answer, Synopsis
from .apparatus import Apparatus, EncodedUnit
from .collation import Collation
from .finding import Finding
from .witness import Witness


@dataclass(frozen=True, slots=True)
class Source:
    """Always witnesses; where the format carries more, that too: `convert` shall lose nothing."""

    witnesses: tuple[Witness, ...]
    synopsis: Synopsis | None = None
    collation: Collation | None = None
    apparatus: Apparatus | None = None
    units: tuple[EncodedUnit, ...] = ()  # over the collation, where the format says them
    beside: tuple[Witness, ...] = ()  # in another language: no witnesses of the collation
    answers: tuple[Answer, ...] = ()  # which passages of `beside` answer the base's
    findings: tuple[Finding, ...] = ()  # what was skipped or doubtful while reading
    reader: str = ""  # "tei", "txt", …
