"""What a user may say about reading, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from ..errors import UsageError
from ..text.normal import Pipeline

CHOICES = ("orig", "sic", "abbr", "reg", "corr", "expan")
FURNITURE = ("drop", "keep")


@dataclass(frozen=True, slots=True)
class Options:
    """How to read.

    `choice`: of TEI's `choice`, keep what stands on the page (`orig`: sic, orig, abbr) or the
    editor's (`reg`: corr, reg, expan); or the first there is of several, as in `expan,reg,corr`,
    else what stands on the page. `layers`: read the hands of one document as witnesses of
    their own (A*, Ac). `exclude_elements` and `only_elements` are XPaths of TEI elements that are
    not read, or outside of which nothing is. Raises `UsageError` for another choice.
    """

    siglum: str = ""  # "" = the file's own, else the file's stem
    normal: Pipeline = Pipeline()
    encoding: str = ""  # of plain text; "" = UTF-8, or UTF-16 by its mark
    language: str = ""  # BCP 47; "" = what the file says
    choice: str = "orig"
    layers: bool = False
    furniture: str = "drop"  # note marks, page numbers, running heads, line-end hyphens; or "keep"
    exclude_elements: tuple[str, ...] = ()
    only_elements: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if unknown := next((c for c in self.choices if c not in CHOICES), None):
            raise UsageError(
                f"unknown choice {unknown!r}", hint=f"choose from {', '.join(CHOICES)}"
            )
        if self.furniture not in FURNITURE:
            raise UsageError(
                f"furniture cannot be {self.furniture!r}", hint=f"it is {' or '.join(FURNITURE)}"
            )

    @property
    def choices(self) -> tuple[str, ...]:
        """The elements of a `choice` that are taken, the first that there is."""
        return tuple(c.strip() for c in self.choice.split(",") if c.strip()) or ("orig",)

    def siglum_for(self, name: str) -> str:
        """The siglum that the user gave, else the file's stem; of `FOLDER/*.xml` the folder's."""
        path = PurePath(name)
        named = path.parent if "*" in path.name or "?" in path.name else path
        return self.siglum or named.name.split(".")[0] or "A"
