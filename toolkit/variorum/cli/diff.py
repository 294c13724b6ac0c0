"""Show where two or more versions differ, by passage and phrase.

The base is shown in full, every other version where it differs. Exit code: 0 same, 1 different,
2 failed. White space is never a difference; the closing line says what was ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from . import _options as o

PANEL = "Compare"
EXAMPLES = """
variorum diff garnett.docx maude.docx
variorum diff G=garnett.txt M=maude.txt D=dole.txt --base M --full
variorum diff a.txt b.txt --ignore case,punct,typography --only lexical,omission
variorum diff a.txt b.txt --stat
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """What counts as a difference, by the names of the library's arguments."""

    base: o.Base = None
    unit: o.Unit = None
    granularity: Annotated[
        str, typer.Option("--granularity", help="char, word, phrase or sentence.")
    ] = "phrase"
    ignore: Annotated[
        str | None,
        typer.Option(
            "--ignore",
            metavar="LIST",
            help="Differences to ignore: case,punct,accents,typography,whitespace,brackets,markup.",
        ),
    ] = None
    only: o.Only = None
    min_words: Annotated[
        int, typer.Option("--min-words", metavar="N", help="Show only changes of at least N words.")
    ] = 0
    markup: Annotated[
        bool, typer.Option("--markup", help="Show changes of markup too (two XML files).")
    ] = False
    layers: o.Layers = False
    alignment: o.Alignment = None
    project: o.Project = None
    regularise: o.Regularise = None
    decisions: o.Decisions = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """How it is shown: one of the views, and how much of it."""

    context: Annotated[
        int,
        typer.Option(
            "--context", min=0, metavar="N", help="Equal passages to show around each difference."
        ),
    ] = 0
    full: Annotated[bool, typer.Option("--full", help="Show every version in full.")] = False
    side_by_side: Annotated[
        bool, typer.Option("--side-by-side", help="Show the versions in columns.")
    ] = False
    inline: Annotated[bool, typer.Option("--inline", help="Show one running text.")] = False
    unified: Annotated[bool, typer.Option("--unified", help="Like diff -u, by sentence.")] = False
    word_diff: Annotated[bool, typer.Option("--word-diff", help="Like wdiff: [-old-]{+new+}.")] = (
        False
    )
    stat: Annotated[bool, typer.Option("--stat", help="Show only counts.")] = False


@o.grouped
def command(
    inputs: o.Inputs,
    output: o.Output = None,
    format: Annotated[
        str | None, o.formats("ansi", "plain", "html", "json", "patch", "unified")
    ] = None,
    *,
    comparing: Comparing,
    views: Views,
    exit_zero: o.ExitZero = False,
    force: o.Force = False,
) -> int:
    """Compare versions."""
    from . import _diffing, _folders
    from ._git import git_call

    shown = _diffing.Shown.of(views, format, output, force)
    work = _diffing.Work(shown, o.said(inputs, comparing))
    call = git_call(tuple(inputs.files))
    if call is not None:
        _diffing.run_git(work, call)
        return 0
    if _folders.are_folders(inputs.files):
        different = _folders.run_folders(work, inputs.files)
    else:
        different = work.run(inputs.files)
    return 1 if different and not exit_zero else 0
