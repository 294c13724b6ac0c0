"""One fault, one message: where two layers see the same fault, the plainer one speaks for both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...model import Finding
from ..values.nearest import nearest

Found = list[Finding]
Follows = Iterator[tuple[int, int]]  # what follows, and from what, by index

# What an integrity or constraint rule says better than the grammar at the same element.
PLAINER: Mapping[str, tuple[str, ...]] = {
    "REF001": ("SCH007",),
    "REF002": ("SCH003", "SCH007"),
    "REF007": ("SCH003",),
    "LNG001": ("SCH003", "LNG002"),
    "APP011": ("TXT004",),
    "XML008": ("SCH001", "SCH004"),
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
    "STR033": ("SCH001",),
    "STR034": ("SCH002",),
    "WIT005": ("APP014",),
    "APP007": ("WIT004",),
    "APP016": ("WIT005",),
}

# Rules of ours that say in other words what TEI's schemas say by Schematron.
CONSTRAINTS = ("STR", "REF007")
# What the grammar says better of the value of one attribute.
BY_VALUE = ("WIT001", "REF003", "REF004")
# What a witness that stands in the wrong reading leaves behind: its own is without it.
MISPLACED = ("WIT004", "WIT008", "APP017")
# A fault of one xml:id, after which whatever pointed to it points nowhere.
OF_AN_ID = ("REF001", "REF002", "WIT013")
SEEKING = ("WIT001", "REF003")
_ENTRY = re.compile(r"/app\[\d+\]")


def fold(findings: Found) -> Found:
    """Make a finding the consequence of the one that explains it better.

    It takes the higher severity of the two, so an invalid file is never downgraded to a warning.
    """
    folded = list(findings)
    for explains in (
        _of_a_missing_schema,
        _plainer,
        _of_a_value,
        _repeated,
        _within_an_app,
        _of_a_lost_id,
        _of_a_tag,
    ):
        for i, cause in explains(folded):
            if folded[i].cause is None and i not in _causes(folded, cause):
                folded[i] = replace(folded[i], cause=cause)
                if folded[cause].code != "XML008":  # of what is not here nothing can be said
                    graver = max(folded[cause].severity, folded[i].severity)
                    folded[cause] = replace(folded[cause], severity=graver)
    return folded


def _causes(findings: Found, i: int | None) -> Iterator[int]:
    """A finding, what it follows from, what that follows from ..."""
    while i is not None:
        yield i
        i = findings[i].cause


def _of_a_missing_schema(findings: Found) -> Follows:
    """What the bundled profile does not know follows from the schema that was not run."""
    lost = next((i for i, f in enumerate(findings) if f.code == "SCH011"), None)
    if lost is not None:
        for i, finding in enumerate(findings):
            if finding.code == "SCH010":
                yield i, lost


def _plainer(findings: Found) -> Follows:
    speakers = {
        (owner(f), other): i
        for i, f in enumerate(findings)
        for other in _spoken_for(f.code)
        if f.xpath
    }
    for i, finding in enumerate(findings):
        cause = speakers.get((owner(finding), finding.code))
        if cause is not None:
            yield i, cause


def _spoken_for(code: str) -> tuple[str, ...]:
    """The codes of what a finding says better."""
    known = PLAINER.get(code, ())
    return (*known, "SCT001", "SCT002") if code.startswith(CONSTRAINTS) else known


def _of_a_value(findings: Found) -> Follows:
    """A value that is not a pointer leads nowhere; an empty @wit cites nobody."""
    wrong = {f.xpath: i for i, f in enumerate(findings) if f.code == "SCH003" and f.xpath}
    for i, finding in enumerate(findings):
        path = f"{finding.xpath}/@wit" if finding.code == "APP017" else finding.xpath
        if finding.code in (*BY_VALUE, "APP017") and path in wrong:
            yield i, wrong[path]


def _repeated(findings: Found) -> Follows:
    """The same said of one thing at several places: the first speaks for all."""
    first: dict[tuple[str, str], int] = {}
    order = sorted(range(len(findings)), key=lambda i: (findings[i].line, findings[i].column))
    for i in order:
        finding = findings[i]
        lost = _named(finding)
        if finding.code == "WIT012" or lost:
            cause = first.setdefault((finding.code, lost or finding.subject), i)
            if cause != i:
                yield i, cause


def _within_an_app(findings: Found) -> Follows:
    """A witness cited in the wrong reading is missing from its own; one in no reading is never
    cited.
    """
    misplaced: dict[str, int] = {}
    for i, finding in enumerate(findings):
        if finding.code in MISPLACED:
            for entry in _ENTRY.finditer(finding.xpath):
                misplaced.setdefault(finding.xpath[: entry.end()], i)
    for i, finding in enumerate(findings):
        if finding.code == "WIT005" and finding.xpath in misplaced:
            yield i, misplaced[finding.xpath]
    lacking = {w: i for i, f in enumerate(findings) if f.code == "WIT005" for w in f.subjects}
    for i, finding in enumerate(findings):
        if finding.code == "WIT007" and finding.subject in lacking:
            yield i, lacking[finding.subject]


def _of_a_lost_id(findings: Found) -> Follows:
    """Where one id was lost and one like it is looked for, they are the same."""
    lost = [f for f in enumerate(findings) if f[1].code in OF_AN_ID and f[1].cause is None]
    emptied = [f for f in enumerate(findings) if f[1].code == "SCH004" and f[1].cause is None]
    sought = [f for f in enumerate(findings) if f[1].cause is None and f[1].code in SEEKING]
    if len({_named(finding) for _, finding in sought}) == 1:
        for i, finding in sought:
            causes = [j for j, fault in (lost or emptied) if _explains(fault, finding)]
            if len(causes) == 1:
                yield i, causes[0]


def _explains(fault: Finding, seeking: Finding) -> bool:
    """Can what is looked for have been lost by this fault?"""
    where = owner(fault).rpartition("/")[2].partition("[")[0]
    if fault.code == "SCH004":
        held = {"listWit": "/@wit", "handNotes": "/@hand", "listPerson": "/@ref"}
        return where in held and seeking.xpath.endswith(held[where])
    if seeking.code == "WIT001":
        return where == "witness"
    return fault.attribute == "xml:id" and bool(nearest(_named(seeking), [fault.subject]))


def _of_a_tag(findings: Found) -> Follows:
    """A language whose declaration is misspelt is used and not declared."""
    wrong = [i for i, f in enumerate(findings) if f.code == "LNG001" and "/language[" in f.xpath]
    undeclared = [i for i, f in enumerate(findings) if f.code == "LNG002" and f.cause is None]
    if len(wrong) == len(undeclared) == 1:
        yield undeclared[0], wrong[0]


def _named(finding: Finding) -> str:
    """The id that a pointer of a finding names and that is nowhere; "" for other findings."""
    if finding.code not in SEEKING or finding.subjects or not finding.subject.startswith("#"):
        return ""
    return finding.subject[1:]


def owner(finding: Finding) -> str:
    """The path of the element that a finding is about, or whose attribute it is about."""
    return finding.xpath.partition("/@")[0]
