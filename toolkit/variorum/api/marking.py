"""A plain text or a Word document as TEI: what `encode` means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import ReadError, UsageError
from .door import verb
from .machine import Machine
from .reading import sources, texts_of

if TYPE_CHECKING:
    from ..encoding import Options as EncodeOptions
    from ..host import Host
    from .kinds import Text


@verb
def encode(
    text: Text,
    *,
    title: str = "",
    author: str = "",
    translator: str = "",
    language: str | None = None,
    source_language: str = "",
    reader: str | None = None,
    encoding: str | None = None,
    options: EncodeOptions | None = None,
    host: Host | None = None,
) -> str:
    """The text as a whole TEI document, every square bracket marked up.

    Each bracket becomes an element by its class; the text, brackets included, can be given back
    from the result. Languages are BCP 47 tags; English, where neither the caller nor the file says
    another. `options` holds what else a header may say.
    """
    from ..encoding import Options
    from ..encoding import encode as to_tei

    listed = list(texts_of((text,)))
    found = sources(
        listed, host=host or Machine(), reader=reader, encoding=encoding, language=language or "en"
    )
    if len(found.sources) != 1:
        raise UsageError("several files", hint="encode one at a time")
    (source,) = found.sources
    if not any(len(w) for w in source.witnesses):
        name = next((w.origin[0] for w in source.witnesses), "")
        raise ReadError("holds no text", source=name, hint="name a file with text")
    told = options or Options()
    chosen = replace(
        told, title=title or told.title, author=author or told.author,
        translator=translator or told.translator,
        source_language=source_language or told.source_language,
    )  # fmt: skip
    spoken = language or chosen.language or source.witnesses[0].language or "en"
    return to_tei(source, options=replace(chosen, language=spoken))
