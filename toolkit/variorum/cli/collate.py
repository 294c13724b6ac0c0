"""Collate witnesses of one text in a table; their order makes no difference.

Copies of one text are collated as one stream; translations are matched by passage first. A
CollateX JSON file with tokens can be given instead of texts. The table is printed in the terminal,
or written to a file in the format of its suffix or of --format: txt, csv, tsv, json, collatex,
graphml, dot, svg, html, nexus.
"""

from __future__ import annotations

from typing import Annotated

import typer

from . import _options as o
from . import _publish_options as p

PANEL = "Compare"
EXAMPLES = """
variorum collate A=a.txt B=b.txt C=c.txt
variorum collate witnesses.json --format collatex
variorum collate a.txt b.txt -o table.csv
variorum collate a.txt b.txt c.txt -o graph.svg
"""


@o.grouped
def command(
    inputs: o.Inputs,
    output: o.Output = None,
    format: Annotated[str | None, o.formats(*p.FORMATS)] = None,
    segmentation: Annotated[
        bool,
        typer.Option(
            "--segmentation/--no-segmentation",
            help="Join neighbouring columns in which the same witnesses agree.",
        ),
    ] = True,
    *,
    rows: o.Rows,
    collating: o.Collating,
    tables: p.Tables,
    force: o.Force = False,
) -> int:
    """Collate."""
    from .. import api
    from ..model import Collation
    from ._deliver import deliver, target_of
    from ._host import Terminal

    host, files = Terminal(), inputs.files
    name = target_of(Collation, format, output, force=force, files=files)
    value = api.collate(
        *files, segmentation=segmentation, host=host, **o.said(inputs, rows, collating)
    )
    deliver(
        value, name, output, host, force=force, files=files, base=collating.base, **o.said(tables)
    )
    return 0
