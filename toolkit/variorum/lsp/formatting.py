"""Lays out mark-up: what stands in an element that holds only elements gets a line of its own.

White space is changed, and only where TEI has no text: directly in the elements of `ROOMS`, of
those whose own content is white space and elements alone. All else stays as it is, letter by
letter: every paragraph, line and entry, every tag, whatever is under `xml:space="preserve"`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from . import tags
from .outline import elements, local

ROOMS = frozenset(
    "TEI teiCorpus teiHeader fileDesc titleStmt editionStmt publicationStmt seriesStmt sourceDesc "
    "encodingDesc profileDesc revisionDesc langUsage textClass particDesc settingDesc listWit "
    "listPerson listPlace listOrg listBibl listPrefixDef classDecl taxonomy handNotes msDesc "
    "physDesc objectDesc history standOff facsimile text body front back group div div1 div2 div3 "
    "div4 div5 div6 div7 lg sp spGrp list table row castList castGroup listApp".split()
)
_PIECE = re.compile(r"(?P<blank>\s+)|(?P<aside><!--.*?-->|<\?.*?\?>)", re.S)
_BREAK = re.compile(r"\r\n|\n|\r")


class Gap(NamedTuple):
    """White space where there is no text, and what is to stand there."""

    start: int
    end: int
    text: str


def gaps(source: str, indent: str) -> list[Gap]:
    """What is to be changed in a text that is well-formed, in order."""
    return sorted(_gaps(source, indent))


def _gaps(source: str, indent: str) -> Iterator[Gap]:
    every = elements(source)
    children: list[list[int]] = [[] for _ in every]
    depths: list[int] = []
    rooms: list[bool] = []
    for number, one in enumerate(every):
        parent = one.parent
        if parent >= 0:
            children[parent].append(number)
        depths.append(depths[parent] + 1 if parent >= 0 else 0)
        kept = tags.value(source, one.start, "xml:space") == "preserve"
        rooms.append(not kept and local(one.start.name) in ROOMS and (parent < 0 or rooms[parent]))
    found = _BREAK.search(source)
    line_end = found[0] if found else "\n"
    for number, one in enumerate(every):
        if rooms[number] and one.end is not None and children[number]:
            between = [(every[n].start.start, every[n].stop) for n in children[number]]
            inner = _between(source, one.start.end, one.end.start, between)
            if inner is None:
                continue
            *first, last = inner
            within = line_end + indent * (depths[number] + 1)
            for gap in first:
                yield from _laid(source, gap, within)
            yield from _laid(source, last, line_end + indent * depths[number])


Span = tuple[int, int]


def _between(source: str, start: int, stop: int, inside: list[Span]) -> list[Span] | None:
    """The white space before each child, comment and instruction, and at the end.

    None where there is text among it.
    """
    found: list[Span] = []
    at = begin = start
    for child in [*inside, (stop, stop)]:
        while at < child[0]:
            piece = _PIECE.match(source, at, child[0])
            if piece is None:
                return None
            if piece["aside"] is not None:
                found.append((begin, at))
                begin = piece.end()
            at = piece.end()
        found.append((begin, at))
        at = begin = child[1]
    return found


def _laid(source: str, gap: Span, line: str) -> Iterator[Gap]:
    """A stretch of white space as it is to be; a blank line stays, a remark stays by its tag."""
    written = source[slice(*gap)]
    breaks = len(_BREAK.findall(written))
    if breaks == 0 and source.startswith(("<!--", "<?"), gap[1]):
        return
    end = _BREAK.match(line)
    assert end is not None
    new = end[0] * (breaks > 1) + line
    if new != written:
        yield Gap(*gap, new)
