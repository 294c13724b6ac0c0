"""Encode a plain text or a DOCX file as TEI, with every square bracket marked up.

Each bracket becomes an element by its class: a completed name, a gloss, a supplied word, a word
of the source in transliteration, a date, a gap, a stamp, a page, a note. With --brackets the
classes are written to a table; correct it and encode again, and the corrected classes are used.
"""

from __future__ import annotations

from typing import Annotated

import typer

from . import _options as o

PANEL = "Encode"
EXAMPLES = """
variorum encode memo.txt -o memo.xml --title "Memorandum" --translator "V. Zubok"
variorum encode memo.docx --language en --source-language ru -o memo.xml
variorum encode memo.txt --brackets brackets.tsv -o memo.xml
"""


@o.grouped
def command(
    file: Annotated[str, typer.Argument(metavar="[SIGLUM=]PATH", help="The text; - is stdin.")],
    output: o.Output = None,
    *,
    reading: o.Reading,
    source_language: Annotated[
        str, typer.Option("--source-language", metavar="TAG", help="Language of the original.")
    ] = "",
    title: Annotated[str, typer.Option("--title", help="Title of the text.")] = "",
    author: Annotated[str, typer.Option("--author", help="Who wrote the original.")] = "",
    translator: Annotated[str, typer.Option("--translator", help="Who translated it.")] = "",
    brackets: Annotated[
        str | None,
        typer.Option(
            "--brackets",
            metavar="FILE",
            help="A table of the brackets and their classes: written if it does not exist, "
            "otherwise used.",
        ),
    ] = None,
    force: o.Force = False,
) -> int:
    """Encode a text."""
    from .. import api
    from ._deliver import deliver, target_of
    from ._host import Terminal

    host = Terminal()
    name = target_of(str, None, output, force=force, files=[file])
    value = api.encode(
        file, source_language=source_language, title=title, author=author, translator=translator,
        brackets=brackets, host=host, **o.said(reading),
    )  # fmt: skip
    deliver(value, name, output, host, force=force, files=[file])
    return 0
