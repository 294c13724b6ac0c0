"""How `variorum validate` shows what was found, and what it changes in files."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..errors import UsageError, WriteError
from . import _io, _settings, _telling

if TYPE_CHECKING:
    from ..api.validating import Validation
    from ..host import Host
    from ..validation import Report

FILE_FORMATS = {".sarif": "sarif", ".json": "json", ".jsonl": "jsonl", ".xml": "junit"}


def emit(
    reports: Sequence[Report],
    *,
    format: str | None,
    output: str | None,
    statistics: bool,
    consequences: bool,
    most: int,
    force: bool,
) -> None:
    """Write the findings in the form asked for, and the summary to standard error."""
    from ..registry import get
    from ..validation.reports import ReportOptions, statistics_of, summary

    name = format or _format_for(output)
    options = ReportOptions(
        color=_settings.use_color() and output in (None, "-"),
        width=max(_settings.width(), 60),
        consequences=consequences,
        most=most,
    )
    module = get("validation.reports", name)
    text = statistics_of(reports) if statistics else module.report(reports, options)
    _io.emit(text, output=output, force=force)
    if name == "github" and (target := os.environ.get("GITHUB_STEP_SUMMARY")):
        with open(target, "a", encoding="utf-8") as stream:
            stream.write(module.step_summary(reports))
    sys.stdout.flush()
    _telling.note(summary(reports))


def watch(
    files: Sequence[str], settings: Mapping[str, object], *, format: str | None,
    output: str | None, host: Host,
) -> int:  # fmt: skip
    """Print what is found, and then only what changes; the code is that of how all stands."""
    from ..api.watching import batches, steps
    from ..registry import get
    from ..validation.reports import ReportOptions, summary

    name = format or _format_for(output)
    if output not in (None, "-") or name not in ("full", "concise", "jsonl"):
        raise UsageError("--watch prints as it goes", hint="-f full, concise or jsonl, without -o")
    options = ReportOptions(color=_settings.use_color(), width=max(_settings.width(), 60))
    fails, summed = False, ""
    for step in steps(files, settings, batches(files, host), host=host):
        fails = step.fails
        text = get("validation.reports", name).report(step.new, options)
        if name != "jsonl":
            text += "".join(f"{f.path}: gone: {f.code} {f.message}\n" for f in step.gone)
        if text:
            _io.emit(text)
        if summary(step.reports) != summed:
            summed = summary(step.reports)
            _telling.note(summed)
    return 1 if fails else 0


def _format_for(output: str | None) -> str:
    if output not in (None, "-"):
        suffix = os.path.splitext(str(output))[1].lower()
        return FILE_FORMATS.get(suffix, "full")
    return "full" if sys.stdout.isatty() else "concise"


def show_fixes(run: Validation, output: str | None, force: bool) -> bool:
    """Print what the safe fixes would change; was there anything?"""
    from ..validation import fixes

    shown = [fixes.unified(data, fixed.data, path) for path, data, fixed in run.fixes()]
    _io.emit("".join(shown), output=output, force=force)
    return bool(shown)


def fix(run: Validation) -> None:
    """Put the safe fixes into the files."""
    for path, _, fixed in run.fixes():
        _rewrite(path, fixed.data)
        _telling.note(f"{path}: {fixed.count} fixed")


def _rewrite(path: str, data: bytes) -> None:
    """Replace a file's bytes at once, keeping its permissions; a link stays a link."""
    target = os.path.realpath(path)
    part = f"{target}.{os.getpid()}.part"
    try:
        with open(part, "wb") as stream:
            stream.write(data)
        shutil.copymode(target, part)
        os.replace(part, target)
    except OSError as error:
        raise WriteError(f"cannot be written ({(error.strerror or str(error)).lower()})",
                         source=path, hint="check its permissions") from error  # fmt: skip
    finally:
        if os.path.exists(part):
            os.unlink(part)
