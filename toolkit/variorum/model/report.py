"""What validation says about one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, overload

from .._version import TOOL
from .finding import Finding, Severity
from .frozen import Frozen, frozen
from .shown import Parts, counted, item
from .signature import Signature

NO_PARTS: Mapping[str, Mapping[int, str]] = Frozen({})
NO_LINES: Mapping[int, str] = Frozen({})


@dataclass(frozen=True, slots=True, repr=False)
class Report(Parts):
    """The findings of one file in the order of their places, and what was checked.

    Unlike other results, a report without a finding is false, as an empty list is.
    """

    path: str
    findings: tuple[Finding, ...]
    schema: str = ""  # name and version of the grammar; "" = none was used
    # the source lines findings point at
    lines: Mapping[int, str] = field(default=NO_LINES, hash=False)
    checked: bool = True  # False: the file could not be checked at all
    sha256: str = ""  # of the file's bytes
    silenced: int = 0  # findings that a baseline took out
    # the same lines of files that it includes, by their paths
    parts: Mapping[str, Mapping[int, str]] = field(default=NO_PARTS, hash=False)
    whole: tuple[str, ...] = ()  # the files that it includes from beginning to end

    def __post_init__(self) -> None:
        object.__setattr__(self, "findings", tuple(self.findings))
        object.__setattr__(self, "whole", tuple(self.whole))
        object.__setattr__(self, "lines", frozen(self.lines))
        object.__setattr__(self, "parts", frozen(self.parts))

    def __len__(self) -> int:
        """The number of findings, consequences included."""
        return len(self.findings)

    def __bool__(self) -> bool:
        return bool(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        found = self.findings
        return found[index] if isinstance(index, slice) else item(found, index, "finding")

    def _line(self) -> str:
        by = f", checked with {self.schema}" if self.schema else ""
        size = counted(len(self), "finding")
        return f"<Report on {self.path}, {size}{by}{'' if self.checked else ', not checked'}>"

    def members(self) -> Iterator[tuple[str, Any]]:
        yield "schema", "variorum.validate/1"
        yield "tool", TOOL
        yield "signature", str(Signature().adding(check="validate"))
        yield "inputs", [self.input()]
        yield "schemas", [{"path": self.path, "schema": self.schema or None}]
        yield "results", (finding.to_dict() for finding in self.findings)

    def input(self) -> dict[str, str]:
        """The file that was checked, by name and content."""
        name = self.path.replace("\\", "/").rpartition("/")[2]
        return {"siglum": "", "name": name, "sha256": self.sha256}

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict for each finding; `cause` is None for a fault in its own right."""
        return [{**finding.to_dict(), "cause": finding.cause} for finding in self.findings]

    def line(self, finding: Finding) -> str:
        """The source line of a finding; empty if it is not known."""
        lines = self.lines if finding.path == self.path else self.parts.get(finding.path, NO_LINES)
        return lines.get(finding.line, "")

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings that are not a consequence of another one."""
        return tuple(f for f in self.findings if f.cause is None)

    def consequences(self, index: int) -> int:
        """The number of findings that follow, directly or indirectly, from the one at `index`."""
        following = {index}
        for i, finding in enumerate(self.findings):
            if finding.cause in following:
                following.add(i)
        return len(following) - 1

    def worst(self) -> Severity | None:
        """The highest severity found; None if nothing was found."""
        return max((f.severity for f in self.findings), default=None)

    def fails(self, limit: Severity) -> bool:
        """Was anything found at or above this severity?"""
        worst = self.worst()
        return worst is not None and worst >= limit
