"""Pages as people transcribe them over pictures: regions, lines, and what is not text on a page.

What PAGE XML and ALTO have in common. A witness is many pages: their files stand under one root
(`joined`), in the natural order of their names. A word that the end of a line or a page parts is
put together; line and page stay as layout. What stands in a margin, at the foot of a page or
between lines is a note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from ..errors import ReadError
from ..model import Finding, Severity, Source
from ..model.shown import counted
from ..text import xml
from ..text.flow import Flow
from ..text.languages import base, guess
from ._options import Options
from ._regions import Page, Region, arranged, standing

ROOT = "variorum-pages"
SAME = 0.5  # of the words that two transcriptions of one picture share
_DIGITS = re.compile(r"(\d+)")


def joined(pages: Iterable[tuple[str, bytes]]) -> bytes:
    """The files of a folder as one document, in the natural order of their names.

    Raises `ReadError` with the name of a file that is not well-formed, and where some are in PAGE
    XML and some in ALTO: they would give each page twice.
    """
    etree = xml.library()
    root = etree.Element(ROOT)
    kinds: dict[str, str] = {}
    for name, data in sorted(pages, key=lambda page: _natural(page[0])):
        page = xml.parse(data, name=name).getroot()
        kinds.setdefault(xml.local(page), name)
        etree.SubElement(root, "page", file=name).append(page)
    if len(kinds) > 1:
        raise ReadError(
            f"{' and '.join(kinds.values())} are pages in two formats",
            source=next(iter(kinds.values())), hint="keep those of one format in the folder",
        )  # fmt: skip
    return bytes(etree.tostring(root))


def _natural(name: str) -> list[tuple[int, str]]:
    """`p2` before `p10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(name)]


def parts(root: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The root of each page with the name of its file."""
    if xml.local(root) != ROOT:
        yield name, root
        return
    for holder in root:
        yield str(holder.get("file")), holder[0]


def source(pages: Sequence[Page], name: str, options: Options, *, reader: str) -> Source:
    """The witness of some pages; what was left out, and what was put elsewhere, is counted.

    Raises `ReadError` where two files transcribe the same image.
    """
    _each_once(pages)
    written = _Written(options.furniture == "keep", _is_english(pages, options.language))
    for page in pages:
        written.page(arranged(page))
    flow = written.flow
    flow.end_passage()
    witness = flow.witness(
        options.siglum_for(name), normal=options.normal,
        language=options.language or _language(pages),
    )  # fmt: skip
    kept = tuple(s for s in witness.spans if s.start < s.end or s.name in ("lb", "pb"))
    said = [(f"{what}: {counted(n, unit)}{of}", n) for what, n, unit, of in written.said() if n]
    if not witness.text:
        said.append(("no line has a text", 0))
    findings = tuple(
        Finding(name, 0, 0, "PAG001", "pages", Severity.INFO, message, count=max(count, 1))
        for message, count in said
    )
    return Source((replace(witness, spans=kept),), findings=findings, reader=reader)


class _Written:
    """The running text of pages."""

    def __init__(self, furniture: bool, english: bool) -> None:
        self.flow = Flow()
        self._furniture = furniture
        self._english = english
        self._passages = 0
        self._keeps: bool | None = None  # is the hyphen that the last line ended in the word's own?
        self.left = self.silent = self.notes = self.initials = self.turned = 0

    def said(self) -> tuple[tuple[str, int, str, str], ...]:
        return (
            ("left out", self.left, "line", " of headers, footers and page numbers"),
            ("left out", self.silent, "line", " without text"),
            ("beside the text", self.notes, "note", " of margins and feet of pages"),
            ("joined to their lines", self.initials, "initial", ""),
            ("columns read in the order of their places", self.turned, "page", ""),
        )

    def page(self, page: Page) -> None:
        self.initials += page.initials
        self.turned += page.turned
        facs = (("facs", page.picture),) if page.picture else ()
        if not self.flow.line_end("pb", facs, self._english, self._keeps):
            self.flow.end_passage()
            self.flow.milestone("pb", facs)
        for region in page.regions:
            self._region(region)

    def _region(self, region: Region) -> None:
        lines = [line for line in region.lines if line.text]
        self.silent += len(region.lines) - len(lines)
        place = standing(region.kind)
        if place == "beside":
            self._note(" ".join(line.text for line in lines), region.kind)
            return
        before = None
        for line in lines:
            own = standing(line.kind) or place
            if own == "furniture":
                self._furnished(line.text)
            elif own == "beside":
                self._note(line.text, line.kind)
            else:
                self._line(line.text, "head" if own == "head" else region.element, own == before)
                before = own
                for note in line.beside:
                    self._note(*note)
                self._keeps = line.keeps

    def _line(self, text: str, kind: str, goes_on: bool) -> None:
        torn = self.flow.line_end("lb", (), self._english, self._keeps)
        self._keeps = None
        if not goes_on and not torn:
            self._passages += 1
            self.flow.passage(f"p{self._passages}", kind)
        elif not torn:
            self.flow.blank()
            self.flow.milestone("lb")
        self.flow.text(text)

    def _furnished(self, text: str) -> None:
        """A header or its like: no text, unless it is asked for; a passage of its own then."""
        if not self._furniture:
            self.left += 1
            return
        self.flow.end_passage()
        self._line(text, "p", False)

    def _note(self, text: str, kind: str) -> None:
        self.notes += bool(text)
        named = next((n for n in ("margin", "interlinear") if n in kind), "footnote")
        self.flow.note(text, {"margin": "marginal"}.get(named, named))


def _each_once(pages: Sequence[Page]) -> None:
    """Raise `ReadError` where two files have the same picture and much the same words."""
    known: dict[str, list[Page]] = {}
    for page in pages:
        if page.picture:
            known.setdefault(PurePath(page.picture).name, []).append(page)
    for picture, same in known.items():
        for other in same[1:]:
            a, b = (Counter(_words(p)) for p in (same[0], other))
            if other.file != same[0].file and (a & b).total() > SAME * max(a.total(), b.total()):
                raise ReadError(
                    f"{same[0].file} and {other.file} transcribe the same image, {picture}",
                    source=other.file,
                    hint="keep one of them in the folder, or name those you mean: 'FOLDER/*.xml'",
                )


def _words(page: Page) -> list[str]:
    return [word for r in page.regions for line in r.lines for word in line.text.split()]


def _language(pages: Sequence[Page]) -> str:
    """The language that most regions with a language are in."""
    told = Counter(base(code) for page in pages for code in page.languages if base(code))
    best = max(told, key=lambda code: (told[code], code), default="")
    return best if told[best] * 2 > told.total() else ""


def _is_english(pages: Sequence[Page], language: str) -> bool:
    """May the words of English judge what a hyphen is?"""
    told = language or _language(pages)
    if not told:
        told = guess(line.text for page in pages for r in page.regions for line in r.lines)
    return told in ("", "en") or told.startswith("en-")
