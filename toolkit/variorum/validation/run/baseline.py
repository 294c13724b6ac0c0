"""A baseline: the findings of a legacy corpus that are known and not reported again.

A finding is known by its key, which hangs neither on its line nor on its message. Equal ones are
counted, so that one more of the same is reported, and fixing some never makes others new.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ...errors import ReadError
from ...model import Finding
from ...model.report import Report
from .keys import entries
from .silence import renumber

SCHEMA = "variorum.baseline/2"
Known = Mapping[str, Mapping[str, int]]  # path -> key -> how often


def write(reports: Sequence[Report], name: Callable[[str], str] = str) -> str:
    """The baseline of what was found, as JSON with sorted keys.

    `name` gives the name of a file in it by the path of its report.
    """
    files: dict[str, dict[str, int]] = {}
    for report in reports:
        counted = Counter(key for f in report.findings for key in entries(f))
        if counted:
            files[name(report.path)] = dict(sorted(counted.items()))
    value = {"schema": SCHEMA, "files": dict(sorted(files.items()))}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def read(data: bytes, *, name: str) -> Known:
    """The baseline of a file; raises `ReadError` if it is none."""
    try:
        value = json.loads(data)
        if value["schema"] != SCHEMA:
            raise ReadError("is a baseline of another version of variorum", source=name,
                            hint="write it again with the option update-baseline")  # fmt: skip
        return {
            str(path): {str(k): int(n) for k, n in prints.items()}
            for path, prints in value["files"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReadError(
            "is not a baseline of variorum",
            source=name,
            hint="write one with the option update-baseline",
        ) from error


def subtract(report: Report, known: Known, name: Callable[[str], str] = str) -> Report:
    """A report without what the baseline knows of the file of that name."""
    left = Counter(known.get(name(report.path), {}))
    kept: list[tuple[int, Finding]] = []
    for i, finding in enumerate(report.findings):
        wanted = Counter(entries(finding))
        if wanted <= left:
            left -= wanted
        else:
            kept.append((i, finding))
    silenced = len(report.findings) - len(kept)
    return replace(report, findings=tuple(renumber(kept)), silenced=report.silenced + silenced)
