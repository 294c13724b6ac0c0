"""What a user may say about writing, the same names for every format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..errors import UsageError
from ..model import Answer, Witness

METHODS = {
    "ps": "parallel-segmentation",
    "dep": "double-end-point",
    "loc": "location-referenced",
}
_CHOICES = {
    "method": tuple(METHODS),
    "location": ("internal", "external"),
    "style": ("positive", "negative"),
    "profile": ("edition", "interchange"),
    "shape": ("", "wide", "long"),
    "omission": ("state", "gap"),
    "form": ("notes", "changes", "table"),
}


@dataclass(frozen=True, slots=True)
class Options:
    """How to write; a format ignores what it has no use for. Raises `UsageError` for a choice
    that is not offered."""

    method: str = "ps"
    location: str = "internal"  # where the `app`s stand; parallel segmentation is internal
    style: str = "positive"
    profile: str = "edition"
    shape: str = ""  # CSV, TSV, XLSX; "" = what suits the value
    formulas: bool = False  # leave cells that a spreadsheet would run as they are
    bom: bool = False  # begin with a byte-order mark, for Excel
    omission: str = "state"  # NEXUS, PHYLIP: an omission is a state of its own, or a gap
    trivial: tuple[str, ...] = ()  # NEXUS, PHYLIP: classes that share the lemma's state
    form: str = "notes"  # DOCX
    title: str = ""
    width: int = 80
    document: bytes = b""  # the base witness's own TEI file, to write into
    document_name: str = ""
    beside: tuple[Witness, ...] = ()  # witnesses in another language: no readings
    answers: tuple[Answer, ...] = ()  # which passages of `beside` answer the base's
    command: str = ""  # for the JSON schema's name
    inputs: tuple[Mapping[str, str], ...] = field(default=())  # siglum, name, sha256

    def __post_init__(self) -> None:
        for name, offered in _CHOICES.items():
            value = getattr(self, name)
            if value not in offered:
                choices = ", ".join(c for c in offered if c)
                raise UsageError(f"unknown {name} {value!r}", hint=f"choose from {choices}")


def method(name: str) -> str:
    """The short name of a method of apparatus, from either name."""
    for short, long in METHODS.items():
        if name in (short, long):
            return short
    raise UsageError(f"unknown method {name!r}", hint=f"choose from {', '.join(METHODS)}")
