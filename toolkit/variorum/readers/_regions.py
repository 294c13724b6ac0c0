"""Where things stand on a page: columns in order, initials before their lines, notes beside them.

Coordinates are those of the picture, from its upper left corner. Order of columns as in T. Breuel,
"High Performance Document Layout Analysis" (2003): a region comes before another if it stands
above it and they overlap from left to right, or if it stands wholly before it in the direction of
the script and no third region lies between that overlaps both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from itertools import permutations
from typing import Any

from ..errors import ReadError
from ..text import xml

Box = tuple[float, float, float, float]  # left, top, right, bottom

# Types of regions and lines, as PAGE XML, Transkribus and SegmOnto (eScriptorium) call them.
_FURNITURE = frozenset(
    "header footer page-number catch-word catchword signature-mark numbering numberingzone "
    "quiremarkszone runningtitlezone stampzone sealzone digitizationartefactzone topmargin "
    "bottommargin".split()
)
_BESIDE = frozenset(
    "marginalia footnote footnote-continued endnote margintextzone leftmargin rightmargin "
    "interlinearline".split()
)
_HEAD = frozenset("heading title titlepagezone headingline".split())
_INITIAL = frozenset("drop-capital dropcapitalzone dropcapitalline".split())
_PLACES = {"furniture": _FURNITURE, "beside": _BESIDE, "head": _HEAD, "initial": _INITIAL}

LONGEST = 3  # letters of an initial; what is longer is a line that the region holds by mistake
MOST = 200  # regions of a page whose order is looked for


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is written."""

    text: str
    box: Box | None = None
    kind: str = ""  # in lower case
    keeps: bool | None = None  # is the hyphen at its end part of the word? None = not known
    beside: tuple[tuple[str, str], ...] = ()  # notes in the margin: text and kind


