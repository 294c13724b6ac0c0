"""What `variorum validate` does with its options: configuration, checking, fixing, reporting."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..errors import ReadError, UsageError
from . import _checking, _io, _settings, _settled

if TYPE_CHECKING:
    from ..validation import Options, Report

FILE_FORMATS = {".sarif": "sarif", ".json": "json", ".jsonl": "jsonl", ".xml": "junit"}


@dataclass(frozen=True, slots=True)
class Request:
    """Everything the user asked for."""

    files: tuple[str, ...]
    schema: str | None
    format: str | None
    output: str | None
    select: str | None
    extend_select: str | None
    ignore: str | None
    per_file_ignores: tuple[str, ...]
    fail_on: str | None
    max_findings: int
    baseline: str | None
    update_baseline: bool
    profile: str | None
    transcriptions: tuple[str, ...]
    fix: bool
    diff: bool
    statistics: bool
    consequences: bool
    huge: bool
    engine: str
    root: str | None
    changed_since: str | None
    cache: bool
    jobs: int
    force: bool


def run(request: Request) -> int:
    """Check, mend, report; returns the exit code."""
    config = section(request.files)
    options = _options(request, config)
    files = _checking.files_of(request.files)
    if request.changed_since:
        files = _checking.changed_since(files, request.changed_since)
    if request.fix or request.diff:
        files_left = _mend(files, options, request)
        if files_left is None:
            return 1
    schema = request.schema or config.get("schema")
    task = _checking.Task(
        options, str(schema) if schema else None, request.root or "", request.cache, request.engine
    )
    reports = _checking.run(files, task, request.jobs)
    reports = _known(reports, request)
    _tell(reports, request)
    return _code(reports, options)


def section(files: Sequence[str]) -> dict[str, Any]:
    """The `[validate]` section of the settings nearest to the first file."""
    first = files[0] if files and files[0] != "-" else "."
    _, values = _settled.nearest(first)
    return dict(values.get("validate", {}))


def _options(request: Request, config: Mapping[str, Any]) -> Options:
    """The file's options with the command line's over them."""
    from ..validation import Options
    from ..validation.options import severity

    plain = {k: v for k, v in config.items() if k not in ("schema", "baseline")}
    options = Options.from_config(plain)
    changes: dict[str, Any] = {}
    for name in ("select", "extend_select", "ignore"):
        if (value := getattr(request, name)) is not None:
            changes[name] = _codes(value)
    if request.ignore is not None:
        changes["ignore"] = options.ignore + changes["ignore"]
    if request.per_file_ignores:
        given = tuple(_glob_codes(item) for item in request.per_file_ignores)
        changes["per_file_ignores"] = options.per_file_ignores + given
    if request.fail_on:
        changes["fail_on"] = severity(request.fail_on)
    if request.profile:
        if request.profile not in ("edition", "interchange"):
            raise UsageError(
                f"no profile {request.profile!r}", hint="there are edition, interchange"
            )
        changes["profile"] = request.profile
    if request.huge:
        changes["huge"] = True
    if request.transcriptions:
        changes["transcriptions"] = dict(_transcription(t) for t in request.transcriptions)
    return replace(options, **changes)


def _codes(value: str) -> tuple[str, ...]:
    """Codes, families and slugs of a comma-separated list; raises `UsageError` for an unknown."""
    from ..validation.run.catalogue import find, known

    names = tuple(n.strip() for n in value.replace(" ", ",").split(",") if n.strip())
    for name in names:
        if not known(name):
            find(name)  # says what is near
    return names


def _glob_codes(item: str) -> tuple[str, tuple[str, ...]]:
    glob, colon, codes = item.rpartition(":")
    if not colon:
        raise UsageError(f"--per-file-ignores {item!r}", hint="write GLOB:CODE,CODE")
    return glob, _codes(codes)


def _transcription(item: str) -> tuple[str, str]:
    from ..text.encoding import decode

    siglum, path = _io.split_spec(item)
    if not siglum:
        raise UsageError(f"--transcription {item!r}", hint="write SIGLUM=FILE")
    return siglum, decode(_io.read_bytes(path), name=path)


def _mend(files: Sequence[str], options: Options, request: Request) -> list[str] | None:
    """Apply the safe fixes, or show them; None where --diff showed something."""
    from ..validation import fixes

    shown: list[str] = []
    for path in files:
        if path == "-":
            raise UsageError("standard input cannot be mended in place", hint="name a file")
        try:
            data = _io.read_bytes(path)
        except ReadError:
            continue  # the check will say so
        near = _checking.resolver(path, request.root or "")
        mended = fixes.mend(data, path=path, options=replace(options, resolve=near))
        if mended.data == data:
            continue
        if request.diff:
            shown.append(fixes.unified(data, mended.data, path))
        elif request.fix:
            _rewrite(path, mended.data)
            _io.note(f"{path}: {mended.count} mended")
    if request.diff:
        _io.emit("".join(shown), output=request.output, force=request.force)
        return None if shown else list(files)
    return list(files)


def _rewrite(path: str, data: bytes) -> None:
    """Replace a file's bytes at once, keeping its permissions; a link stays a link."""
    import shutil

    target = os.path.realpath(path)
    part = f"{target}.{os.getpid()}.part"
    try:
        with open(part, "wb") as stream:
            stream.write(data)
        shutil.copymode(target, part)
        os.replace(part, target)
    finally:
        if os.path.exists(part):
            os.unlink(part)


def _known(reports: list[Report], request: Request) -> list[Report]:
    """Write the baseline, or take out what it knows."""
    from ..validation.run import baseline

    if request.update_baseline:
        path = request.baseline or "variorum-baseline.json"
        _io.emit(baseline.write(reports), output=path, force=True)
        _io.note(f"{path}: {sum(len(r.findings) for r in reports)} findings noted")
    if not request.baseline and not request.update_baseline:
        return reports
    path = request.baseline or "variorum-baseline.json"
    known = baseline.read(_io.read_bytes(path), name=path)
    return [baseline.subtract(report, known) for report in reports]


def _tell(reports: list[Report], request: Request) -> None:
    from ..registry import get
    from ..validation.reports import ReportOptions
    from ..validation.reports._common import statistics, summary

    name = _format(request)
    options = ReportOptions(
        color=_settings.use_color() and request.output in (None, "-"),
        width=max(_settings.width(), 60),
        consequences=request.consequences,
        most=request.max_findings,
    )
    module = get("validation.reports", name)
    text = statistics(reports) if request.statistics else module.report(reports, options)
    _io.emit(text, output=request.output, force=request.force)
    if name == "github" and (target := os.environ.get("GITHUB_STEP_SUMMARY")):
        with open(target, "a", encoding="utf-8") as stream:
            stream.write(module.step_summary(reports))
    sys.stdout.flush()
    _io.note(summary(reports))


def _format(request: Request) -> str:
    if request.format:
        return request.format
    if request.output not in (None, "-"):
        suffix = os.path.splitext(str(request.output))[1].lower()
        return FILE_FORMATS.get(suffix, "full")
    return "full" if sys.stdout.isatty() else "concise"


def _code(reports: Sequence[Report], options: Options) -> int:
    if any(not report.checked for report in reports):
        return 2
    return 1 if any(report.fails(options.fail_on) for report in reports) else 0
