"""Keys: which finding of its file a finding is, whatever is fixed or inserted above it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ...model import Finding

LONGEST = 60  # characters of a subject that a key quotes; of a longer one, a checksum stands too


def entries(finding: Finding) -> list[str]:
    """The keys, without numbers, of every place for which a finding stands.

    So a finding that speaks for many is known where each of these is known, and what is left of
    it once some are fixed is nothing new.
    """
    subjects = finding.subjects or (finding.subject,) * max(finding.count, 1)
    return [_key(finding, subject) for subject in subjects]


def keyed(findings: Sequence[Finding]) -> list[Finding]:
    """Findings in their order with their keys; of several that are equal, each with its number."""
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        key = _key(finding, finding.subject)
        seen[key] += 1
        number = f" ({seen[key]})" if seen[key] > 1 else ""
        found.append(replace(finding, key=key + number))
    return found


def _key(finding: Finding, subject: str) -> str:
    attribute = f" @{finding.attribute}" if finding.attribute else ""
    words = " ".join(subject.split())
    if len(words) > LONGEST:
        digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        words = f"{words[:LONGEST]}… {digest}"
    return f"{finding.code}{attribute}{' ' if words else ''}{words}"
