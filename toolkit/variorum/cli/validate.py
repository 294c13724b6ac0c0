"""Check TEI files: well-formed, allowed by the grammar, consistent in themselves.

Folders are searched for .xml, .tei and .odd. The schema is the one asked for, else the one that
the file names and that is at hand, else the bundled profile; nothing is ever fetched. Exit code:
0 nothing found, 1 findings at or above --fail-on, 2 something could not be checked.
"""

from __future__ import annotations

from typing import Annotated

import typer

from . import _options as o

PANEL = "Check"
EXAMPLES = """
variorum validate edition.xml
variorum validate texts/ --format concise --fail-on error
variorum validate texts/ --schema tei_all.rng --jobs 4
variorum validate texts/ --select WIT,REF --ignore wit-unused
variorum validate texts/ --baseline variorum-baseline.json --update-baseline
variorum validate edition.xml --diff
variorum rules WIT001
"""

Codes = str | None


def command(
    files: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files or folders.")],
    schema: Annotated[
        str | None,
        typer.Option("--schema", metavar="PATH", help="RELAX NG, or a kept one's name; 'profile'."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option("-f", "--format", help="full, concise, json, jsonl, sarif, github, junit."),
    ] = None,
    output: o.Output = None,
    select: Annotated[Codes, typer.Option("--select", metavar="CODES", help="Only these.")] = None,
    extend_select: Annotated[
        Codes, typer.Option("--extend-select", metavar="CODES", help="These as well.")
    ] = None,
    ignore: Annotated[Codes, typer.Option("--ignore", metavar="CODES", help="Not these.")] = None,
    per_file_ignores: Annotated[
        list[str] | None,
        typer.Option("--per-file-ignores", metavar="GLOB:CODES", help="Not these in these files."),
    ] = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", help="error, warning (the default) or info.")
    ] = None,
    max_findings: Annotated[
        int, typer.Option("--max-findings", min=0, help="Show so many a file; 0 = all.")
    ] = 0,
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="FILE", help="Findings known already.")
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write what is found now as the baseline.")
    ] = False,
    profile: Annotated[
        str | None, typer.Option("--profile", help="Hold files to edition or interchange.")
    ] = None,
    transcription: Annotated[
        list[str] | None,
        typer.Option("--transcription", metavar="SIGLUM=FILE", help="A witness's whole text."),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what is safe to mend.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change.")] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count by rule instead of telling.")
    ] = False,
    consequences: Annotated[
        bool, typer.Option("--consequences", help="Tell also what follows from a finding.")
    ] = False,
    huge: Annotated[
        bool, typer.Option("--huge", help="Lift the limits on depth and size.")
    ] = False,
    engine: Annotated[
        str, typer.Option("--engine", help="variorum; lxml or jing as a second opinion.")
    ] = "variorum",
    root: Annotated[
        str | None, typer.Option("--root", metavar="DIR", help="Pointers are followed within it.")
    ] = None,
    changed_since: Annotated[
        str | None, typer.Option("--changed-since", metavar="REF", help="Only what git changed.")
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Check everything anew.")] = False,
    jobs: o.Jobs = 0,
    exit_zero: o.ExitZero = False,
    force: o.Force = False,
) -> int:
    """Check TEI files."""
    from . import _validating

    request = _validating.Request(
        files=tuple(files), schema=schema, format=format, output=output, select=select,
        extend_select=extend_select, ignore=ignore, per_file_ignores=tuple(per_file_ignores or ()),
        fail_on=fail_on, max_findings=max_findings, baseline=baseline,
        update_baseline=update_baseline, profile=profile,
        transcriptions=tuple(transcription or ()), fix=fix, diff=diff, statistics=statistics,
        consequences=consequences, huge=huge, engine=engine, root=root,
        changed_since=changed_since, cache=not no_cache, jobs=jobs, force=force,
    )  # fmt: skip
    code = _validating.run(request)
    return 0 if exit_zero and code == 1 else code
