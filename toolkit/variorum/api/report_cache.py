"""Reports kept between runs: a file that is what it was, checked as it was, is not checked again.

A report is found by the content of the file, its path, its settings and schemas, and our own
code. It holds as long as every other file that was asked for is what it was then.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from .._version import __version__
from ..errors import VariorumError
from ..host import Host
from ..model import Finding, Severity
from ..validation import Report
from .nearby import Seen, unchanged


def place(path: str, data: bytes, asked: object, host: Host) -> str:
    """Where the report of a file is kept; `asked` is all that decides what is found in it."""
    key = hashlib.sha256(
        "\x1f".join((__version__, _code(), path, repr(asked))).encode("utf-8", "surrogatepass")
    )
    key.update(hashlib.sha256(data).digest())
    digest = key.hexdigest()
    return os.path.join(host.folder("cache"), "validate", digest[:2], f"{digest[2:]}.json")


@cache
def _code() -> str:
    """What distinguishes one state of our own checks from another: the newest time stamp of their
    rooms.
    """
    home = Path(__file__).parent.parent
    rooms = ("validation", "relaxng", "text", "schematron", "model")
    files = (p for room in rooms for p in (home / room).rglob("*"))
    return str(max(int(p.stat().st_mtime_ns) for p in files if p.is_file()))


def kept(file: str, host: Host) -> Report | None:
    """The report kept there, if nothing that it hangs on has changed."""
    if not host.is_file(file):
        return None
    try:
        value: dict[str, Any] = json.loads(host.read(file))
        asked = {path: (size, time, sha) for path, (size, time, sha) in value.pop("asked").items()}
        if not unchanged(asked, host):
            return None
        findings = tuple(
            Finding(**{**f, "severity": Severity(f["severity"]), "subjects": tuple(f["subjects"])})
            for f in value.pop("findings")
        )
        lines = {int(n): text for n, text in value.pop("lines").items()}
        parts = {
            path: {int(n): text for n, text in of_part.items()}
            for path, of_part in value.pop("parts").items()
        }
        return Report(findings=findings, lines=lines, parts=parts, **value)
    except (ValueError, TypeError, KeyError, VariorumError):
        return None


def keep(file: str, report: Report, asked: dict[str, Seen], host: Host) -> None:
    """Keep a report; a cache that cannot be written is none."""
    value = {**asdict(report), "lines": dict(report.lines), "asked": asked}
    value["parts"] = {path: dict(of_part) for path, of_part in report.parts.items()}
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        host.write(file, json.dumps(value).encode("utf-8", "surrogatepass"))
    except (OSError, VariorumError):
        return
