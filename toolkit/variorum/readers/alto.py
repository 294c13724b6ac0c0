"""ALTO, as libraries and eScriptorium write it: one page or a folder of pages.

Blocks stand in the file's reading order (ALTO 4.3), else by their places, those of the print space
before the margins'. The type of a block or a line is the label of its tag. What a word that the
line end parts is as a whole (`@SUBS_CONTENT`) says whether the hyphen is its own.
<https://www.loc.gov/standards/alto/>
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import Source
from ..text import xml
from ..text.hyphens import HYPHENS
from ._options import Options
from ._pages import parts, source
from ._regions import Box, Line, Page, Region, order_of

SUFFIXES = (".xml",)
BY_CONTENT = True  # the suffix alone does not offer it: most XML is something else
_SPACES = ("PrintSpace", "LeftMargin", "RightMargin", "TopMargin", "BottomMargin")
_TAGS = ("{*}OtherTag", "{*}LayoutTag", "{*}StructureTag")


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read pages as one witness; raises `ReadError` for a file with two reading orders."""
    root = xml.parse(data, name=name).getroot()
    pages = [page for file, one in parts(root, name) for page in _pages(one, file)]
    return source(pages, name, options, reader="alto")


def _pages(root: Any, name: str) -> Iterator[Page]:
    labels = {tag.get("ID"): str(tag.get("LABEL") or "").lower() for tag in root.iter(*_TAGS)}
    found = root.find(".//{*}sourceImageInformation/{*}fileName")
    picture = xml.string(found).strip() if found is not None else ""
    order = _order(root, name)
    for page in root.iter("{*}Page"):
        spaces = sorted(
            (node for node in page if xml.is_element(node) and xml.local(node) in _SPACES),
            key=lambda node: _SPACES.index(xml.local(node)),
        )
        blocks = [(block, space) for space in spaces for block in space.iter("{*}TextBlock")]
        if order:
            blocks.sort(key=lambda one: order.get(one[0].get("ID"), len(order)))
        regions = tuple(
            Region(
                _kind(block, labels) or _margin(space),
                tuple(_line(line, labels) for line in block.iter("{*}TextLine")),
                _box(block),
            )
            for block, space in blocks
        )
        languages = tuple(lang for block, _ in blocks if (lang := block.get("LANG")))
        yield Page(name, picture, regions, bool(order), languages)


def _order(root: Any, name: str) -> dict[str, int]:
    """The place of each block that the reading order names; raises `ReadError` for two orders."""
    told = [
        node.get("REF") for group in order_of(root, name) for node in group.iter("{*}ElementRef")
    ]
    return {ref: number for number, ref in reversed(list(enumerate(told))) if ref}


def _margin(space: Any) -> str:
    return xml.local(space).lower() if xml.local(space) != "PrintSpace" else ""


def _kind(node: Any, labels: dict[Any, str]) -> str:
    return next(filter(None, (labels.get(t) for t in (node.get("TAGREFS") or "").split())), "")


def _box(node: Any) -> Box | None:
    try:
        left, top, width, height = (
            float(node.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")
        )
    except (TypeError, ValueError):
        return None
    return left, top, left + width, top + height


def _line(line: Any, labels: dict[Any, str]) -> Line:
    """The words of a line, with the hyphen at its end; blanks between them need not be written."""
    said: list[str] = []
    whole = ""
    for node in line:
        name = xml.local(node) if xml.is_element(node) else ""
        if name == "String":
            said.append(str(node.get("CONTENT") or ""))
            whole = str(node.get("SUBS_CONTENT") or "")
        elif name == "HYP" and said:
            said[-1] += str(node.get("CONTENT") or "-")
    if len(said) > 1 and said[-1] in HYPHENS:  # a sign that was taken for a word of its own
        said[-2:] = [said[-2] + said[-1]]
    text = " ".join(" ".join(said).split())
    return Line(text, _box(line), _kind(line, labels), _keeps(text, whole))


def _keeps(text: str, whole: str) -> bool | None:
    """Is the sign at the end of a line part of the word that it divides, as the file has it?"""
    if not whole or text[-1:] not in HYPHENS:
        return None
    begun = text.rpartition(" ")[2]
    return whole.startswith(begun) and whole != begun