@dataclass(frozen=True, slots=True)
class Region:
    """A region of a page: its type in lower case, and its lines."""

    kind: str
    lines: tuple[Line, ...]
    box: Box | None = None
    element: str = "p"  # what kind of passage it is


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its file, its picture, its regions; how many initials were joined to lines, and
    whether its columns stand in another order than in the file."""

    file: str
    picture: str
    regions: tuple[Region, ...]
    ordered: bool  # does the file say in which order they are read?
    languages: tuple[str, ...] = ()
    initials: int = 0
    turned: bool = False


def standing(kind: str) -> str:
    """What a type says of the text: `furniture`, `beside`, `head`, `initial`, or "" for text.

    The second part of a type says more than the first.

    >>> standing("margintextzone:catchword"), standing("mainzone#2"), standing("marginalia")
    ('furniture', '', 'beside')
    """
    whole, _, part = kind.partition("#")[0].partition(":")
    for name in (part.strip(), whole.strip()):
        for place, names in _PLACES.items():
            if name in names:
                return place
    return ""


def arranged(page: Page) -> Page:
    """The page with its columns in order, where the file has none, its initials joined to the
    lines that they begin, its marginal notes at their lines."""
    leftward = _runs_leftward(page.regions)
    if not page.ordered:
        page = _in_columns(page, leftward)
    regions, joined = _joined(*_apart(page.regions), leftward)
    return replace(page, regions=_beside(regions), initials=joined)


def _runs_leftward(regions: Sequence[Region]) -> bool:
    """Is most of the text in a script that runs from right to left?"""
    left = right = 0
    for line in (line for region in regions for line in region.lines):
        for sign in map(unicodedata.bidirectional, line.text[:40]):
            left += sign == "L"
            right += sign in ("R", "AL")
    return right > left


def _in_columns(page: Page, leftward: bool) -> Page:
    """The page with its regions of text in the order of their places; others keep theirs."""
    at = [n for n, r in enumerate(page.regions) if _has_text(r)]
    boxes = [_mirrored(box, leftward) for n in at if (box := page.regions[n].box)]
    if len(boxes) != len(at) or not 1 < len(at) <= MOST:
        return page
    order = _order(boxes)
    if order == list(range(len(at))):
        return page
    regions = list(page.regions)
    for place, which in zip(at, order):
        regions[place] = page.regions[at[which]]
    return replace(page, regions=tuple(regions), turned=True)


def _has_text(region: Region) -> bool:
    text = standing(region.kind) in ("", "head")
    return text and any(line.text for line in region.lines)


def _mirrored(box: Box, leftward: bool) -> Box:
    left, top, right, bottom = box
    return (-right, top, -left, bottom) if leftward else box


def _order(boxes: Sequence[Box]) -> list[int]:
    """The order in which the boxes are read; as they are where their places do not say it."""
    sorter: TopologicalSorter[int] = TopologicalSorter({n: () for n in range(len(boxes))})
    for a, b in permutations(range(len(boxes)), 2):
        if _comes_before(boxes, a, b):
            sorter.add(b, a)
    found: list[int] = []
    try:
        sorter.prepare()
    except CycleError:
        return list(range(len(boxes)))
    ready: set[int] = set()
    while sorter.is_active():
        ready.update(sorter.get_ready())
        first = min(ready)
        ready.remove(first)
        found.append(first)
        sorter.done(first)
    return found


def _comes_before(boxes: Sequence[Box], a: int, b: int) -> bool:
    one, other = boxes[a], boxes[b]
    if _overlap(one, other, 0) > 0.25:
        return _middle(one) < _middle(other)
    if one[0] + one[2] >= other[0] + other[2]:
        return False
    return not any(
        _between(one, other, box) for n, box in enumerate(boxes) if n not in (a, b)
    )  # fmt: skip


def _between(a: Box, b: Box, c: Box) -> bool:
    """Does a region lie between the heights of two others, across both, as a heading does?"""
    lies = min(_middle(a), _middle(b)) < _middle(c) < max(_middle(a), _middle(b))
    return lies and _overlap(a, c, 0) > 0.25 and _overlap(b, c, 0) > 0.25


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _overlap(a: Box, b: Box, side: int) -> float:
    """How much of the smaller extent two boxes share: from left to right (0), in height (1)."""
    shared = min(a[side + 2], b[side + 2]) - max(a[side], b[side])
    return shared / max(1.0, min(a[side + 2] - a[side], b[side + 2] - b[side]))


def _apart(regions: Sequence[Region]) -> tuple[list[Region], list[Line]]:
    """The regions without initials, and these; a line that is too long for one stays."""
    capitals: list[Line] = []
    kept: list[Region] = []
    for region in regions:
        initial = standing(region.kind) == "initial"
        own = []
        for line in region.lines:
            text = line.text.strip()
            if not (initial or standing(line.kind) == "initial") or len(text) > LONGEST:
                own.append(line)
            elif text:
                box = region.box if initial and len(region.lines) == 1 else line.box
                capitals.append(replace(line, text=text, box=box))
        kept.append(replace(region, lines=tuple(own)))
    return kept, capitals


def _joined(
    regions: Sequence[Region], capitals: Sequence[Line], leftward: bool
) -> tuple[tuple[Region, ...], int]:
    """Initials before the lines that they begin; one without such a line is a line of its own."""
    begun: dict[tuple[int, int], str] = {}
    alone: list[Line] = []
    beginnings = sorted(capitals, key=lambda c: (c.box or (0, 0))[1])
    lines = [
        (n, k, _mirrored(line.box, leftward))
        for n, region in enumerate(regions)
        for k, line in enumerate(region.lines)
        if line.box and line.text and standing(line.kind) == standing(region.kind) == ""
    ]  # fmt: skip
    for capital in beginnings:
        box = _mirrored(capital.box, leftward) if capital.box else None
        place = _begins(box, [one for one in lines if one[:2] not in begun], lines) if box else None
        if place is None:
            alone.append(capital)
        else:
            begun[place] = capital.text
    made = [
        replace(region, lines=tuple(
            replace(line, text=_initialled(begun[n, k], line.text)) if (n, k) in begun else line
            for k, line in enumerate(region.lines)
        ))
        for n, region in enumerate(regions)
    ]  # fmt: skip
    made += [Region("", (replace(line, kind=""),), line.box) for line in alone]
    return tuple(made), len(begun)


Placed = tuple[int, int, Box]  # region, line, where it stands


def _begins(box: Box, free: Sequence[Placed], every: Sequence[Placed]) -> tuple[int, int] | None:
    """The line that an initial begins: the first of those that leave room for it.

    The box of an initial is often that of its foot: lines above it are taken while they are as
    much indented.
    """
    left, top, right, bottom = box
    width = max(right - left, 20.0)
    room = sorted(
        (one for one in free if right - 0.35 * width <= one[2][0] <= right + 1.6 * width),
        key=lambda one: one[2][1],
    )
    if not room:
        return None

    def common(one: Placed) -> float:
        return min(one[2][3], bottom) - max(one[2][1], top)

    def height(one: Placed) -> float:
        return one[2][3] - one[2][1]

    best = max(room, key=common)
    if common(best) < -0.5 * height(best):
        return None
    first = next(
        one for one in room
        if one is best or common(one) > 0.25 * min(bottom - top, height(one))
    )  # fmt: skip
    above = sorted(
        (one for one in every
         if one[0] == first[0] and one[2][1] <= first[2][1]
         and abs(one[2][0] - first[2][0]) < 6 * width),
        key=lambda one: one[2][1],
    )  # fmt: skip
    found = first
    for one in reversed(above[: above.index(first)]):
        near = found[2][1] - one[2][1] < 1.3 * height(found)
        if one not in room or not near or first[2][1] - one[2][1] >= 3.5 * height(first):
            break
        found = one
    return found[:2]


def _initialled(initial: str, line: str) -> str:
    """The line with its initial, unless it has it already."""
    return line if line.startswith(initial) else initial + line


def _beside(regions: Sequence[Region]) -> tuple[Region, ...]:
    """Marginal notes at the lines beside which they stand; those without a place stay regions."""
    lines = [
        (n, k, line.box)
        for n, region in enumerate(regions) if _has_text(region)
        for k, line in enumerate(region.lines) if line.box and line.text
    ]  # fmt: skip
    notes: dict[tuple[int, int], list[tuple[str, str]]] = {}
    kept: list[Region] = []
    for region in regions:
        text = " ".join(line.text for line in region.lines if line.text)
        margin = "margin" in region.kind and standing(region.kind) == "beside"
        if margin and region.box and text and lines:
            where = region.box
            near = min(lines, key=lambda one: (_distance(where, one[2]), one[:2]))
            notes.setdefault(near[:2], []).append((text, region.kind))
            region = replace(region, lines=tuple(x for x in region.lines if not x.text))
        kept.append(region)
    return tuple(
        replace(region, lines=tuple(
            replace(line, beside=tuple(notes.get((n, k), ())))
            for k, line in enumerate(region.lines)
        ))
        for n, region in enumerate(kept)
    )  # fmt: skip


def _distance(note: Box, line: Box) -> float:
    """How far a line is from the beginning of a note, height counting double."""
    across = max(line[0] - note[2], note[0] - line[2], 0.0)
    return across + 2 * abs((line[1] + line[3]) / 2 - note[1])


def order_of(page: Any, name: str) -> list[Any]:
    """The one group that gives a page's reading order, if any; raises `ReadError` for two."""
    orders = page.iter("{*}ReadingOrder")
    top = [group for order in orders for group in order if xml.is_element(group)]
    if len(top) > 1:
        raise ReadError(
            "the page has two reading orders", source=name, line=top[1].sourceline or 0,
            hint="keep one of them",
        )  # fmt: skip
    return top
