"""Word documents, through mammoth: running text with emphasis, notes apart.

Footnotes, endnotes and comments stand beside the text, where Word refers to them. Tracked
insertions and moves are text, as Word shows them; deletions and hidden text are not, unless
`layers` asks for the text before the changes too. Fixed here: mammoth glues the words around a page
break and keeps hidden text. What was left out is said in the findings. The archive is looked
through before anything in it is parsed: `_package.py`.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import ReadError
from ..model import Finding, Severity, Source, Witness
from ..text import xml
from ._html import HtmlText
from ._options import Options
from ._package import opened

if TYPE_CHECKING:
    from lxml import etree

SUFFIXES = (".docx", ".docm")

_BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_TURNED = {
    "ins": "del", "del": "ins", "moveFrom": "moveTo", "moveTo": "moveFrom", "delText": "t",
}  # fmt: skip
_CHANGES = tuple(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_COMMENT = re.compile(r'<dt id="(comment-[^"]*)">[^<]*</dt><dd>')  # its label is no part of it
_STYLES = (
    "br[type='page'] => br.page\nbr[type='column'] => br.page\nu => u\nstrike => s\n"
    "comment-reference => sup"
)


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read a DOCX as one witness; raises `ReadError` or `LimitError`, naming file and remedy.

    With `layers` a document with tracked changes is two: `X*` before them, `X` after.
    """
    with opened(data, name, needed=_BODY) as archive:
        parts = {
            part: xml.parse(archive.read(part), name=f"{name}:{part}", huge=True)
            for part in (_BODY, *_NOTES)
            if part in archive.namelist()
        }
        body = parts[_BODY]
        changed = any(True for part in parts.values() for _ in part.iter(*_CHANGES))
        deleted = _count(body, "del", "moveFrom")
        hidden = _remove_hidden(body)
        boxes = _count(body, "txbxContent")
        tongue = options.language or _language(body)
        siglum = options.siglum_for(name)
        after, text = _witness(
            _with_parts(archive, parts) if hidden else data, name, siglum, tongue, options
        )
        witnesses = [after]
        if options.layers and changed:
            for part in parts.values():
                _take_back(part)
            before = _with_parts(archive, parts)
            witnesses.insert(0, _witness(before, name, f"{siglum}*", tongue, options)[0])
    skipped = {
        "notes that nothing refers to": text.lost,
        "tracked deletions": deleted if len(witnesses) == 1 else 0,
        "runs of hidden text": hidden,
        "images": text.images,
        "text boxes and shapes": boxes,
        "note marks": text.marks,
    }
    found = _said(name, skipped)
    return Source(tuple(witnesses), findings=found, reader="docx")


def _witness(
    data: bytes, name: str, siglum: str, language: str, options: Options
) -> tuple[Witness, HtmlText]:
    """The text that Word shows, and what was met on the way."""
    import mammoth

    try:
        html = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_image)
        ).value
    except Exception as error:  # mammoth has no exception of its own: any part may be broken
        deep = isinstance(error, RecursionError)
        why = "its markup is nested too deeply" if deep else f"{type(error).__name__}: {error}"
        raise ReadError(
            f"not readable as DOCX ({why})",
            source=name,
            hint="open it in Word or LibreOffice and save it again",
        ) from error
    text = HtmlText(lines=False, marks=options.furniture != "keep")
    text.feed(_COMMENT.sub(r'<dt></dt><dd id="\1">', html))
    text.close()
    witness = text.flow.witness(siglum, normal=options.normal, language=language)
    kept = tuple(s for s in witness.spans if s.start < s.end or s.name in ("lb", "pb"))
    return replace(witness, spans=kept), text


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


def _with_parts(archive: zipfile.ZipFile, parts: dict[str, etree._ElementTree]) -> bytes:
    """The archive with other contents of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for part in archive.infolist():
            tree = parts.get(part.filename)
            content = archive.read(part) if tree is None else xml.serialise(tree).encode()
            copy.writestr(zipfile.ZipInfo(part.filename), content)
    return out.getvalue()


def _take_back(tree: etree._ElementTree) -> None:
    """Turn every tracked change round: what was inserted is deleted, and the other way about."""
    for node in tree.iter(*(f"{_W}{name}" for name in _TURNED)):
        node.tag = f"{_W}{_TURNED[xml.local(node)]}"


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
