"""What the reports share: options, messages with their remedy, counts, safe text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...model import Finding, Severity
from ...model.finding import safe
from ...model.report import Report
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


def once(reports: Sequence[Report]) -> list[Report]:
    """The reports for a reader: what is so in the whole run is said of its first file only.

    Such are a schema that is not at hand, rules that were not run. Machines are told of each file.
    """
    of_run = {rule.code for rule in rules() if rule.of_run}
    told = [[f.code in of_run and f.cause is None for f in one.findings] for one in reports]
    if not any(map(any, told)):
        return list(reports)
    files = Counter(
        (f.code, f.severity, f.message)
        for one, marks in zip(reports, told)
        for f, marked in zip(one.findings, marks)
        if marked
    )
    said: set[tuple[str, Severity, str]] = set()
    found = []
    for one, marks in zip(reports, told):
        kept: dict[int, Finding] = {}
        gone: set[int] = set()
        for i, (finding, marked) in enumerate(zip(one.findings, marks)):
            key = finding.code, finding.severity, finding.message
            if not marked:
                kept[i] = finding
            elif key in said:
                gone.add(i)
            else:
                said.add(key)
                where = f" ({files[key]} files)" if files[key] > 1 else ""
                kept[i] = replace(finding, message=finding.message + where)
        left = [(i, f) for i, f in kept.items() if f.cause not in gone]
        found.append(replace(one, findings=tuple(renumber(left))))
    return found


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
