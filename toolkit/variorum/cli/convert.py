"""Convert an apparatus or a collation to another form; every witness keeps its text.

Between the methods of TEI (--to tei --method ps|dep|loc), from any format read to any format
written, with another base, positive or negative, with sigla renamed. What would change a
witness's text is refused. Of a text without an apparatus, --to txt gives the plain text.
"""

from __future__ import annotations

from typing import Annotated

import typer

from . import _options as o
from . import _publish_options as p

PANEL = "Publish"
EXAMPLES = """
variorum convert edition.xml --to tei --method dep --external -o stand-off.xml
variorum convert edition.xml --base M --rename L=Lond -o other.xml
variorum convert edition.xml --to nexus -o matrix.nex
variorum convert memo.docx --to txt -o -
"""


def command(
    file: Annotated[str, typer.Argument(metavar="PATH", help="What to convert; - is stdin.")],
    output: o.Output = None,
    format: Annotated[
        str | None, typer.Option("-f", "--format", "--to", metavar="NAME", help="Output format.")
    ] = None,
    reader: o.From = None,
    encoding: o.Encoding = None,
    base: o.Base = None,
    rename: Annotated[
        list[str] | None,
        typer.Option("--rename", metavar="OLD=NEW", help="Rename a siglum; repeatable."),
    ] = None,
    method: p.Method = "ps",
    external: p.External = False,
    style: p.Style = "positive",
    profile: p.Profile = "edition",
    layer: p.Layer = None,
    hide: p.Hide = None,
    shape: p.Shape = "",
    formulas: p.Formulas = False,
    bom: p.Bom = False,
    omission: p.Omission = "state",
    trivial: p.Trivial = "",
    form: p.Form = "notes",
    title: p.Title = "",
    force: o.Force = False,
) -> int:
    """Convert."""
    from ..writers import Options
    from ..writers._options import method as method_named
    from . import _converting, _settings
    from . import _publishing as publish

    name = publish.format_of(format, output, "tei")
    options = Options(
        method=method_named(method), location="external" if external else "internal",
        style=style, profile=profile, shape=shape, formulas=formulas, bom=bom,
        omission=omission, trivial=tuple(t for t in trivial.split(",") if t), form=form,
        title=title, width=_settings.width(),
    )  # fmt: skip
    _converting.run(
        file, name, options, output=output, reader=reader, encoding=encoding, base=base or "",
        names=publish.sigla_map(rename or []), layer=tuple(layer or ()), hide=hide, force=force,
    )  # fmt: skip
    return 0
