"""Check TEI files: well-formed, valid against a schema, consistent in themselves.

Folders are searched for .xml, .tei and .odd. The schema is the one that you name, or the one that
the file names if it is at hand, or the bundled profile; nothing is ever fetched. Exit code:
0 nothing found, 1 findings at or above --fail-on, 2 something could not be checked.

Project settings are read from the [validate] section of the nearest variorum.toml; its paths are
relative to its folder, and options override it. variorum config show lists every setting.
"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from . import _options as o

PANEL = "Check"
EXAMPLES = """
variorum validate edition.xml
variorum validate texts/ --format concise --fail-on error
variorum validate texts/ --schema tei_all.rng --jobs 4
variorum validate texts/ --baseline variorum-baseline.json --update-baseline
variorum validate edition.xml --diff
variorum rules WIT001
"""


def _checks() -> type:
    from ..api.checks import Checks

    return Checks


@o.grouped
def command(
    files: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files or folders.")],
    settings: Annotated[dict[str, Any], o.Declared(_checks)],
    format: Annotated[
        str | None,
        typer.Option("-f", "--format", help="full, concise, json, jsonl, sarif, github, junit."),
    ] = None,
    output: o.Output = None,
    max_findings: Annotated[
        int,
        typer.Option(
            "--max-findings", min=0, help="Show at most N findings of each file; 0 = all."
        ),
    ] = 0,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write the present findings as the baseline.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Fix what is safe to fix.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change.")] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count findings by rule instead of listing them.")
    ] = False,
    consequences: Annotated[
        bool,
        typer.Option("--consequences", help="Show findings that follow from another one, too."),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check files again when they change; stop with Ctrl-C.")
    ] = False,
    exit_zero: o.ExitZero = False,
    force: o.Force = False,
) -> int:
    """Check TEI files."""
    from ..api.validating import Validation
    from . import _reporting, _settings
    from ._host import Terminal

    if watch:
        code = _reporting.watch(files, settings, format=format, output=output, host=Terminal())
        return 0 if exit_zero else code
    run = Validation(files, settings, host=Terminal(), debug=_settings.current().debug)
    if diff and _reporting.show_fixes(run, output, force):
        return 0 if exit_zero else 1
    if fix and not diff:
        _reporting.fix(run)
    reports = run.reports(update_baseline=update_baseline)
    _reporting.emit(
        reports, format=format, output=output, statistics=statistics, consequences=consequences,
        most=max_findings, force=force,
    )  # fmt: skip
    if any(not report.checked for report in reports):
        return 2
    return 1 if run.fails(reports) and not exit_zero else 0
