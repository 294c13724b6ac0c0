"""The apparatus as it is written: who reads what, how many, where a lemma and a siglum stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from . import ids, tags
from .outline import elements, local

READINGS = ("lem", "rdg")
# Kinds of what an editor may colour, by the names that its themes know.
COLOURS = ("variable", "property", "parameter")  # a siglum, words of a lemma, of a reading
UNKNOWN = "deprecated"  # of a siglum that is declared nowhere
_HOLDER = re.compile("body|div[1-7]?")
_WORDS = re.compile(r"[^<\r\n]*[^<\s][^<\r\n]*")


class Reading(NamedTuple):
    """A reading: its element, the sigla it cites, and whether it is without words."""

    element: tags.Element
    number: int  # among the elements
    sigla: tuple[str, ...]
    empty: bool


class Colour(NamedTuple):
    """A stretch of text, the number of its colour, and whether it is a siglum declared nowhere."""

    start: int
    end: int
    kind: int
    unknown: bool


def readings(source: str, start: int = 0, end: int | None = None) -> Iterator[Reading]:
    """The readings whose start tag is in a stretch of a text."""
    stop = len(source) if end is None else end
    for number, one in enumerate(elements(source)):
        if start <= one.start.start < stop and local(one.start.name) in READINGS:
            cited = tags.value(source, one.start, "wit") or ""
            inner = source[one.start.end : one.end.start] if one.end else ""
            empty = one.start.empty or not re.sub(r"<[^>]*>", "", inner).strip()
            yield Reading(one, number, tuple(cited.split()), empty)


def hints(source: str, start: int, end: int) -> Iterator[tuple[int, str, str]]:
    """After the start tag of a reading: how many read so, and that it is an omission.

    The offset, the words, and the witnesses by name.
    """
    for one in readings(source, start, end):
        words = [f"{len(one.sigla)} witnesses"] if len(one.sigla) > 1 else []
        words += ["omitted"] if one.empty and one.sigla else []
        if words:
            at = one.element.start.end
            yield at, ", ".join(words), " ".join(s.removeprefix("#") for s in one.sigla)


def lenses(source: str) -> Iterator[tuple[int, int, str]]:
    """What is counted, at the start tag of each division and witness: start, end, words."""
    found = list(readings(source))
    yield from _counted(source, found)
    known = ids.named(source)
    cited = Counter(
        ids.target(source, ids.Pointer(token, 0, "wit", "rdg"))[1]
        for reading in found
        for token in reading.sigla
    )
    for name, one in known.items():
        if one.element == "witness":
            yield one.begins, one.at, f"cited in {_count(cited[name], 'reading')}"


def _counted(source: str, found: list[Reading]) -> Iterator[tuple[int, int, str]]:
    """How much apparatus a body or division holds; of one that holds all of it that around it."""
    every = elements(source)
    entries = [one.start.start for one in every if local(one.start.name) == "app"]
    starts = [one.element.start.start for one in found]
    held: dict[int, int] = {}  # the entries of each, by its number
    for number, one in enumerate(every):
        if not _HOLDER.fullmatch(local(one.start.name)):
            continue
        first, last = bisect_left(entries, one.start.end), bisect_left(entries, one.stop)
        held[number], above = last - first, one.parent
        while above >= 0 and above not in held:
            above = every[above].parent
        if first == last or (above >= 0 and held[above] == held[number]):
            continue
        inside = found[bisect_left(starts, one.start.end) : bisect_left(starts, one.stop)]
        variants = [r for r in inside if local(r.element.start.name) == "rdg"]
        omitted = sum(r.empty for r in variants)
        witnesses = len({siglum for r in inside for siglum in r.sigla})
        said = [_count(last - first, "entry", "entries"), _count(len(variants), "variant")]
        said += [_count(omitted, "omission")] if omitted else []
        said += [_count(witnesses, "witness", "witnesses")] if witnesses else []
        yield one.start.start, one.start.end, ", ".join(said)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def colours(source: str) -> list[Colour]:
    """The sigla, and the words of lemmata and readings, in order and apart from each other."""
    known = ids.named(source)
    every = elements(source)
    found = []
    for pointer in ids.pointers(source):
        if pointer.attribute == "wit":
            end = pointer.at + len(pointer.token)
            unknown = ids.target(source, pointer)[1] not in known
            found.append(Colour(pointer.at, end, 0, unknown))
    taken = 0  # of a reading within a reading the outer one speaks
    for reading in readings(source):
        one = reading.element
        if one.end is None or one.start.start < taken:
            continue
        taken = one.stop
        kind = 1 + READINGS.index(local(every[reading.number].start.name))
        for begin, stop in _texts(source, one):
            found += [Colour(m.start(), m.end(), kind, False)
                      for m in _WORDS.finditer(source, begin, stop)]  # fmt: skip
    apart: list[Colour] = []
    for colour in sorted(found):
        if not apart or apart[-1].end <= colour.start:
            apart.append(colour)
    return apart


def _texts(source: str, one: tags.Element) -> Iterator[tuple[int, int]]:
    """The stretches between the tags of an element."""
    assert one.end is not None
    at = one.start.end
    for tag in tags.tags(source, one.start.end, one.end.start):
        yield at, tag.start
        at = tag.end
    yield at, one.end.start
