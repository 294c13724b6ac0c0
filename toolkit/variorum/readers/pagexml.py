"""PAGE XML, as Transkribus, eScriptorium and OCR-D write it: one page or a folder of pages.

Regions stand in the file's reading order, else in the order that Transkribus notes in `@custom`,
else by their places; cells of a table row by row. Of several texts of a line the one of the least
`@index` is read; a line without a text of its own has that of its words, and a region without
lines its own. <https://github.com/PRImA-Research-Lab/PAGE-XML>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..model import Source
from ..text import xml
from ._options import Options
from ._pages import parts, source
from ._regions import Box, Line, Page, Region, order_of

SUFFIXES = (".xml",)
BY_CONTENT = True  # the suffix alone does not offer it: most XML is something else

_INDEX = re.compile(r"readingOrder\s*\{[^}]*index\s*:\s*(\d+)")
_TYPE = re.compile(r"structure\s*\{[^}]*type\s*:\s*([^;}]+)")
_POINT = re.compile(r"(-?[\d.]+)\s*,\s*(-?[\d.]+)")
_CELL = "TableCell"


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read pages as one witness; raises `ReadError` for a file with two reading orders."""
    root = xml.parse(data, name=name).getroot()
    pages = [page for file, one in parts(root, name) for page in _pages(one, file)]
    return source(pages, name, options, reader="pagexml")


def _pages(root: Any, name: str) -> Iterator[Page]:
    for page in root.iter("{*}Page"):
        regions, ordered = _in_order(page, name)
        picture = str(page.get("imageFilename") or "")
        yield Page(name, picture, tuple(map(_region, regions)), ordered)


def _in_order(page: Any, name: str) -> tuple[list[Any], bool]:
    """The regions that may hold text in reading order, and whether the file says it.

    A region within another goes with that one; those that no order names come last.
    """
    regions = list(page.iter("{*}TextRegion", f"{{*}}{_CELL}"))
    told = [ref for group in order_of(page, name) for ref in _references(group)]
    if told:
        place = {ref: number for number, ref in reversed(list(enumerate(told)))}
        keys = [
            min((place[id] for id in _ids(r, page) if id in place), default=len(told))
            if r.get("id") not in place
            else place[r.get("id")]
            for r in regions
        ]
    else:
        keys = [_outermost(r, page) for r in regions]
    order = sorted(range(len(regions)), key=lambda n: (keys[n], _cell(regions[n]), n))
    return [regions[n] for n in order], bool(told) or any(keys)


def _ids(region: Any, page: Any) -> Iterator[str]:
    """The id of a region, and of those that hold it."""
    while region is not page:
        if region.get("id"):
            yield region.get("id")
        region = region.getparent()


def _outermost(region: Any, page: Any) -> int:
    """The index that Transkribus notes of a region, or of the one that holds it."""
    while region.getparent() is not page and not _INDEX.search(region.get("custom") or ""):
        region = region.getparent()
    return _custom_index(region)


def _cell(region: Any) -> tuple[int, int]:
    """Row and column of a cell of a table."""
    return (_number(region, "row"), _number(region, "col"))


def _references(group: Any) -> Iterator[str]:
    """The ids of regions of a group and the groups in it, by their `@index` where they have one."""
    members = [node for node in group if xml.is_element(node)]
    members.sort(key=lambda node: _number(node, "index"))
    for node in members:
        if node.get("regionRef"):
            yield node.get("regionRef")
        yield from _references(node)


def _number(node: Any, attribute: str) -> int:
    said = str(node.get(attribute) or "")
    return int(said) if said.isdecimal() else 0


def _custom_index(node: Any) -> int:
    found = _INDEX.search(node.get("custom") or "")
    return int(found[1]) if found else 0


def _region(region: Any) -> Region:
    lines = tuple(Line(_text(n), _box(n), _kind(n)) for n in _children(region, "TextLine"))
    if not any(line.text for line in lines) and (text := _own_text(region)):
        lines = tuple(Line(" ".join(said.split())) for said in text.splitlines())
    element = "cell" if xml.local(region) == _CELL else "p"
    return Region(_kind(region), lines, _box(region), element)


def _kind(node: Any) -> str:
    found = _TYPE.search(node.get("custom") or "")
    return str(found[1] if found else node.get("type") or "").strip().lower()


def _box(node: Any) -> Box | None:
    """The rectangle around a polygon; older files have a `Point` for each of its points."""
    coords = node.find("{*}Coords")
    if coords is None:
        return None
    said = coords.get("points") or " ".join(
        f"{point.get('x')},{point.get('y')}" for point in coords.iter("{*}Point")
    )
    points = [(_float(x), _float(y)) for x, y in _POINT.findall(said)]
    if not points:
        return None
    across, down = zip(*points)
    return min(across), min(down), max(across), max(down)


def _float(said: str) -> float:
    try:
        return float(said)
    except ValueError:
        return 0.0


def _children(node: Any, name: str) -> list[Any]:
    own = [n for n in node if xml.is_element(n) and xml.local(n) == name]
    return sorted(own, key=_custom_index)


def _text(node: Any) -> str:
    """The text of a line; else of its words, else of a word's glyphs."""
    if text := " ".join(_own_text(node).split()):
        return text
    words = _children(node, "Word")
    parts = words or _children(node, "Glyph")
    return (" " if words else "").join(filter(None, map(_text, parts)))


def _own_text(node: Any) -> str:
    """The text that is said of a line or a region itself, the first by `@index` that says any."""
    for one in sorted(_children(node, "TextEquiv"), key=lambda n: _number(n, "index")):
        said = one.find("{*}Unicode")
        if said is not None and (text := xml.string(said)).strip():
            return text
    return ""
