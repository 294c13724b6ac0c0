"""Word documents, through mammoth: running text with emphasis, notes apart.

Tracked insertions and moves are text, as Word shows them; deletions and hidden text are not.
Mended here: mammoth glues the words around a page break and keeps hidden text. What was left out
is said in the findings. The archive is looked through before anything in it is parsed:
`_package.py`.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import ReadError
from ..model import Finding, Severity, Source
from ..text import xml
from ._html import HtmlText
from ._options import Options
from ._package import opened

if TYPE_CHECKING:
    from lxml import etree

SUFFIXES = (".docx", ".docm")

_BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = "br[type='page'] => br.page\nbr[type='column'] => br.page\nu => u\nstrike => s"


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read a DOCX as one witness; raises `ReadError` or `LimitError`, naming file and remedy."""
    import mammoth

    with opened(data, name, needed=_BODY) as archive:
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
        deep = isinstance(error, RecursionError)
        why = "its markup is nested too deep" if deep else f"{type(error).__name__}: {error}"
        raise ReadError(
            f"not readable as DOCX ({why})",
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
