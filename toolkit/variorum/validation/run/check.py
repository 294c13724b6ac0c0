"""The layers one after the other: XML, grammar, integrity. Each runs whatever the others found."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter

from ...model import Finding
from ...model.report import Report
from ...relaxng import Grammar
from ..document import codecs, intake, weaving
from ..document.document import Document
from ..indexes.context import Context, Shared
from ..options import Options
from . import fragments, silence
from . import missing as lost
from .catalogue import checks
from .checker import Checker
from .fallback import Fallback, soften
from .folding import fold
from .keys import keyed
from .missing import Missing
from .rule import Rule


def validate(
    data: bytes,
    *,
    path: str,
    schema: Grammar | Sequence[Grammar] | None = None,
    options: Options | None = None,
    fallback: Fallback | None = None,
    checkers: Sequence[Checker] = (),
    missing: Sequence[Missing] = (),
    step: Callable[[], None] | None = None,
) -> Report:
    """Check one file; a pure function of its arguments, which never raises for a fault in it.

    Of several schemas each is run. `fallback` is given where the schema is only tried, since none
    is named or at hand: what it does not know is then said once, as an information, and not held
    against the file. `checkers` are asked after the grammar and the rules, whatever the size of
    the file; their findings are selected, ignored and silenced like all others. `missing` are the
    schemas that were asked for and are not run. `step` is called between the steps of the check;
    what it raises ends that, for a caller that no longer wants it.
    """
    asked = options or Options()
    onward = step or _onward
    digest = hashlib.sha256(data).hexdigest()
    schemas = (schema,) if isinstance(schema, Grammar) else tuple(schema or ())
    title = _title(schemas, fallback)
    lacking = list(
        lost.said(missing, intake.head(data), path=path, required=asked.require_schema,
                  fallback=fallback is not None)
    )  # fmt: skip
    if schemas and not checkers and (said := _streamed(data, path, schemas, asked)) is not None:
        told = _wanted([*said, *lacking], path, asked)
        lines = _lines_of_bytes(data, "utf-8", {f.line for f in told})
        return Report(path, tuple(keyed(ordered(told))), title, lines, True, digest)
    document, remarks = _read(data, path, asked)
    if document is None:
        checked = remarks[0].rule != "not-xml"
        lines = _raw_lines(data, remarks)
        return Report(path, tuple(keyed(remarks)), "", lines, checked, digest)
    alone = asked.found and fallback is not None and not checkers  # nothing asks for it
    if alone and (strange := intake.not_tei(document)) is not None:
        told = ordered(_wanted([*lacking, strange], path, asked))
        return Report(path, tuple(keyed(told)), "", _lines(document, told), True, digest)
    findings = joined(remarks, lacking)
    for grammar in schemas:
        onward()
        findings = joined(findings, _grammar(document, grammar, fallback, findings))
    findings = fragments.softened(document, findings, schemas, asked)
    every = _wanted(findings, path, asked)
    if document.size <= intake.WHOLE:
        every = joined(every, integrity(Shared(document, asked), onward))
    for checker in checkers:
        onward()
        every = joined(every, _wanted(list(checker(document)), path, asked))
    further = [rule for checker in checkers for rule in checker.rules]
    quiet = silence.apply(document, ordered(fold(every)), path, further)
    graded = silence.graded(ordered(quiet), asked)
    placed = _placed(document, graded, asked)
    told = keyed(ordered(silence.aggregate(ordered(placed), asked.aggregate)))
    parts = document.origins.lines(told) if document.woven else {}
    lines = parts.pop(path, {}) if document.woven else _lines(document, told)
    whole = document.origins.whole if document.woven else ()
    return Report(path, tuple(told), title, lines, True, digest, parts=parts, whole=whole)


def _read(data: bytes, path: str, asked: Options) -> tuple[Document | None, list[Finding]]:
    if asked.alone:
        return intake.read(data, path=path, huge=asked.huge)
    around = weaving.Around(asked.resolve, asked.xinclude, asked.external_entities)
    return weaving.read(data, path=path, huge=asked.huge, around=around)


def _placed(document: Document, findings: list[Finding], asked: Options) -> list[Finding]:
    """The findings at their places in the files that were written, where others were put in."""
    if document.woven is None:
        return findings
    traced = [
        *map(document.origins.traced, findings),
        *_wanted(document.elsewhere, document.path, asked),
    ]
    kept = [
        (i, f)
        for i, f in enumerate(traced)
        if f.path == document.path or silence.wanted(f, f.path, asked)
    ]
    return silence.renumber(kept)


def _streamed(
    data: bytes, path: str, schemas: Sequence[Grammar], asked: Options
) -> list[Finding] | None:
    """What is said of a large file that is valid; None for all others, whose tree is needed."""
    from ...relaxng import streams

    remarks = intake.large(data, path=path)
    if remarks is None or not all(streams(data, one, huge=asked.huge) for one in schemas):
        return None
    return remarks


def _wanted(findings: list[Finding], path: str, asked: Options) -> list[Finding]:
    """The findings that the options ask for."""
    kept = [(i, f) for i, f in enumerate(findings) if silence.wanted(f, path, asked)]
    return silence.renumber(kept)


def _title(schemas: Sequence[Grammar], fallback: Fallback | None) -> str:
    """Name and version of the schemas that were used."""
    titles = " and ".join(f"{one.title} {one.version}".strip() for one in schemas)
    if not titles or fallback is None:
        return titles
    return f"{titles} (fallback{f' for {fallback.named}' if fallback.named else ''})"


def joined(first: list[Finding], second: list[Finding]) -> list[Finding]:
    """Two lists of findings as one; the causes of the second are moved along."""
    shift = len(first)
    moved = (f if f.cause is None else replace(f, cause=f.cause + shift) for f in second)
    return [*first, *moved]


def _onward() -> None:
    """Go on: nobody asks for an end between two steps."""


def integrity(shared: Shared, step: Callable[[], None]) -> list[Finding]:
    """What no schema says: every rule that the options ask for, over one document."""
    asked, path = shared.options, shared.document.path
    found: list[Finding] = []
    for rule in _asked_for(asked.select, asked.extend_select, asked.ignore):
        if asked.per_file_ignores and not silence.wanted(rule, path, asked):
            continue
        step()
        context = Context(shared, rule.code, rule.slug, rule.severity)
        if rule.check is not None:
            found.extend(rule.check(context))
    return found


@lru_cache(maxsize=64)
def _asked_for(
    select: tuple[str, ...], extend_select: tuple[str, ...], ignore: tuple[str, ...]
) -> tuple[Rule, ...]:
    """The rules over a document that such options ask for, whatever the file."""
    options = Options(select=select, extend_select=extend_select, ignore=ignore)
    return tuple(rule for rule in checks() if silence.wanted(rule, "", options))


def _grammar(
    document: Document, schema: Grammar, fallback: Fallback | None, known: Sequence[Finding]
) -> list[Finding]:
    """What one grammar says that none before it has said of the same place."""
    from .grammar_findings import grammar_findings

    found = grammar_findings(document, schema)
    if fallback is not None:
        return soften(document, found, fallback, schema)
    before = {_PLACE(finding) for finding in known}
    return silence.renumber([(i, f) for i, f in enumerate(found) if _PLACE(f) not in before])


_PLACE = attrgetter("path", "line", "column", "code", "message")


def ordered(findings: list[Finding]) -> list[Finding]:
    """Findings by place, then code, with causes that still point where they did.

    What follows from another finding never stands before it: of an id used twice the second place
    is the fault, the first a consequence.
    """
    if all(finding.cause is None for finding in findings):
        return sorted(findings, key=_PLACE)
    order = sorted(range(len(findings)), key=lambda i: _key(findings, i))
    return silence.renumber([(i, findings[i]) for i in order])


Key = tuple[tuple[str, int, int, int, str, str, int], ...]


def _key(findings: list[Finding], i: int) -> Key:
    """The place; of what would stand before its cause, the cause's key and then the place."""
    finding = findings[i]
    consequence = int(finding.cause is not None)
    own = (
        (finding.path, finding.line, finding.column, consequence, finding.code, finding.message, i),
    )
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
    text = data.decode(codecs.known_codec(data), "replace")
    lines = text.split("\n")
    return {n: lines[n - 1].rstrip("\r")[:2000] for n in sorted(wanted) if 0 < n <= len(lines)}
