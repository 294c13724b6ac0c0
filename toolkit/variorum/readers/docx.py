"""Word documents, through mammoth: running text with emphasis, notes apart.

Tracked insertions and moves are text, as Word shows them; deletions and hidden text are not.
Mended here: mammoth glues the words around a page break and keeps hidden text. What was left out
is said in the findings. The archive is checked before anything in it is parsed: its size
unpacked, and that no part declares entities.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import LimitError, ReadError
from ..model import Finding, Severity, Source
from ..text import xml
from ..text.encoding import refuse_binary
from ._html import HtmlText
from ._options import Options

if TYPE_CHECKING:
    from lxml import etree

SUFFIXES = (".docx", ".docm")

_LIMIT = 256 * 1024 * 1024  # bytes unpacked: a book with its images has some 50 MB
_PARTS = 20_000  # files in the archive
_BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = "br[type='page'] => br.page\nbr[type='column'] => br.page\nu => u\nstrike => s"


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read a DOCX as one witness; raises `ReadError` or `LimitError`, naming file and remedy."""
    import mammoth

    with _archive(data, name) as archive:
        body = xml.parse(archive.read(_BODY), name=f"{name}:{_BODY}", huge=True)
        comments = "word/comments.xml" in archive.namelist()
        hidden = _remove_hidden(body)
        if hidden:
            data = _with_body(archive, body)
    try:
        html = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_image)
        ).value
    except Exception as error:  # mammoth has no exception of its own: any part may be broken
        raise ReadError(
            f"not readable as DOCX ({type(error).__name__}: {error})",
            source=name,
            hint="open it in Word or LibreOffice and save it again",
        ) from error
    text = HtmlText(lines=False)
    text.feed(html)
    text.close()
    witness = text.flow.witness(
        options.siglum_for(name),
        normal=options.normal,
        language=options.language or _language(body),
    )
    marks = tuple(s for s in witness.spans if s.start < s.end or s.name in ("lb", "pb"))
    skipped = {
        "footnotes and endnotes": len(text.notes),
        "tracked deletions": _count(body, "del", "moveFrom"),
        "runs of hidden text": hidden,
        "images": text.images,
        "comments": _count(body, "commentReference") if comments else 0,
        "text boxes and shapes": _count(body, "txbxContent"),
    }
    return Source((replace(witness, spans=marks),), findings=_said(name, skipped), reader="docx")


def _no_image(_: object) -> dict[str, str]:
    return {"src": ""}


def _archive(data: bytes, name: str) -> zipfile.ZipFile:
    """Open the archive, refusing what is none, what lacks a text, and what unpacks too large."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        if not data.startswith(b"PK"):
            refuse_binary(data, name=name)
        raise ReadError(
            "no DOCX: it is no ZIP archive, or it is cut short",
            source=name,
            hint="save it again as .docx; plain text needs the suffix .txt",
        ) from error
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if size > _LIMIT or len(parts) > _PARTS:
        raise LimitError(
            f"the archive unpacks to {size} bytes in {len(parts)} parts, over the limit of "
            f"{_LIMIT} bytes and {_PARTS} parts",
            source=name,
            hint="remove its images, or save its text alone",
        )
    if _BODY not in archive.namelist():
        raise ReadError(
            f"no DOCX: the archive has no {_BODY}",
            source=name,
            hint="save it as .docx (an ODT or EPUB is another format)",
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and not part.flag_bits & 1:
            _refuse_entities(archive, part, name)
    if any(part.flag_bits & 1 for part in parts):
        raise ReadError("the document is encrypted", source=name, hint="save it without a password")
    return archive


def _refuse_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    try:
        content = archive.read(part)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise ReadError(
            f"the archive is damaged in {part.filename}", source=name, hint="save it again"
        ) from error
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", content[:65536], re.I):
        raise ReadError(
            f"{part.filename} declares entities, which are refused",
            source=name,
            hint="save it again in Word or LibreOffice",
        )


def _remove_hidden(body: etree._ElementTree) -> int:
    """Take out runs that Word does not show; how many there were."""
    hidden = 0
    for run in list(body.iter(f"{_W}r")):
        vanish = run.find(f"{_W}rPr/{_W}vanish")
        if vanish is not None and vanish.get(f"{_W}val") not in ("0", "false", "off"):
            xml.remove_keeping_text(run)
            hidden += 1
    return hidden


def _with_body(archive: zipfile.ZipFile, body: etree._ElementTree) -> bytes:
    """The archive with another document part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for part in archive.infolist():
            content = xml.serialise(body).encode() if part.filename == _BODY else archive.read(part)
            copy.writestr(zipfile.ZipInfo(part.filename), content)
    return out.getvalue()


def _count(body: etree._ElementTree, *names: str) -> int:
    return sum(1 for name in names for node in body.iter(f"{_W}{name}") if _is_run_level(node))


def _is_run_level(node: etree._Element) -> bool:
    """A `del` among properties marks a paragraph's end, not a text."""
    parent = node.getparent()
    return parent is None or parent.tag not in (f"{_W}rPr", f"{_W}trPr")


def _language(body: etree._ElementTree) -> str:
    """The language of the most runs that name one; the empty string if none does."""
    counts: dict[str, int] = {}
    for lang in body.iter(f"{_W}lang"):
        if value := lang.get(f"{_W}val"):
            counts[value] = counts.get(value, 0) + 1
    return max(sorted(counts), key=lambda v: counts[v]) if counts else ""


def _said(name: str, skipped: dict[str, int]) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            name, 0, 0, "DOC001", "left-out", Severity.INFO, f"left out: {count} {what}",
            count=count,
        )
        for what, count in skipped.items()
        if count
    )  # fmt: skip
