"""The archive of an office document, looked through before anything in it is parsed.

Nothing is ever unpacked to the disk. Refused: what is not an archive, what unpacks too large or has
been packed beyond what a text can be, parts whose names lead out of it, encryption, and XML that
declares entities, in whatever part and encoding.
"""

from __future__ import annotations

import io
import re
import zipfile

from ..errors import LimitError, ReadError
from ..text.encoding import refuse_binary

LIMIT = 256 * 1024 * 1024  # bytes unpacked: a book with its images has some 50 MB
XML_LIMIT = 48 * 1024 * 1024  # bytes of its XML unpacked: a thousand pages have some 10 MB
PARTS = 20_000  # files in the archive
RATIO = 100  # how much a text shrinks: Word's own XML by 10 to 40
SMALL = 4 * 1024 * 1024  # bytes below which no ratio is suspect
_UNREADABLE = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, RuntimeError)
_WIDE = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_DOCTYPE, _ENTITY = (
    re.compile(b"|".join(re.escape(word.encode(e)) for e in _WIDE), re.I)
    for word in ("<!DOCTYPE", "<!ENTITY")
)
_DECLARES = re.compile(_DOCTYPE.pattern + b"|" + _ENTITY.pattern, re.I)
_XML = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx")
_OUT = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")


def opened(
    data: bytes, name: str, *, needed: str, kind: str = "DOCX", doctype: bool = False
) -> zipfile.ZipFile:
    """Open the archive; raises `ReadError` or `LimitError` for what is wrong with it.

    `kind` names the format, `needed` a part that it must have. With `doctype` its parts may have a
    DOCTYPE, as XHTML has, but declare no entity.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _UNREADABLE as error:
        if not data.startswith(b"PK"):
            refuse_binary(data, name=name)
        raise ReadError(
            f"not {kind}: the file is not a ZIP archive, or it is truncated",
            source=name,
            hint=f"save it again as .{kind.lower()}; plain text needs the suffix .txt",
        ) from error
    parts = archive.infolist()
    _refuse_bombs(parts, name)
    if needed not in archive.namelist():
        raise ReadError(
            f"no {kind}: the archive has no {needed}",
            source=name,
            hint=f"save it as .{kind.lower()}; another format needs its own suffix",
        )
    for part in parts:
        if part.flag_bits & 1:
            raise ReadError(
                "the document is encrypted", source=name, hint="save it without a password"
            )
        if _OUT.search(part.filename):
            raise ReadError(
                f"the part {part.filename!r} of the archive leads out of it",
                source=name,
                hint="save it again in Word or LibreOffice",
            )
    _refuse_entities(archive, parts, name, _ENTITY if doctype else _DECLARES)
    return archive


def _refuse_bombs(parts: list[zipfile.ZipInfo], name: str) -> None:
    """By what the archive says of itself; a part that is larger than it says is damaged."""
    size = sum(part.file_size for part in parts)
    if size > LIMIT or len(parts) > PARTS:
        raise LimitError(
            f"the archive unpacks to {size} bytes in {len(parts)} parts, over the limit of "
            f"{LIMIT} bytes and {PARTS} parts",
            source=name,
            hint="remove its images, or save its text alone",
        )
    marked = [part for part in parts if _is_xml(part)]
    text = sum(part.file_size for part in marked)
    if text > XML_LIMIT:
        raise LimitError(
            f"the archive has {text} bytes of XML, over the limit of {XML_LIMIT}",
            source=name,
            hint="split the document",
        )
    for part in marked:
        if part.file_size > max(SMALL, RATIO * part.compress_size):
            raise LimitError(
                f"{part.filename} is packed more than {RATIO} to one, as no text is",
                source=name,
                hint="if it can be trusted, save it again in Word or LibreOffice",
            )


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith(_XML)


def _refuse_entities(
    archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], name: str, declares: re.Pattern[bytes]
) -> None:
    """A part of another name is parsed too, if a relationship names it: if it looks like XML."""
    for part in parts:
        try:
            with archive.open(part) as stream:
                begin = stream.read(64)
                named = _is_xml(part)
                if not named and b"<" not in begin:
                    continue
                content = begin + stream.read(XML_LIMIT)
                if not named and stream.read(1):
                    raise ReadError(
                        f"{part.filename} is over the limit of {XML_LIMIT} bytes", source=name
                    )
        except _UNREADABLE as error:
            raise ReadError(
                f"the archive is damaged in {part.filename}", source=name, hint="save it again"
            ) from error
        if declares.search(content):
            raise ReadError(
                f"{part.filename} declares entities, which are refused",
                source=name,
                hint="save it again in Word or LibreOffice",
            )
