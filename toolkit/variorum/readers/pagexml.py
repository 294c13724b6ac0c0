"""PAGE XML, as Transkribus, eScriptorium and OCR-D write it: one page or a folder of pages.

Regions stand in the file's reading order, else in the order that Transkribus notes in `@custom`,
else as they are written. Of several texts of a line the one of the least `@index` is read; a line
without a text of its own has that of its words.
<https://github.com/PRImA-Research-Lab/PAGE-XML>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..errors import ReadError
from ..model import Source
from ..text import xml
from ._options import Options
from ._pages import Page, Region, parts, source

SUFFIXES = (".xml",)
BY_CONTENT = True  # the suffix alone does not offer it: most XML is something else

_INDEX = re.compile(r"readingOrder\s*\{[^}]*index\s*:\s*(\d+)")
_TYPE = re.compile(r"structure\s*\{[^}]*type\s*:\s*([\w:-]+)")


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read pages as one witness; raises `ReadError` for a file with two reading orders."""
    root = xml.parse(data, name=name).getroot()
    pages = [page for file, one in parts(root, name) for page in _pages(one, file)]
    return source(pages, name, options, reader="pagexml")


def _pages(root: Any, name: str) -> Iterator[Page]:
    for page in root.iter("{*}Page"):
        regions = [
            Region(_kind(region), tuple(map(_text, _lines(region))))
            for region in _in_order(page, name)
        ]
        yield Page(str(page.get("imageFilename") or ""), tuple(regions))


def _in_order(page: Any, name: str) -> list[Any]:
    """The text regions in reading order; those that it does not name come last."""
    regions = list(page.iter("{*}TextRegion"))
    orders = list(page.iter("{*}ReadingOrder"))
    top = [group for order in orders for group in order if xml.is_element(group)]
    if len(top) > 1:
        raise ReadError(
            "the page has two reading orders", source=name, line=top[1].sourceline or 0,
            hint="keep one of them",
        )  # fmt: skip
    told = [ref for group in top for ref in _references(group)]
    if not told:
        return sorted(regions, key=_custom_index)
    place = {ref: number for number, ref in reversed(list(enumerate(told)))}
    return sorted(regions, key=lambda r: place.get(r.get("id") or "", len(told)))


def _references(group: Any) -> Iterator[str]:
    """The ids of regions of a group and the groups in it, by their `@index` where they have one."""
    members = [node for node in group if xml.is_element(node)]
    members.sort(key=_index)
    for node in members:
        if node.get("regionRef"):
            yield node.get("regionRef")
        yield from _references(node)


def _index(node: Any) -> int:
    said = str(node.get("index") or "")
    return int(said) if said.isascii() and said.isdigit() else 0


def _custom_index(node: Any) -> int:
    found = _INDEX.search(node.get("custom") or "")
    return int(found[1]) if found else 0


def _kind(region: Any) -> str:
    found = _TYPE.search(region.get("custom") or "")
    kind = found[1] if found else region.get("type") or ""
    return str(kind).partition(":")[0].lower()


def _lines(region: Any) -> list[Any]:
    own = [n for n in region if xml.is_element(n) and xml.local(n) == "TextLine"]
    return sorted(own, key=_custom_index)


def _text(node: Any) -> str:
    """The text of a line; else of its words."""
    texts = [n for n in node if xml.is_element(n) and xml.local(n) == "TextEquiv"]
    texts.sort(key=_index)
    for one in texts:
        said = one.find("{*}Unicode")
        if said is not None and (text := " ".join(xml.string(said).split())):
            return text
    words = [n for n in node if xml.is_element(n) and xml.local(n) == "Word"]
    return " ".join(filter(None, map(_text, words)))
