"""ALTO, as libraries and eScriptorium write it: one page or a folder of pages.

Blocks stand as they are written, those of the print space before the margins'. A block's type is
the label of its tag. <https://www.loc.gov/standards/alto/>
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import Source
from ..text import xml
from ._options import Options
from ._pages import Page, Region, parts, source

SUFFIXES = (".xml",)
BY_CONTENT = True  # the suffix alone does not offer it: most XML is something else
_SPACES = ("PrintSpace", "LeftMargin", "RightMargin", "TopMargin", "BottomMargin")


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read pages as one witness."""
    root = xml.parse(data, name=name).getroot()
    pages = [page for file, one in parts(root, name) for page in _pages(one)]
    return source(pages, name, options, reader="alto")


def _pages(root: Any) -> Iterator[Page]:
    labels = {
        tag.get("ID"): str(tag.get("LABEL") or "").partition(":")[0].lower()
        for tag in root.iter("{*}OtherTag", "{*}LayoutTag", "{*}StructureTag")
    }
    picture = root.find(".//{*}sourceImageInformation/{*}fileName")
    for page in root.iter("{*}Page"):
        spaces = sorted(
            (node for node in page if xml.is_element(node) and xml.local(node) in _SPACES),
            key=lambda node: _SPACES.index(xml.local(node)),
        )
        regions = [
            Region(_kind(block, space, labels), tuple(map(_text, block.iter("{*}TextLine"))))
            for space in spaces
            for block in space.iter("{*}TextBlock")
        ]
        yield Page(xml.string(picture).strip() if picture is not None else "", tuple(regions))


def _kind(block: Any, space: Any, labels: dict[Any, str]) -> str:
    for tag in (block.get("TAGREFS") or "").split():
        if labels.get(tag):
            return labels[tag]
    return xml.local(space).lower() if xml.local(space) != "PrintSpace" else ""


def _text(line: Any) -> str:
    """The words of a line, with the hyphen at its end; blanks between them need not be written."""
    said: list[str] = []
    for node in line:
        name = xml.local(node) if xml.is_element(node) else ""
        if name == "String":
            said.append(str(node.get("CONTENT") or ""))
        elif name == "HYP" and said:
            said[-1] += str(node.get("CONTENT") or "-")
    return " ".join(" ".join(said).split())
