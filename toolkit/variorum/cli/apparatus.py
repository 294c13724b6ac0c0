"""Make the critical apparatus of witnesses against a base.

Entries go to the terminal; a file gets the format of its suffix or of --format: tei (.xml), json,
csv, md, html (the reading page), docx, xlsx, reledmac, ekdosis (.tex), nexus and others. Classes of
readings go to layers (--layer A=substantive --layer B=orthographic,punctuation) or are hidden;
settings and classes of a project are read from variorum.toml, its rulings from a file of decisions.
"""

from __future__ import annotations

from typing import Annotated

import typer

from . import _options as o
from . import _publish_options as p

PANEL = "Publish"
EXAMPLES = """
variorum apparatus a.txt b.txt c.txt --base a
variorum apparatus a.txt b.txt -o edition.xml --method dep --external
variorum apparatus a.xml b.xml c.xml --into -o edition.xml
variorum apparatus a.txt b.txt -o edition.docx --layer A=substantive --hide punctuation
"""


@o.grouped
def command(
    inputs: o.Inputs,
    output: o.Output = None,
    format: Annotated[str | None, o.formats(*p.FORMATS)] = None,
    base: o.Base = None,
    source: o.SourceText = None,
    unit: o.Unit = "sentence",
    normal: o.Normal = None,
    *,
    entries: p.Entries,
    into: Annotated[
        bool, typer.Option("--into", help="TEI: write into the base witness's own file.")
    ] = False,
    joining: Annotated[
        str | None, typer.Option("--joining", help="Units: auto, pattern, gaps, phrase or none.")
    ] = None,
    bridge: Annotated[
        int | None,
        typer.Option("--bridge", min=0, help="Agreeing function words inside a phrase."),
    ] = None,
    decisions: Annotated[
        str | None, typer.Option("--decisions", metavar="FILE", help="Rulings to replay.")
    ] = None,
    regularise: p.Regularise = None,
    project: p.Project = None,
    matching: o.Matching,
    tables: p.Tables,
    paging: o.Paging,
    force: o.Force = False,
) -> int:
    """Make an apparatus."""
    from . import _editing
    from . import _publishing as publish

    name = publish.format_of(format, output, "txt")
    request = _editing.Request(
        inputs=inputs, matching=matching, entries=entries, base=base, source=source, unit=unit,
        normal=normal, joining=joining, bridge=bridge, decisions=decisions, project=project,
        regularise=regularise, paging=paging,
    )  # fmt: skip
    options = publish.writing(tables, entries)
    _editing.run(request, name, options, output=output, force=force, into=into)
    return 0
