"""Convert an apparatus or a collation to another form; every witness keeps its text.

It converts between the methods of TEI (--to tei --method ps|dep|loc) and from any format that is
read to any that is written; it can change the base, make entries positive or negative, and rename
sigla. It refuses what would change the text of a witness. For a text without an apparatus, --to txt
gives the plain text. Classes, layers and the title in variorum.toml apply where the edition has
none of its own.
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
    choice: o.Choice = "orig",
    exclude_elements: o.ExcludeElements = None,
    only_elements: o.OnlyElements = None,
    base: o.Base = None,
    rename: Annotated[
        list[str] | None,
        typer.Option("--rename", metavar="OLD=NEW", help="Rename a siglum; repeatable."),
    ] = None,
    *,
    layers: p.Layers,
    project: o.Project = None,
    entries: p.Entries,
    tables: p.Tables,
    paging: o.Paging,
    force: o.Force = False,
) -> int:
    """Convert."""
    from .. import api
    from ..model import Apparatus
    from ._deliver import deliver, target_of
    from ._host import Terminal

    host = Terminal()
    name = target_of(Apparatus, format, output, force=force, files=[file], default="tei")
    value = api.convert(
        file, to=name, base=base, rename=_pairs(rename or []), project=project, reader=reader,
        encoding=encoding, choice=choice, exclude_elements=exclude_elements or (),
        only_elements=only_elements or (), host=host, **o.said(layers),
    )  # fmt: skip
    deliver(value, name, output, host, force=force, files=[file], **o.said(entries, tables, paging))
    return 0


def _pairs(renames: list[str]) -> dict[str, str]:
    """`OLD=NEW` pairs; raises `UsageError` for anything else."""
    from ..errors import UsageError

    found = {}
    for text in renames:
        old, sign, new = text.partition("=")
        if not (old and sign and new):
            raise UsageError(f"invalid renaming {text!r}", hint="write OLD=NEW")
        found[old] = new
    return found
