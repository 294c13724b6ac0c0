"""What is asked for and what is silenced: select, ignore, per file, and in the file itself.

`<?variorum-ignore WIT001 reason="..."?>` silences a rule in the element in which it stands;
before the root element, in the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from ...model import Finding, Severity
from .catalogue import chosen, find, known
from .rule import Rule

if TYPE_CHECKING:
    from ..document.document import Document
    from ..options import Options

TARGET = "variorum-ignore"
_REASON = re.compile(r"""\breason\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(slots=True)
class Ignore:
    """One instruction: the codes it names, the range of source offsets it covers."""

    names: tuple[str, ...]
    start: int
    end: int
    line: int
    column: int
    reason: str
    used: set[str]


def wanted(rule: Rule | Finding, path: str, options: Options) -> bool:
    """Do the options ask for this rule in this file?"""
    if options.select and not chosen(rule, options.select + options.extend_select):
        return False
    if chosen(rule, options.ignore):
        return False
    return not any(
        matches(path, glob) and chosen(rule, codes) for glob, codes in options.per_file_ignores
    )


def graded(findings: list[Finding], options: Options) -> list[Finding]:
    """Findings with the severity that the options give to their rule; a code outranks a family."""
    found = findings
    for narrow in (False, True):
        for name, level in options.severity:
            if narrow == any(sign.isdigit() or sign == "-" for sign in name):
                found = [replace(f, severity=level) if chosen(f, (name,)) else f for f in found]
    return found


def matches(path: str, glob: str) -> bool:
    """Does a path, or its last part, fit a pattern?"""
    flat = path.replace("\\", "/")
    return (
        fnmatchcase(flat, glob)
        or fnmatchcase(flat.rpartition("/")[2], glob)
        or (fnmatchcase(flat, f"*/{glob}"))
    )


def ignores(document: Document) -> list[Ignore]:
    """Every ignore instruction of a file."""
    found = [
        _ignore(node, 0, len(document.source), int(node.sourceline or 1), 1)
        for node in document.root.itersiblings(preceding=True)
        if getattr(node, "target", None) == TARGET
    ]
    layout = document.layout
    for i, node in enumerate(layout.nodes):
        if getattr(node, "target", None) == TARGET:
            around = layout.index[node.getparent()]
            line, column = layout.place(layout.start(i))
            found.append(_ignore(node, layout.start(around), layout.end(around), line, column))
    return found


def _ignore(node: Any, start: int, end: int, line: int, column: int) -> Ignore:
    text = node.text or ""
    reason = _REASON.search(text)
    names = tuple(n for n in re.split(r"[\s,]+", _REASON.sub("", text)) if n)
    return Ignore(
        names, start, end, line, column, (reason[1] or reason[2]) if reason else "", set()
    )


def apply(
    document: Document, findings: list[Finding], path: str, further: Sequence[Rule] = ()
) -> list[Finding]:
    """Take out what the file silences; add a finding for each instruction that is at fault.

    `further` are the rules that may be named besides our own.
    """
    said = TARGET in document.source if document.woven else TARGET.encode() in _plain(document.data)
    rules = ignores(document) if said else []
    if not rules:
        return findings
    kept = [
        (i, finding)
        for i, finding in enumerate(findings)
        if sum(_silences(one, finding, document) for one in rules) == 0  # all shall look
    ]
    return renumber(kept) + [fault for one in rules for fault in _faults(one, path, further)]


def _plain(data: bytes) -> bytes:
    """The bytes without the zeros that UTF-16 puts between letters."""
    return data.replace(b"\0", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data


def _silences(one: Ignore, finding: Finding, document: Document) -> bool:
    offset = document.layout.offset_of(finding.line, finding.column)
    if not one.start <= offset < one.end:
        return False
    hits = {n for n in one.names if chosen(finding, (n,))}
    one.used |= hits
    return bool(hits)


def _faults(one: Ignore, path: str, further: Sequence[Rule]) -> list[Finding]:
    found = []
    for name in one.names:
        if not known(name) and not any(chosen(rule, (name,)) for rule in further):
            found.append(
                _finding(one, path, "CFG002", f"the instruction ignores an unknown rule: {name!r}")
            )
        elif name not in one.used:
            found.append(_finding(one, path, "CFG001", f"nothing here is silenced by {name!r}"))
    if not one.names:
        found.append(_finding(one, path, "CFG002", "the instruction names no rule"))
    if not one.reason:
        found.append(_finding(one, path, "CFG003", "no reason is given for this ignore"))
    return found


def _finding(one: Ignore, path: str, code: str, message: str) -> Finding:
    rule = find(code)
    return Finding(path, one.line, one.column, code, rule.slug, rule.severity, message, rule.why,
                   subject=" ".join(one.names))  # fmt: skip


def aggregate(findings: list[Finding], limit: int) -> list[Finding]:
    """Where one rule says the same more than `limit` times, say it once, with the count.

    Consequences of another finding are left as they are, and follow from the one that is left.
    What the grammar says is kept, place by place, as a consequence of the first. `limit` 0 keeps
    everything apart.
    """
    groups: dict[Kind, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_kind(finding), []).append(finding)
    crowded = {k: g for k, g in groups.items() if limit and len(g) > limit}
    if not crowded:
        return findings
    firsts: dict[Kind, int] = {}
    gone: dict[int | None, int] = {}  # of those that are folded the one that stands for them
    kept = []
    for i, finding in enumerate(findings):
        key = _kind(finding)
        group = crowded.get(key)
        if group is None or finding.cause is not None:
            kept.append((i, finding))
        elif key not in firsts:
            firsts[key] = i
            kept.append((i, _one_for_all(group)))
        elif finding.code.startswith("SCH"):  # its lines are wanted, one by one
            kept.append((i, replace(finding, cause=firsts[key])))
        else:
            gone[i] = firsts[key]
    return renumber([(i, replace(f, cause=gone.get(f.cause, f.cause))) for i, f in kept])


Kind = tuple[str, str, str, Severity]


def _kind(finding: Finding) -> Kind:
    return finding.path, finding.code, finding.message, finding.severity


def renumber(kept: list[tuple[int, Finding]]) -> list[Finding]:
    """Findings with their old indexes -> findings whose causes point to the new places."""
    place = {old: new for new, (old, _) in enumerate(kept)}
    return [f if f.cause is None else replace(f, cause=place.get(f.cause)) for _, f in kept]


def _subjects(group: list[Finding]) -> tuple[str, ...]:
    return tuple(s for f in group for s in f.subjects or (f.subject,) * f.count)


def _one_for_all(group: list[Finding]) -> Finding:
    first = group[0]
    count = sum(f.count for f in group)
    told = first.count if first.code.startswith("SCH") else count
    lines = ", ".join(str(f.line) for f in group[1:6])
    places = f"{count - first.count} more places (lines {lines}, …)"
    subjects = () if first.code.startswith("SCH") else _subjects(group)
    return replace(
        first,
        count=told,
        subjects=subjects,
        hint=f"{first.hint}; {places}" if first.hint else places,
    )
