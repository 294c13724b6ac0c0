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


def command(
    files: o.Files,
    output: o.Output = None,
    format: o.Format = None,
    reader: o.From = None,
    encoding: o.Encoding = None,
    language: o.Language = None,
    base: o.Base = None,
    source: o.SourceText = None,
    unit: o.Unit = "sentence",
    normal: o.Normal = None,
    method: p.Method = "ps",
    external: p.External = False,
    style: p.Style = "positive",
    profile: p.Profile = "edition",
    into: Annotated[
        bool, typer.Option("--into", help="TEI: write into the base witness's own file.")
    ] = False,
    layer: p.Layer = None,
    hide: p.Hide = None,
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
    translations: p.Translations = None,
    alignment: o.Alignment = None,
    glossary: o.Glossary = None,
    layers: o.Layers = False,
    shape: p.Shape = "",
    formulas: p.Formulas = False,
    bom: p.Bom = False,
    omission: p.Omission = "state",
    trivial: p.Trivial = "",
    form: p.Form = "notes",
    title: p.Title = "",
    force: o.Force = False,
) -> int:
    """Make an apparatus."""
    from ..writers import Options
    from ..writers._options import method as method_named
    from . import _editing, _settings
    from . import _publishing as publish

    name = publish.format_of(format, output, "txt")
    options = Options(
        method=method_named(method), location="external" if external else "internal",
        style=style, profile=profile, shape=shape, formulas=formulas, bom=bom,
        omission=omission, trivial=tuple(t for t in trivial.split(",") if t), form=form,
        title=title, width=_settings.width(),
    )  # fmt: skip
    request = _editing.Request(
        files=tuple(files), reader=reader, encoding=encoding, language=language, base=base,
        source=source, unit=unit, normal=normal, layer=tuple(layer or ()), hide=hide,
        joining=joining, bridge=bridge, decisions=decisions, project=project,
        translations=translations, alignment=alignment, glossary=glossary, layers=layers,
        regularise=regularise,
    )  # fmt: skip
    _editing.run(request, name, options, output=output, force=force, into=into)
    return 0
