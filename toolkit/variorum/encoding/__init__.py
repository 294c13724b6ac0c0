"""A plain text or a Word document as a TEI P5 edition, every square bracket marked up.

Each bracket becomes an element by its class; `rend` remembers where print has the brackets, so
that the print can be had back. What is not known is not said: no date, no
identity of persons, no Cyrillic for a transliteration unless it is given.
"""

from __future__ import annotations

from ..errors import UsageError
from ..model import Source
from ._body import body, passage
from ._header import header
from ._options import Options
from .listing import inventory, obeyed

__all__ = ["Options", "encode", "inventory", "obeyed", "passage"]


def encode(source: Source, *, options: Options | None = None) -> str:
    """The text of a source as a whole TEI document, valid against tei_all.

    The same text and options give the same bytes. Raises `UsageError` for a source that is TEI
    already or has several witnesses.
    """
    if source.reader == "tei":
        raise UsageError("the text is already TEI", hint="convert it instead")
    if len(source.witnesses) != 1:
        raise UsageError(
            f"only one text can be encoded at a time, not {len(source.witnesses)}",
            hint="give one text per file",
        )
    witness = source.witnesses[0]
    chosen = (options or Options()).completed(witness)
    encoded = body(witness, chosen)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n'
        f"{header(witness, chosen, encoded, source.reader)}"
        f"{encoded.text}"
        "</TEI>\n"
    )
