"""Make the critical apparatus of witnesses against a base.

Entries are printed in the terminal; a file gets the format of its suffix or of --format: tei
(.xml), json, csv, md, html (the reading page), docx, xlsx, reledmac, ekdosis (.tex), nexus and
others. Classes of readings can be put into layers (--layer A=substantive --layer
B=orthographic,punctuation) or hidden. Settings and classes of a project are read from
variorum.toml, its decisions from the file that --decisions names.
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
    *,
    rows: o.Rows,
    collating: o.Collating,
    layers: p.Layers,
    joining: Annotated[
        str | None, typer.Option("--joining", help="Units: auto, pattern, gaps, phrase or none.")
    ] = None,
    bridge: Annotated[
        int | None,
        typer.Option(
            "--bridge", min=0, help="How many agreeing function words a phrase may contain."
        ),
    ] = None,
    overlap: Annotated[
        int | None,
        typer.Option(
            "--overlap",
            min=0,
            help="How many words an omission must have to be an entry of its own; 0 = never.",
        ),
    ] = None,
    into: Annotated[
        bool, typer.Option("--into", help="TEI: write into the base witness's own file.")
    ] = False,
    entries: p.Entries,
    tables: p.Tables,
    paging: o.Paging,
    force: o.Force = False,
) -> int:
    """Make an apparatus."""
    from .. import api
    from ..model import Apparatus
    from . import _io
    from ._deliver import deliver, target_of
    from ._host import Terminal

    host, files = Terminal(), inputs.files
    name = target_of(Apparatus, format, output, force=force, files=files)
    value = api.apparatus(
        *files, joining=joining, bridge=bridge, overlap=overlap, host=host,
        **o.said(inputs, rows, collating, layers),
    )  # fmt: skip
    deliver(
        value, name, output, host, force=force, files=files, into=_io.paths(files) if into else (),
        **o.said(entries, tables, paging),
    )  # fmt: skip
    return 0
