"""Show where two or more versions differ, by passage and phrase.

The base stands in full, every other version where it differs. Exit code: 0 same, 1 different,
2 trouble. White space is never a difference; the closing line says what was ignored.
"""

from __future__ import annotations

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


@o.grouped
def command(
    inputs: o.Inputs,
    output: o.Output = None,
    format: Annotated[
        str | None, o.formats("ansi", "plain", "html", "json", "patch", "unified")
    ] = None,
    base: o.Base = None,
    unit: o.Unit = "auto",
    granularity: Annotated[
        str, typer.Option("--granularity", help="char, word, phrase or sentence.")
    ] = "phrase",
    ignore: Annotated[
        str | None,
        typer.Option(
            "--ignore",
            metavar="LIST",
            help="What is no difference: case,punct,accents,typography,whitespace,brackets,markup.",
        ),
    ] = None,
    only: o.Only = None,
    context: Annotated[
        int, typer.Option("--context", min=0, metavar="N", help="Equal passages around each.")
    ] = 0,
    full: Annotated[bool, typer.Option("--full", help="Every version in full.")] = False,
    side_by_side: Annotated[
        bool, typer.Option("--side-by-side", help="Versions in columns.")
    ] = False,
    inline: Annotated[bool, typer.Option("--inline", help="One running text.")] = False,
    unified: Annotated[bool, typer.Option("--unified", help="As diff -u, by sentence.")] = False,
    word_diff: Annotated[
        bool, typer.Option("--word-diff", help="As wdiff: [-old-]{+new+}.")
    ] = False,
    stat: Annotated[bool, typer.Option("--stat", help="Counts only.")] = False,
    markup: Annotated[
        bool, typer.Option("--markup", help="Changes of encoding too, of two XML files.")
    ] = False,
    layers: o.Layers = False,
    exit_zero: o.ExitZero = False,
    force: o.Force = False,
) -> int:
    """Compare versions."""
    from . import _diffing
    from ._git import git_call

    flags = {
        "side-by-side": side_by_side, "inline": inline, "unified": unified,
        "word-diff": word_diff, "stat": stat,
    }  # fmt: skip
    form, view = _diffing.form_of(flags, format, output)
    request = _diffing.Request(
        files=tuple(inputs.files), output=output, format=form, view=view, reader=inputs.reader,
        encoding=inputs.encoding, language=inputs.language,
        base=base or "", unit=unit, granularity=granularity,
        ignore=tuple(n for n in (ignore or "").split(",") if n), only=only or "",
        context=context, full=full, layers=layers, force=force, markup=markup,
    )  # fmt: skip
    call = git_call(tuple(inputs.files))
    if call is not None:
        _diffing.run_git(request, call)
        return 0
    different = _diffing.run(request)
    return 1 if different and not exit_zero else 0
