"""Options of `collate`, `apparatus` and `convert`: one name, one meaning.

A field of a group has the name of the argument of the library's verb that it is passed to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from ._options import Title

FORMATS = (
    "txt", "md", "html", "fragment", "tei", "json", "csv", "tsv", "xlsx", "docx", "reledmac",
    "ekdosis", "collatex", "graphml", "dot", "svg", "nexus", "phylip",
)  # fmt: skip

Method = Annotated[
    str,
    typer.Option("--method", help="TEI: ps, dep or loc (parallel-segmentation, …)."),
]
External = Annotated[
    bool, typer.Option("--external", help="TEI dep and loc: keep the entries apart from the text.")
]
Style = Annotated[
    str,
    typer.Option(
        "--style",
        help="positive (all sigla) or negative; a page of many copies is negative unless said.",
    ),
]
Profile = Annotated[
    str, typer.Option("--profile", help="TEI: edition, or interchange for teiphy and open-cbgm.")
]
Layer = Annotated[
    list[str] | None,
    typer.Option("--layer", metavar="NAME=CLASS,…", help="Classes of one layer; repeatable."),
]
Hide = Annotated[
    str | None,
    typer.Option("--hide", metavar="CLASS,…", help="Classes to hide; they are still counted."),
]
Shape = Annotated[
    str, typer.Option("--shape", help="CSV, TSV, XLSX: wide (a column for each witness) or long.")
]
Formulas = Annotated[
    bool,
    typer.Option(
        "--formulas", help="CSV, TSV: keep cells that a spreadsheet would run as formulas."
    ),
]
Bom = Annotated[
    bool, typer.Option("--bom", help="CSV, TSV: begin with a byte-order mark, for Excel.")
]
Omission = Annotated[
    str, typer.Option("--omission", help="NEXUS, PHYLIP: code an omission as state or as gap.")
]
Trivial = Annotated[
    str, typer.Option("--trivial", metavar="CLASS,…", help="NEXUS: classes that share a state.")
]
Form = Annotated[str, typer.Option("--form", help="DOCX: notes, changes or table.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """How a table is written, and what the document is called."""

    shape: Shape = ""
    formulas: Formulas = False
    bom: Bom = False
    omission: Omission = "state"
    title: Title = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """How an apparatus is written: its form in TEI and DOCX, and in a matrix."""

    method: Method = "ps"
    external: External = False
    style: Style = ""
    profile: Profile = "edition"
    trivial: Trivial = ""
    form: Form = "notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """Which classes go where, and which are not shown."""

    layer: Layer = None
    hide: Hide = None
