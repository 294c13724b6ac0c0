"""The shape of a text: what is in it, what can be folded, which tags belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import tags
from .buffer import Buffer

PARTS = frozenset(
    "TEI teiCorpus teiHeader standOff text group front body back div div1 div2 div3 div4 div5 div6 "
    "div7 listWit witness msDesc handNote person place org listApp app entry".split()
)
NAMED = ("witness", "msDesc", "handNote", "person", "place", "org")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_HEAD = re.compile(r"\s*<(?:\w+:)?head\b")
Span = tuple[int, int]


@dataclass
class Part:
    """A part of a text that the outline shows: its name, more about it, where it stands."""

    name: str
    detail: str
    element: str
    whole: Span
    shown: Span  # of its start tag
    parts: list[Part] = field(default_factory=list)


_kept: dict[str, tuple[tags.Element, ...]] = {}  # of the last text


def elements(source: str) -> tuple[tags.Element, ...]:
    """The elements of a text, in document order.

    Those of the last text are kept, and dropped before others are made: they take more than it.
    """
    found = _kept.get(source)
    if found is None:
        _kept.clear()
        found = _kept[source] = tuple(tags.elements(source))
    return found


def local(name: str) -> str:
    return name.rpartition(":")[2]


def parts(source: str) -> list[Part]:
    """The outline: divisions, entries, witnesses, and what else is described."""
    every = elements(source)
    roots: list[Part] = []
    made: dict[int, Part] = {}
    for number, one in enumerate(every):
        own = local(one.start.name)
        if own not in PARTS:
            continue
        name, detail = _called(source, one, own)
        part = Part(name, detail, own, _whole(every, number), (one.start.start, one.start.end))
        above = one.parent
        while above >= 0 and above not in made:
            above = every[above].parent
        (made[above].parts if above >= 0 else roots).append(part)
        made[number] = part
    return roots


def _whole(every: tuple[tags.Element, ...], number: int) -> Span:
    """Where an element stands; one without end tag ends where what is around it does."""
    one = every[number]
    if one.end is None and not one.start.empty and one.parent >= 0:
        return one.start.start, max(one.start.end, _content_end(every, one.parent))
    return one.start.start, one.stop


def _content_end(every: tuple[tags.Element, ...], number: int) -> int:
    while number >= 0:
        if (end := every[number].end) is not None:
            return end.start
        number = every[number].parent
    return every[0].start.end


def _called(source: str, one: tags.Element, own: str) -> tuple[str, str]:
    said = {a.name: source[a.start : a.end] for a in tags.attributes(source, one.start)}
    identity = said.get("xml:id", "") or said.get("n", "")
    if own in NAMED:
        return identity or own, tags.plain(source, one)
    if own == "app":
        return f"app {identity or said.get('loc', '') or said.get('from', '')}".strip(), _lemma(
            source, one
        )
    if own.startswith("div"):
        kind = " ".join(filter(None, (said.get("type", ""), said.get("n", ""))))
        if _HEAD.match(source, one.start.end):
            begin = source.index(">", source.index("<", one.start.end)) + 1
            end = source.find("</", begin)
            words = " ".join(re.sub(r"<[^>]*>", " ", source[begin:end]).split())
            if words:
                return words[:80], kind or own
        return kind or identity or own, own if kind else ""
    return own, identity


def _lemma(source: str, one: tags.Element) -> str:
    stop = one.end.start if one.end else one.start.end
    for name in ("lem", "rdg"):
        found = re.compile(rf"<(?:\w+:)?{name}\b[^>]*[^/]>(.*?)</(?:\w+:)?{name}\s*>", re.S).search(
            source, one.start.end, stop
        )
        if found:
            return " ".join(re.sub(r"<[^>]*>", " ", found[1]).split())[:80]
    return ""


def folds(text: Buffer) -> Iterator[tuple[int, int, bool]]:
    """What can be folded: first line, last line, and whether it is a comment."""
    line = text.position
    for one in elements(text.source):
        if one.end is not None:
            first, last = line(one.start.start)[0], line(one.end.start)[0]
            if last > first:
                yield first, last, False
    for found in _COMMENT.finditer(text.source):
        first, last = line(found.start())[0], line(found.end())[0]
        if last > first:
            yield first, last, True


def pair(source: str, offset: int) -> tuple[Span, Span] | None:
    """The names in the start tag and the end tag of an element, where an offset is in one."""
    here = tags.caret(source, offset)
    if here.kind not in ("name", "closing"):
        return None
    for one in elements(source):
        if one.end is not None and here.begins in (one.start.start, one.end.start):
            return tuple(  # type: ignore[return-value]
                (tag.after_name - len(tag.name), tag.after_name) for tag in (one.start, one.end)
            )
    return None


def around(source: str, offset: int) -> list[Span]:
    """What may be selected around an offset, the narrowest first: value, tag, content, element."""
    found: list[Span] = []
    here = tags.caret(source, offset)
    if here.kind == "value":
        found += [(here.start, here.end), here.value]
    elif here.end > here.start:
        found.append((here.start, here.end))
    every = elements(source)
    number = tags.at(list(every), offset)
    while number >= 0:
        one = every[number]
        for tag in filter(None, (one.start, one.end)):
            if tag.start <= offset < tag.end:
                found.append((tag.start, tag.end))
        if one.end is not None and one.start.end <= offset <= one.end.start:
            found.append((one.start.end, one.end.start))
        found.append((one.start.start, one.stop))
        number = one.parent
    found.append((0, len(source)))
    wider: list[Span] = []
    for start, end in found:
        if not wider or (
            start <= wider[-1][0] and end >= wider[-1][1] and (start, end) != wider[-1]
        ):
            wider.append((start, end))
    return wider
