"""Collate witnesses of one text: side by side in a table, in no order.

Copies of one text are collated as one stream; translations are matched by passage first. One
CollateX JSON file with its tokens is taken too. The table goes to the terminal, or to a file in
the format of its suffix or of --format: txt, csv, tsv, json, collatex, graphml, dot, svg, html,
nexus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import _options as o
from . import _publish_options as p

if TYPE_CHECKING:
    from ..model import Apparatus, Collation

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
    base: o.Base = None,
    unit: o.Unit = "sentence",
    normal: o.Normal = None,
    segmentation: Annotated[
        bool,
        typer.Option("--segmentation/--no-segmentation", help="Join columns that agree alike."),
    ] = True,
    *,
    matching: o.Matching,
    regularise: p.Regularise = None,
    tables: p.Tables,
    force: o.Force = False,
) -> int:
    """Collate."""
    from dataclasses import replace

    from ..collation import Options as CollateOptions
    from ..writers import writer
    from . import _publishing as publish
    from . import _versions

    name = publish.format_of(format, output, "txt")
    named = _versions.read_versions(
        inputs.files, base=base, unit=unit, normal=normal, reader=inputs.reader,
        encoding=inputs.encoding, language=inputs.language, layers=matching.layers,
        alignment=matching.alignment,
    )  # fmt: skip
    publish.check_output(output, force, named.inputs)
    named, forms = publish.regularise(named, regularise, normal)
    table = _versions.table_of(
        named, options=CollateOptions(segmentation=segmentation),
        translations=matching.translations, alignment=matching.alignment,
        glossary=matching.glossary,
    )  # fmt: skip
    table = replace(table, signature=table.signature.adding(normal=forms))
    options = replace(
        publish.writing(tables),
        inputs=publish.named_inputs(named.inputs, [s.witnesses for s in named.sources]),
    )
    taken = (writer(name).TAKES, *getattr(writer(name), "ALSO", ()))
    value: Collation | Apparatus = table
    if "collation" not in taken:
        from ..critic import apparatus

        value = apparatus(table, base=named.base)
    publish.emit_value(name, value, options, output=output, force=force, inputs=named.inputs)
    return 0
