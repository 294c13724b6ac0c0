"""One file for each format: bytes in, a `Source` out. The reader is found by name, suffix, or
content.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import PurePath

from ..errors import ReadError
from ..model import Source, Witness
from ..registry import entries, get
from ._options import Options
from ._sniff import sniff

__all__ = ["Options", "are_pages", "pages_joined", "read", "reader_for", "suffixes", "units_joined"]


def read(
    data: bytes, *, name: str, reader: str | None = None, options: Options | None = None
) -> Source:
    """Read one input.

    `name` is the file's name as the user typed it, for messages and as the last resort for a
    siglum. `reader` names the format; otherwise the suffix decides, or the content. Raises
    `UsageError` for an unknown reader, `ReadError` for what cannot be read.
    """
    asked = {"md": "markdown"}.get(reader or "", reader)  # a writer's name for it
    chosen = get("readers", asked or reader_for(data, name=name))
    source: Source = chosen.read(data, name=name, options=options or Options())
    return _from(source, PurePath(name).name, data)


def _from(source: Source, name: str, data: bytes) -> Source:
    """The source with every witness's origin: the file's name, never its folder, and its hash."""
    origin = (name, sha256(data).hexdigest())

    def told(witnesses: tuple[Witness, ...]) -> tuple[Witness, ...]:
        return tuple(replace(w, origin=origin) for w in witnesses)

    rows, table, edition = source.synopsis, source.collation, source.apparatus
    if edition is not None:
        own = edition.collation
        edition = replace(edition, collation=replace(own, witnesses=told(own.witnesses)))
    return replace(
        source,
        witnesses=told(source.witnesses),
        beside=told(source.beside),
        synopsis=None if rows is None else replace(rows, witnesses=told(rows.witnesses)),
        collation=None if table is None else replace(table, witnesses=told(table.witnesses)),
        apparatus=edition,
    )


def are_pages(data: bytes) -> bool:
    """Is a file one page of a transcription, so that a folder of such files is one witness?"""
    return sniff(data) in ("pagexml", "alto")


def pages_joined(pages: Iterable[tuple[str, bytes]]) -> bytes:
    """The pages of a folder, by their files' names, as one input; raises `ReadError`."""
    from ._pages import joined

    return joined(pages)


def units_joined(units: Iterable[tuple[str, str, str, bytes]], **about: str) -> bytes:
    """Units of the Collation Editor as one input: document, siglum, unit, bytes of its file."""
    from .itsee import joined

    return joined(units, **about)


def suffixes() -> tuple[str, ...]:
    """Every suffix that some reader takes, sorted."""
    return tuple(sorted({s for module in entries("readers").values() for s in module.SUFFIXES}))


def reader_for(data: bytes, *, name: str) -> str:
    """The name of the reader for an input, by its suffix, else by its content."""
    suffix = PurePath(name).suffix.lower()
    found = sniff(data)
    if suffix in get("readers", found).SUFFIXES:
        return found  # name and content agree: no other reader need be loaded
    offering = [
        name
        for name, module in entries("readers").items()
        if suffix in module.SUFFIXES and not hasattr(module, "BY_CONTENT")
    ]
    if len(offering) == 1:
        return offering[0]
    if offering:
        raise ReadError(
            f"{suffix} may be {' or '.join(offering)}, but the content is neither",
            source=name,
            hint="name the format",
        )
    return found
