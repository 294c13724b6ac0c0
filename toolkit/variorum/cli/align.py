"""Match passages or words of two or more versions, in one language or several.

The result is rows of passages; merges, splits, omissions and moved passages are marked. A table
(TSV or XLSX) can be corrected by hand and given to any other command with --alignment.
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
variorum align --bitext pairs.txt --language A=ru --language B=en > links.txt
"""


@o.grouped
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
    *,
    reading: o.Choosing,
    rows: o.Rows,
    doubtful: Annotated[
        float | None,
        typer.Option(
            "--doubtful",
            min=0,
            max=1,
            metavar="X",
            help="Only rows with a confidence below X (0 to 1).",
        ),
    ] = None,
    bitext: Annotated[
        str | None,
        typer.Option("--bitext", metavar="FILE", help="Lines 'tokens ||| tokens'; - is stdin."),
    ] = None,
    semantic: Annotated[
        bool | None,
        typer.Option(
            "--semantic/--no-semantic", help="Word vectors (extras semantic, multilingual)."
        ),
    ] = None,
    force: o.Force = False,
) -> int:
    """Align versions."""
    from .. import api
    from ..api.tongues import of_sides
    from ..errors import UsageError
    from ..model import Links, Synopsis
    from ._deliver import deliver, target_of
    from ._host import Terminal

    if bitext is not None:
        if files:
            raise UsageError(
                "a bitext cannot be combined with other files",
                hint="give either the bitext or files",
            )
        helped = semantic, rows.neural
        return _bitext(bitext, output, of_sides(reading.language), helped, force)
    listed, host = list(files or ()), Terminal()
    kind = Links if level == "word" else Synopsis
    name = target_of(kind, format, output, force=force, files=listed)
    value = api.align(
        *listed, level=level, doubtful=doubtful, semantic=semantic, host=host,
        **o.said(reading, rows),
    )  # fmt: skip
    deliver(value, name, output, host, force=force, files=listed)
    return 0


def _bitext(
    path: str,
    output: str | None,
    sides: tuple[str, str],
    helped: tuple[bool | None, ...],
    force: bool,
) -> int:
    """One line of links for every line, in bounded memory."""
    from ..alignment import words
    from . import _io

    lines = _io.Lines(path)
    language, other = sides
    semantic, neural = helped
    found = words.bitext(
        lines, language=language, other=other, semantic=semantic, neural=neural, name=path
    )
    _io.emit_lines(found, output=output, force=force, inputs=[path])
    return 0
