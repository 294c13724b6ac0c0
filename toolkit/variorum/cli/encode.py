"""Encode a plain text or a DOCX file as TEI, every square bracket marked up.

Each bracket becomes an element by its class: a completed name, a gloss, a supplied word, a word
of the source in transliteration, a date, a source note. The text, brackets included, can be
given back from the result.
"""

from __future__ import annotations

from typing import Annotated

import typer

from . import _options as o

PANEL = "Encode"
EXAMPLES = """
variorum encode memo.txt -o memo.xml --title "Memorandum" --translator "V. Zubok"
variorum encode memo.docx --language en --source-language ru -o memo.xml
"""


def command(
    file: Annotated[str, typer.Argument(metavar="[SIGLUM=]PATH", help="The text; - is stdin.")],
    output: o.Output = None,
    reader: o.From = None,
    encoding: o.Encoding = None,
    language: o.Language = "en",
    source_language: Annotated[
        str, typer.Option("--source-language", metavar="TAG", help="Language of the original.")
    ] = "",
    title: Annotated[str, typer.Option("--title", help="Title of the text.")] = "",
    author: Annotated[str, typer.Option("--author", help="Who wrote the original.")] = "",
    translator: Annotated[str, typer.Option("--translator", help="Who translated it.")] = "",
    force: o.Force = False,
) -> int:
    """Encode a text."""
    from ..encoding import Options, encode
    from ..errors import ReadError
    from . import _io

    inputs = _io.read_inputs([file])
    if output:
        _io.check_target(output, force=force, inputs=[i.path for i in inputs])
    (source,) = _io.read_sources(inputs, reader=reader, encoding=encoding, language=language)
    if not any(len(w) for w in source.witnesses):
        raise ReadError("holds no text", source=inputs[0].path, hint="name a file with text")
    options = Options(
        title=title,
        author=author,
        translator=translator,
        language=language or "en",
        source_language=source_language,
    )
    _io.emit(encode(source, options=options), output=output, force=force)
    return 0
