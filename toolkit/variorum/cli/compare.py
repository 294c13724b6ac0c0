"""Measure how versions differ: where they part ways most, by how much, which go together.

The passages are aligned and collated first. Printed are the places of greatest divergence with
their text, then distances and a tree; a file gets all measures, by its suffix: .html (the reading
page), .json, .csv, .xlsx, .docx, or pictures and trees: .svg, .png, .nwk, .nex.
"""

from __future__ import annotations

from typing import Annotated

import typer

from . import _options as o

PANEL = "Compare"
EXAMPLES = """
variorum compare a.txt b.txt c.txt
variorum compare tei/*.xml --top 5
variorum compare a.docx b.docx c.docx -o comparison.html
variorum compare a.txt b.txt c.txt -o measures.csv
variorum compare a.txt b.txt c.txt -o heat.svg --picture heat
"""


@o.grouped
def command(
    inputs: o.Inputs,
    output: o.Output = None,
    format: Annotated[
        str | None,
        o.formats(
            "txt", "json", "csv", "tsv", "xlsx", "docx", "html", "svg", "png", "newick", "nexus"
        ),
    ] = None,
    base: o.Base = None,
    source: o.SourceText = None,
    unit: o.Unit = "sentence",
    normal: o.Normal = None,
    glossary: o.Glossary = None,
    alignment: o.Alignment = None,
    top: Annotated[int, typer.Option("--top", min=1, help="How many places to print.")] = 10,
    bootstrap: Annotated[int, typer.Option("--bootstrap", min=0, help="Samples for a tree.")] = 100,
    title: o.Title = "",
    *,
    paging: o.Paging,
    picture: Annotated[
        str, typer.Option("--picture", help="SVG, PNG: tree, heat or both.")
    ] = "both",
    force: o.Force = False,
) -> int:
    """Compare versions."""
    from ._comparing import Request, run

    request = Request(
        files=tuple(inputs.files), output=output, format=format, reader=inputs.reader,
        encoding=inputs.encoding, language=inputs.language, base=base, source=source, unit=unit,
        normal=normal, glossary=glossary, alignment=alignment, top=top, bootstrap=bootstrap,
        title=title, paging=paging, force=force, picture=picture,
    )  # fmt: skip
    run(request)
    return 0
