"""Match passages or words of two or more versions, in one language or several.

Passages come out as rows: merges, splits, omissions and moved passages are told. A table (TSV or
XLSX) can be corrected by hand and obeyed by other commands with --alignment.
"""

from __future__ import annotations

from typing import Annotated

import typer

from . import _options as o

PANEL = "Compare"
EXAMPLES = """
variorum align a.txt b.txt c.txt
variorum align a.txt b.txt --unit sentence -o rows.tsv
variorum align en.xml ru.xml --glossary words.tsv --doubtful 0.5
variorum align a.txt b.txt --level word -f pharaoh
variorum align --bitext pairs.txt > links.txt
"""


def command(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SIGLUM=]PATH...", help="Versions; - is standard input."),
    ] = None,
    output: o.Output = None,
    format: Annotated[
        str | None, o.formats("txt", "tsv", "csv", "json", "tmx", "tei", "xlsx", "pharaoh")
    ] = None,
    level: Annotated[str, typer.Option("--level", help="passage or word.")] = "passage",
    unit: o.Unit = "auto",
    reader: o.From = None,
    encoding: o.Encoding = None,
    language: o.Language = None,
    source: o.SourceText = None,
    glossary: o.Glossary = None,
    alignment: o.Alignment = None,
    doubtful: Annotated[
        float | None,
        typer.Option(
            "--doubtful",
            min=0,
            max=1,
            metavar="X",
            help="Only rows of a confidence below X (0 … 1).",
        ),
    ] = None,
    bitext: Annotated[
        str | None,
        typer.Option("--bitext", metavar="FILE", help="Lines 'tokens ||| tokens'; - is stdin."),
    ] = None,
    semantic: Annotated[
        bool | None,
        typer.Option("--semantic/--no-semantic", help="Word vectors (extra semantic)."),
    ] = None,
    force: o.Force = False,
) -> int:
    """Align versions."""
    from ..errors import UsageError
    from . import _aligning

    if bitext is not None:
        if files:
            raise UsageError(
                "--bitext takes no other file", hint="name either a bitext or versions"
            )
        _aligning.run_bitext(bitext, output, language or "en", semantic, force)
        return 0
    request = _aligning.Request(
        files=tuple(files or ()), output=output, format=format, level=level, unit=unit,
        reader=reader, encoding=encoding, language=language, source=source, glossary=glossary,
        alignment=alignment, doubtful=doubtful, semantic=semantic, force=force,
    )  # fmt: skip
    _aligning.run(request)
    return 0
