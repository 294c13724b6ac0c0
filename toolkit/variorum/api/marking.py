"""A plain text or a Word document as TEI: what `encode` means."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import ReadError, UsageError
from .door import verb
from .machine import Machine
from .reading import sources, texts_of
from .tongues import general

if TYPE_CHECKING:
    from ..encoding import Options as EncodeOptions
    from ..host import Host
    from ..model import Source
    from .configuration import Configuration
    from .kinds import Names, Path, Text


@verb
def encode(
    text: Text,
    *,
    title: str = "",
    author: str = "",
    translator: str = "",
    language: Names | None = None,
    source_language: str = "",
    reader: str | None = None,
    encoding: str | None = None,
    furniture: str = "drop",
    brackets: Path | None = None,
    options: EncodeOptions | None = None,
    host: Host | None = None,
) -> str:
    """The text as a whole TEI document, with every square bracket marked up.

    Each bracket becomes an element by its class; the text, brackets included, can be recovered from
    the result. Languages are BCP 47 tags; the default is English if neither the caller nor the file
    declares another. `brackets` names a table of the brackets and their classes: it is written if
    it does not exist, and used if it does; `variorum.toml` may name one. `options` sets further
    parts of the header.
    """
    from ..encoding import Options
    from ..encoding import encode as to_tei

    host = host or Machine()
    listed = list(texts_of((text,)))
    found = sources(
        listed, host=host, reader=reader, encoding=encoding, language=language or "en",
        furniture=furniture,
    )  # fmt: skip
    if len(found.sources) != 1:
        raise UsageError("several files", hint="encode one at a time")
    (source,) = found.sources
    if not any(len(w) for w in source.witnesses):
        name = next((w.origin[0] for w in source.witnesses), "")
        raise ReadError("contains no text", source=name, hint="name a file with text")
    told = options or Options()
    chosen = replace(
        told, title=title or told.title, author=author or told.author,
        translator=translator or told.translator,
        source_language=source_language or told.source_language,
    )  # fmt: skip
    chosen = _ruled(chosen, source, brackets, listed, host)
    spoken = general(language) or chosen.language or source.witnesses[0].language or "en"
    return to_tei(source, options=replace(chosen, language=spoken))


def _ruled(
    options: EncodeOptions, source: Source, given: Path | None, texts: list[Text], host: Host
) -> EncodeOptions:
    """The options with the classes of brackets that a table gives; a new table is written."""
    from ..encoding import inventory, obeyed
    from .settled import near

    witness = source.witnesses[0]
    path = os.fspath(given) if given is not None else _named(near(texts, host))
    if not path:
        return options
    if host.is_file(path):
        table = host.read(path).decode("utf-8-sig", "replace")
        return replace(options, brackets=obeyed(table, witness, name=path))
    host.write(path, inventory(witness).encode("utf-8"))
    host.note(f"{path}: the brackets and their classes; correct it and encode again")
    return options


def _named(settings: Configuration) -> str:
    """The table that `[encode] brackets` names, from the folder of the settings."""
    said = settings.tables.get("encode", {})
    path = said.get("brackets", "") if isinstance(said, dict) else ""
    return os.path.join(settings.folder, str(path)) if path else ""
