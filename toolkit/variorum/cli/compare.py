"""Measure how versions differ: where they diverge most, by how much, and which belong together.

The passages are aligned and collated first. The command prints the places of greatest divergence
with their text, then distances and a tree. A file gets all measures, in the format of its suffix:
.html (the reading page), .json, .csv, .xlsx, .docx, or pictures and trees: .svg, .png, .nwk, .nex.
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
    *,
    rows: o.Rows,
    collating: o.Collating,
    top: Annotated[int, typer.Option("--top", min=1, help="How many places to print.")] = 10,
    bootstrap: Annotated[
        int, typer.Option("--bootstrap", min=0, help="Bootstrap samples for the tree.")
    ] = 100,
    title: o.Title = "",
    paging: o.Paging,
    picture: Annotated[
        str, typer.Option("--picture", help="SVG, PNG: tree, heat or both.")
    ] = "both",
    force: o.Force = False,
) -> int:
    """Compare versions."""
    from .. import api
    from ..api.formats import Shape
    from ..model.measures import Measures
    from ._deliver import deliver, target_of
    from ._host import Terminal

    host, files = Terminal(), inputs.files
    name = target_of(Measures, format, output, force=force, files=files)
    Shape(picture=picture)  # refuses a picture that is not offered, before the work
    value = api.compare(*files, bootstrap=bootstrap, host=host, **o.said(inputs, rows, collating))
    deliver(
        value, name, output, host, force=force, files=files, top=top, title=title,
        picture=picture, **o.said(paging),
    )  # fmt: skip
    return 0
