"""Options that several commands share: one name, one meaning, one help text."""

from __future__ import annotations

from typing import Annotated

import typer

Files = Annotated[
    list[str], typer.Argument(metavar="[SIGLUM=]PATH...", help="Witnesses; - is standard input.")
]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write here; - is standard output."),
]
Format = Annotated[
    str | None, typer.Option("-f", "--format", metavar="NAME", help="Output format.")
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="NAME", help="Input format, when the suffix does not say."),
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of plain-text inputs.")
]
Language = Annotated[
    str | None, typer.Option("--language", metavar="TAG", help="Language of inputs that name none.")
]
Base = Annotated[str | None, typer.Option("--base", metavar="S", help="The base witness.")]
SourceText = Annotated[
    str | None,
    typer.Option("--source", metavar="PATH", help="A witness in the source language."),
]
Unit = Annotated[
    str, typer.Option("--unit", help="What a passage is: auto, sentence, paragraph, line.")
]
Normal = Annotated[
    str | None,
    typer.Option("--normal", metavar="LIST", help="What is compared: nfc,casefold,quotes,…"),
]
Alignment = Annotated[
    str | None, typer.Option("--alignment", metavar="FILE", help="Obey this alignment.")
]
Glossary = Annotated[
    str | None,
    typer.Option("--glossary", metavar="FILE", help="Two columns: word, its translation."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file this program did not write.")]
Layers = Annotated[
    bool, typer.Option("--layers", help="Hands and corrections of a TEI witness as witnesses.")
]
Jobs = Annotated[int, typer.Option("--jobs", min=0, help="Processes; 0 = one a core.")]
Only = Annotated[
    str | None, typer.Option("--only", metavar="CLASSES", help="Show these classes only.")
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Report only: never exit with 1.")]
