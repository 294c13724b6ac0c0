"""Convert an apparatus or a collation to another form; every witness keeps its text.

Between the methods of TEI (--to tei --method ps|dep|loc), from any format read to any format
written, with another base, positive or negative, with sigla renamed. What would change a
witness's text is refused. Of a text without an apparatus, --to txt gives the plain text. Classes,
layers and the title of variorum.toml hold where the edition has none of its own.
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


@o.grouped
def command(
    file: Annotated[str, typer.Argument(metavar="PATH", help="What to convert; - is stdin.")],
    output: o.Output = None,
    format: Annotated[str | None, o.formats(*p.FORMATS, "reledpar", "tmx", also=("--to",))] = None,
    reader: o.From = None,
    encoding: o.Encoding = None,
    base: o.Base = None,
    rename: Annotated[
        list[str] | None,
        typer.Option("--rename", metavar="OLD=NEW", help="Rename a siglum; repeatable."),
    ] = None,
    *,
    entries: p.Entries,
    project: p.Project = None,
    tables: p.Tables,
    force: o.Force = False,
) -> int:
    """Convert."""
    from . import _converting
    from . import _publishing as publish

    name = publish.format_of(format, output, "tei")
    request = _converting.Request(
        base=base or "", names=publish.sigla_map(rename or []), layer=entries.layer or (),
        hide=entries.hide, project=project,
    )  # fmt: skip
    _converting.run(
        file, name, publish.writing(tables, entries), request, output=output, reader=reader,
        encoding=encoding, force=force,
    )  # fmt: skip
    return 0
