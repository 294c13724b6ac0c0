"""One fault, one message: where two layers see the same fault, the plainer one speaks for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..model import Finding

# What an integrity or constraint rule says better than the grammar at the same element.
PLAINER: Mapping[str, tuple[str, ...]] = {
    "REF001": ("SCH007",),
    "REF002": ("SCH003", "SCH007"),
    "REF007": ("SCH003",),
    "LNG001": ("SCH003", "LNG002"),
    "APP011": ("TXT004",),
    "XML008": ("SCH001",),
    "APP015": ("SCH004",),
    "STR001": ("SCH001",),
    "STR005": ("SCH001", "SCH004", "SCH005"),
    "STR006": ("SCH004",),
    "ENC002": ("SCH004",),
    "STR009": ("SCH001",),
    "STR011": ("SCH005",),
    "STR012": ("SCH002", "SCH005"),
    "STR013": ("SCH003", "SCH004"),
    "STR014": ("SCH004",),
    "STR015": ("SCH001", "SCH004"),
    "STR020": ("SCH001",),
}


def fold(findings: list[Finding]) -> list[Finding]:
    """Make a finding the consequence of the rule that explains it better.

    The rule then speaks as gravely as what it speaks for: an invalid file is not but a warning.
    """
    speakers = {
        (owner(f), other): i
        for i, f in enumerate(findings)
        for other in PLAINER.get(f.code, ())
        if f.xpath
    }
    folded = list(findings)
    for i, finding in enumerate(findings):
        cause = speakers.get((owner(finding), finding.code))
        if cause is not None and finding.cause is None:
            folded[i] = replace(folded[i], cause=cause)
            graver = max(folded[cause].severity, finding.severity)
            folded[cause] = replace(folded[cause], severity=graver)
    return folded


def owner(finding: Finding) -> str:
    """The path of the element that a finding is about, or whose attribute it is about."""
    return finding.xpath.partition("/@")[0]
