"""EPUB books: the pages of the spine in their order, chapters by their headings, notes apart.

A note stands beside the text where it is referred to, on whichever page of the book it is printed.
The table of contents, pages out of the spine's line and pictures are left out and counted.
EPUB 2 and 3, <https://www.w3.org/TR/epub-33/>.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ..errors import ReadError
from ..model import Finding, Severity, Source
from ..text import xml
from ..text.encoding import decode
from ._html import HtmlText
from ._options import Options
from ._package import opened

if TYPE_CHECKING:
    import zipfile

SUFFIXES = (".epub",)

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")  # not the text
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


@dataclass(frozen=True, slots=True)
class _Book:
    """What the package document says."""

    pages: tuple[str, ...]  # parts of the archive, in reading order
    aside: int  # pages out of the line, and the table of contents
    language: str
    title: str


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read a book as one witness; raises `ReadError` or `LimitError`, naming file and remedy."""
    with opened(data, name, needed=_CONTAINER, kind="EPUB", doctype=True) as archive:
        held = frozenset(archive.namelist())
        if _ENCRYPTION in held:
            _refuse_encrypted(_parsed(archive, _ENCRYPTION, name), name)
        package = _package_of(_parsed(archive, _CONTAINER, name), held, name)
        book = _book(_parsed(archive, package, name), package, held, name)
        text = HtmlText(lines=False, marks=options.furniture != "keep")
        for page in book.pages:
            text.page = page
            text.feed(decode(archive.read(page), name=f"{name}:{page}"))
            text.end_page()
    text.close()
    witness = text.flow.witness(
        options.siglum_for(name),
        normal=options.normal,
        language=options.language or book.language or text.language,
        title=book.title,
    )
    kept = tuple(s for s in witness.spans if s.start < s.end or s.name in ("lb", "pb"))
    skipped = {
        "notes that nothing refers to": text.lost,
        "note marks": text.marks,
        "pages beside the text": book.aside,
        "images": text.images,
    }
    found = tuple(
        Finding(
            name, 0, 0, "EPB001", "left-out", Severity.INFO, f"left out: {count} {what}",
            count=count,
        )
        for what, count in skipped.items()
        if count
    )  # fmt: skip
    return Source((replace(witness, spans=kept),), findings=found, reader="epub")


def _parsed(archive: zipfile.ZipFile, part: str, name: str) -> Any:
    return xml.parse(archive.read(part), name=f"{name}:{part}").getroot()


def _refuse_encrypted(root: Any, name: str) -> None:
    for method in root.iter("{*}EncryptionMethod"):
        if method.get("Algorithm", "") not in _FONTS:
            raise ReadError(
                "the book is encrypted", source=name, hint="give a copy without copy protection"
            )


def _package_of(root: Any, held: frozenset[str], name: str) -> str:
    for node in root.iter("{*}rootfile"):
        if (path := node.get("full-path", "")) in held:
            return str(path)
    raise ReadError(
        f"no EPUB: {_CONTAINER} names no package document of the archive",
        source=name,
        hint="save it again, as with Calibre or Sigil",
    )


def _book(root: Any, package: str, held: frozenset[str], name: str) -> _Book:
    folder = posixpath.dirname(package)
    items = {node.get("id", ""): node for node in root.iter("{*}item")}
    pages, aside = [], 0
    for order in root.iter("{*}itemref"):
        item = items.get(order.get("idref", ""))
        if item is None or item.get("media-type", "") not in _PAGES:
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        if path not in held:
            raise ReadError(
                f"the book has no {path}, which its spine names",
                source=f"{name}:{package}",
                line=order.sourceline or 0,
                hint="save it again, as with Calibre or Sigil",
            )
        hidden = order.get("linear") == "no" and not _may_hold_notes(item, path)
        if hidden or "nav" in item.get("properties", "").split():
            aside += 1
        else:
            pages.append(path)
    if not pages:
        raise ReadError(
            "no EPUB text: its spine lists no page", source=f"{name}:{package}",
            hint="save it again, as with Calibre or Sigil",
        )  # fmt: skip
    return _Book(tuple(pages), aside, _said(root, "language"), _said(root, "title"))


def _may_hold_notes(item: Any, path: str) -> bool:
    return "note" in item.get("id", "").lower() or "note" in posixpath.basename(path).lower()


def _said(root: Any, what: str) -> str:
    found = root.find(f".//{{http://purl.org/dc/elements/1.1/}}{what}")
    return "" if found is None else " ".join(xml.string(found).split())
