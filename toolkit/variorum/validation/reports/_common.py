"""What the reports share: options, messages with their remedy, counts, safe text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...model import Finding, Severity
from ...model.finding import safe
from ...model.report import Report
from ..rules.ptr_dangling import OF_FILE
from ..run.catalogue import rules
from ..run.silence import renumber


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How a report is to look."""

    color: bool = False
    width: int = 100  # columns a source line may take
    consequences: bool = False  # show also what merely follows from another finding
    most: int = 0  # findings shown at most of each file; 0 = all; JSON tells all


def told(report: Report, options: ReportOptions) -> list[tuple[int, Finding]]:
    """The findings of a file to be shown, with their indexes."""
    every = enumerate(report.findings)
    shown = [(i, f) for i, f in every if options.consequences or f.cause is None]
    return shown[: options.most] if options.most else shown


HABIT = 20  # files of which one rule says the very same, from which it is said of all at once
_EACH = ("SCH", "SCT", "XML", "CFG")  # whose places are wanted, one by one
Key = tuple[str, Severity, str]


def once(reports: Sequence[Report]) -> list[Report]:
    """The reports for a reader: what is so in the whole run is said of its first file only.

    Such are a schema that is not at hand, rules that were not run, and what a project does
    throughout: the same words in many files. Programs get each file.
    """
    of_run = {rule.code for rule in rules() if rule.of_run}
    files: Counter[Key] = Counter()
    places: Counter[Key] = Counter()
    for one in reports:
        own = [f for f in one.findings if f.cause is None]
        files.update({_key(f) for f in own})
        places.update(key for f in own for key in [_key(f)] * f.count)
    folded = {
        key
        for key, n in files.items()
        if key[0] in of_run or (n >= HABIT and not key[0].startswith(_EACH))
    }
    if not folded:
        return list(reports)
    said: set[Key] = set()
    found = []
    for one in reports:
        kept: dict[int, Finding] = {}
        gone: set[int] = set()
        for i, finding in enumerate(one.findings):
            key = _key(finding)
            if finding.cause is not None or key not in folded:
                kept[i] = finding
            elif key in said:
                gone.add(i)
            else:
                said.add(key)
                many = places[key] if key[0] not in of_run else 0
                kept[i] = _of_all(finding, files[key], many)
        left = [(i, f) for i, f in kept.items() if f.cause not in gone]
        found.append(replace(one, findings=tuple(renumber(left))))
    return found


def _key(finding: Finding) -> Key:
    """What is the same in many files: the words, or that an attribute's ids are in another file."""
    said = f"@{finding.attribute}" if finding.hint == OF_FILE else finding.message
    return finding.code, finding.severity, said


def _of_all(finding: Finding, files: int, places: int) -> Finding:
    """A finding that speaks for those of all files."""
    if files == 1:
        return finding
    where = f"{files} files" if places <= files else f"{places} places in {files} files"
    message = finding.message
    if finding.hint == OF_FILE:
        message = f"@{finding.attribute} points to ids that its file does not have, such as "
        message += repr(finding.subject)
    return replace(finding, message=f"{message} ({where})")


def counts(reports: Sequence[Report]) -> Counter[Severity]:
    """How many faults (consequences apart) of each severity."""
    return Counter(f.severity for report in reports for f in report.faults)


MOST = 3  # combinations of schemas that a summary names


def schemas(reports: Sequence[Report]) -> str:
    """What was used: the schemas of most files first, each combination with its files.

    A file that is not well-formed was checked with none, which says nothing of the others.
    """
    used = Counter(report.schema for report in reports if report.schema)
    if not used:
        return "no schema"
    if len(used) == 1:
        return next(iter(used))
    ranked = sorted(used, key=lambda schema: (-used[schema], schema))
    told = [f"{schema} ({_plural(used[schema], 'file')})" for schema in ranked[:MOST]]
    left = len(ranked) - MOST
    return "; ".join(told) + (f"; {left} more" if left > 0 else "")


def summary(reports: Sequence[Report]) -> str:
    """One line: how many findings in how many files, checked with which schema."""
    found = counts(once(reports))
    parts = [_plural(found[s], str(s)) for s in sorted(Severity, reverse=True) if found[s]]
    said = ", ".join(parts) or "nothing found"
    files = _plural(len(reports), "file")
    silenced = sum(r.silenced for r in reports)
    known = f"; {silenced} known from the baseline" if silenced else ""
    return f"{said} in {files}{known}; checked with {schemas(reports)}"


def statistics_of(reports: Sequence[Report]) -> str:
    """A table of rules by how often they spoke."""
    tally: Counter[tuple[str, str, str]] = Counter()
    for report in reports:
        for finding in report.faults:
            tally[finding.code, finding.rule, str(finding.severity)] += finding.count
    rows = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
    return "".join(f"{n:7}  {code}  {severity:<7}  {rule}\n" for (code, rule, severity), n in rows)


def _plural(n: int, word: str) -> str:
    plural = {"info": "remarks", "error": "errors", "warning": "warnings", "file": "files"}
    one = {"info": "remark"}.get(word, word)
    return f"{n} {one if n == 1 else plural[word]}"


def at(finding: Finding) -> str:
    """The XPath of a finding's place, for the end of a line; "" where it has none."""
    return f" [{safe(finding.xpath)}]" if finding.xpath else ""
