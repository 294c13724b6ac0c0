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


def command(
    files: o.Files,
    output: o.Output = None,
    format: o.Format = None,
    reader: o.From = None,
    encoding: o.Encoding = None,
    language: o.Language = None,
    base: o.Base = None,
    unit: o.Unit = "sentence",
    normal: o.Normal = None,
    segmentation: Annotated[
        bool,
        typer.Option("--segmentation/--no-segmentation", help="Join columns that agree alike."),
    ] = True,
    translations: p.Translations = None,
    alignment: o.Alignment = None,
    glossary: o.Glossary = None,
    layers: o.Layers = False,
    regularise: p.Regularise = None,
    shape: p.Shape = "",
    formulas: p.Formulas = False,
    bom: p.Bom = False,
    omission: p.Omission = "state",
    title: p.Title = "",
    force: o.Force = False,
) -> int:
    """Collate."""
    from dataclasses import replace

    from ..collate import Options as CollateOptions
    from ..writers import Options, writer
    from . import _publishing as publish
    from . import _settings, _versions

    name = publish.format_of(format, output, "txt")
    named = _versions.read_versions(
        files, base=base, unit=unit, normal=normal, reader=reader, encoding=encoding,
        language=language, layers=layers, alignment=alignment,
    )  # fmt: skip
    publish.check_output(output, force, named.inputs)
    named, forms = publish.regularise(named, regularise, normal)
    table = _versions.table_of(
        named, options=CollateOptions(segmentation=segmentation), translations=translations,
        alignment=alignment, glossary=glossary,
    )  # fmt: skip
    table = replace(table, signature=table.signature.adding(normal=forms))
    options = Options(
        shape=shape, formulas=formulas, bom=bom, omission=omission, title=title,
        width=_settings.width(),
        inputs=publish.named_inputs(named.inputs, [s.witnesses for s in named.sources]),
    )  # fmt: skip
    taken = (writer(name).TAKES, *getattr(writer(name), "ALSO", ()))
    value: Collation | Apparatus = table
    if "collation" not in taken:
        from ..critic import apparatus

        value = apparatus(table, base=named.base)
    publish.emit_value(name, value, options, output=output, force=force, inputs=named.inputs)
    return 0
