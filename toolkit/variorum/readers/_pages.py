"""Pages as people transcribe them over pictures: regions, lines, and what is no text on a page.

What PAGE XML and ALTO have in common. A witness is many pages: their files stand under one root
(`joined`), in the natural order of their names. A word that the end of a line or a page parts is
put together; line and page stay as layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..model import Finding, Severity, Source
from ..model.shown import counted
from ..text import xml
from ..text.flow import Flow
from ._options import Options

ROOT = "variorum-pages"
# Types of regions, as PAGE XML, Transkribus and SegmOnto (eScriptorium) call them.
FURNITURE = frozenset(
    "header footer page-number catch-word signature-mark numberingzone quiremarkszone "
    "runningtitlezone stampzone digitizationartefactzone topmargin bottommargin".split()
)
ASIDE = frozenset(
    "marginalia footnote footnote-continued endnote margintextzone leftmargin rightmargin".split()
)
HEADINGS = frozenset(("heading", "titlepagezone"))
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Region:
    """A region of a page: its type in lower case, and the text of its lines."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the name of its picture, its regions in reading order."""

    picture: str
    regions: tuple[Region, ...]


def joined(pages: Iterable[tuple[str, bytes]]) -> bytes:
    """The files of a folder as one document, in the natural order of their names.

    Raises `ReadError` with the name of a file that is not well-formed.
    """
    etree = xml.library()
    root = etree.Element(ROOT)
    for name, data in sorted(pages, key=lambda page: _natural(page[0])):
        holder = etree.SubElement(root, "page", file=name)
        holder.append(xml.parse(data, name=name).getroot())
    return bytes(etree.tostring(root))


def _natural(name: str) -> list[tuple[int, str]]:
    """`p2` before `p10`."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in _DIGITS.split(name)]


def parts(root: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The root of each page with the name of its file."""
    if xml.local(root) != ROOT:
        yield name, root
        return
    for holder in root:
        yield str(holder.get("file")), holder[0]


def source(pages: Sequence[Page], name: str, options: Options, *, reader: str) -> Source:
    """The witness of some pages; what was left out is counted."""
    flow = Flow()
    english = options.language.startswith("en") if options.language else True
    passages = left = silent = 0
    for page in pages:
        facs = (("facs", page.picture),) if page.picture else ()
        if not flow.line_end("pb", facs, english):
            flow.end_passage()
            flow.milestone("pb", facs)
        for region in page.regions:
            lines = [line for line in region.lines if line.strip()]
            silent += len(region.lines) - len(lines)
            if region.kind in ASIDE:
                flow.note(" ".join(lines), "marginal" if "margin" in region.kind else "footnote")
                continue
            if region.kind in FURNITURE and options.furniture != "keep":
                left += len(lines)
                continue
            for number, line in enumerate(lines):
                torn = flow.line_end("lb", (), english)
                if not number and not torn:
                    passages += 1
                    flow.passage(f"p{passages}", "head" if region.kind in HEADINGS else "p")
                elif not torn:
                    flow.blank()
                    flow.milestone("lb")
                flow.text(line)
    flow.end_passage()
    witness = flow.witness(
        options.siglum_for(name), normal=options.normal, language=options.language
    )
    kept = tuple(s for s in witness.spans if s.start < s.end or s.name in ("lb", "pb"))
    said = (
        (left, "line", "of headers, footers and page numbers"),
        (silent, "line", "without text"),
    )
    return Source(
        (replace(witness, spans=kept),),
        findings=tuple(
            Finding(
                name, 0, 0, "PAG001", "left-out", Severity.INFO,
                f"left out: {counted(count, what)} {of}", count=count,
            )
            for count, what, of in said
            if count
        ),
        reader=reader,
    )  # fmt: skip
