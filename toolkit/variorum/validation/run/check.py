"""The layers one after the other: XML, grammar, integrity. Each runs whatever the others found."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from ...model import Finding
from ...model.report import Report
from ..document import intake
from ..document.document import Document
from ..indexes.context import Context, Shared
from ..options import Options
from . import silence
from .catalogue import checks
from .checker import Checker
from .fallback import Fallback, soften
from .folding import fold

if TYPE_CHECKING:
    from ...relaxng import Grammar


def validate(
    data: bytes,
    *,
    path: str,
    schema: Grammar | None = None,
    options: Options | None = None,
    fallback: Fallback | None = None,
    checkers: Sequence[Checker] = (),
) -> Report:
    """Check one file; a pure function of its arguments, which never raises for a fault in it.

    `fallback` is given where the schema is only tried, since none is named or at hand: what it
    does not know is then said once, as an information, and not held against the file. `checkers`
    are asked after the grammar and the rules, whatever the size of the file; their findings are
    selected, ignored and silenced like all others.
    """
    asked = options or Options()
    digest = hashlib.sha256(data).hexdigest()
    if schema and not checkers and (said := _streamed(data, path, schema, asked)) is not None:
        lines = _lines_of_bytes(data, "utf-8", {f.line for f in said})
        return Report(path, tuple(said), _title(schema, fallback), lines, True, digest)
    document, remarks = intake.read(data, path=path, huge=asked.huge)
    if document is None:
        checked = remarks[0].rule != "not-xml"
        lines = _raw_lines(data, remarks)
        return Report(path, tuple(remarks), "", lines, checked, digest)
    findings = remarks
    if schema is not None:
        findings = joined(remarks, _grammar(document, schema, fallback))
    every = _wanted(findings, path, asked)
    if len(data) <= intake.WHOLE:
        every = joined(every, integrity(Shared(document, asked)))
    for checker in checkers:
        every = joined(every, _wanted(list(checker(document)), path, asked))
    further = [rule for checker in checkers for rule in checker.rules]
    quiet = silence.apply(document, ordered(fold(every)), path, further)
    told = ordered(silence.aggregate(ordered(quiet), asked.aggregate))
    return Report(path, tuple(told), _title(schema, fallback), _lines(document, told), True, digest)


def _streamed(data: bytes, path: str, schema: Grammar, asked: Options) -> list[Finding] | None:
    """What is said of a large file that is valid; None for all others, whose tree is needed."""
    from ...relaxng import streams

    remarks = intake.large(data, path=path)
    if remarks is None or not streams(data, schema, huge=asked.huge):
        return None
    return [f for f in remarks if silence.wanted(f, path, asked)]


def _wanted(findings: list[Finding], path: str, asked: Options) -> list[Finding]:
    """The findings that the options ask for."""
    kept = [(i, f) for i, f in enumerate(findings) if silence.wanted(f, path, asked)]
    return silence.renumber(kept)


def _title(schema: Grammar | None, fallback: Fallback | None) -> str:
    """Name and version of the schema that was used."""
    if schema is None:
        return ""
    version = f" {schema.version}" if schema.version else ""
    tried = ""
    if fallback is not None:
        tried = f" (fallback: {fallback.named} is not kept)" if fallback.named else " (fallback)"
    return f"{schema.title}{version}{tried}"


def joined(first: list[Finding], second: list[Finding]) -> list[Finding]:
    """Two lists of findings as one; the causes of the second are moved along."""
    shift = len(first)
    moved = (f if f.cause is None else replace(f, cause=f.cause + shift) for f in second)
    return [*first, *moved]


def integrity(shared: Shared) -> list[Finding]:
    """What no schema says: every rule that the options ask for, over one document."""
    found: list[Finding] = []
    for rule in checks():
        if rule.check is not None and silence.wanted(rule, shared.document.path, shared.options):
            context = Context(shared, rule.code, rule.slug, rule.severity)
            found.extend(rule.check(context))
    return found


def _grammar(document: Document, schema: Grammar, fallback: Fallback | None) -> list[Finding]:
    from ... import relaxng as grammar

    found = grammar.check(document.tree, schema, positions=document.positions, path=document.path)
    return list(found) if fallback is None else soften(document, list(found), fallback)


_PLACE = attrgetter("line", "column", "code", "message")


def ordered(findings: list[Finding]) -> list[Finding]:
    """Findings by place, then code, with causes that still point where they did.

    What follows from another finding never stands before it: of an id used twice the second place
    is the fault, the first a consequence.
    """
    if all(finding.cause is None for finding in findings):
        return sorted(findings, key=_PLACE)
    order = sorted(range(len(findings)), key=lambda i: _key(findings, i))
    return silence.renumber([(i, findings[i]) for i in order])


Key = tuple[tuple[int, int, int, str, str, int], ...]


def _key(findings: list[Finding], i: int) -> Key:
    """The place; of what would stand before its cause, the cause's key and then the place."""
    finding = findings[i]
    consequence = int(finding.cause is not None)
    own = ((finding.line, finding.column, consequence, finding.code, finding.message, i),)
    if finding.cause is None:
        return own
    cause = _key(findings, finding.cause)
    return own if own > cause else cause + own


def _lines(document: Document, findings: list[Finding]) -> dict[int, str]:
    """The source lines that findings point at, cut to a readable length."""
    if len(document.data) > intake.WHOLE:
        return _lines_of_bytes(document.data, document.codec, {f.line for f in findings})
    layout = document.layout if findings else None
    return {f.line: layout.line(f.line) for f in findings if f.line and layout}


def _lines_of_bytes(data: bytes, codec: str, wanted: set[int]) -> dict[int, str]:
    """The same without the layout of all; the bytes are read up to the last line wanted."""
    found = {}
    last = max(wanted, default=0)
    for number, line in enumerate(io.BytesIO(data), 1):
        if number > last:
            break
        if number in wanted:
            found[number] = line[:8000].decode(codec, "replace")[:2000].rstrip("\r\n")
    return found


def _raw_lines(data: bytes, findings: list[Finding]) -> dict[int, str]:
    """The same for a file that could not be parsed."""
    wanted = {f.line for f in findings}
    if len(data) > 1 << 24 or not wanted or data[:4] == b"PK\x03\x04":
        return {}
    text = data.decode(_safe(data), "replace")
    lines = text.split("\n")
    return {n: lines[n - 1].rstrip("\r")[:2000] for n in sorted(wanted) if 0 < n <= len(lines)}


def _safe(data: bytes) -> str:
    try:
        "".encode(intake.codec(data))
    except LookupError:
        return "utf-8"
    return intake.codec(data)
