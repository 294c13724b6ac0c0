"""What validation says about one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...model import Finding, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one file in the order of their places, and what was checked."""

    path: str
    findings: tuple[Finding, ...]
    schema: str = ""  # name and version of the grammar; "" = none was used
    lines: Mapping[int, str] = field(default_factory=dict)  # the source lines findings point at
    checked: bool = True  # False: the file could not be checked at all
    sha256: str = ""  # of the file's bytes
    silenced: int = 0  # findings that a baseline took out

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings that are no mere consequence of another."""
        return tuple(f for f in self.findings if f.cause is None)

    def consequences(self, index: int) -> int:
        """How many findings follow, directly or not, from the one at `index`."""
        following = {index}
        for i, finding in enumerate(self.findings):
            if finding.cause in following:
                following.add(i)
        return len(following) - 1

    def worst(self) -> Severity | None:
        """The gravest severity found; None where nothing was."""
        return max((f.severity for f in self.findings), default=None)

    def fails(self, limit: Severity) -> bool:
        """Is something found at or above a severity?"""
        worst = self.worst()
        return worst is not None and worst >= limit
