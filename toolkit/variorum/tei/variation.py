"""What the entries of a TEI apparatus say beside their texts: a name, a layer, classes of readings,
and at which other entry a moved block stands.

An edition's units are its editor's: they are kept as they are encoded, not made anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ..model import Block, Collation, EncodedUnit, Transposition
from ..text import xml
from .readings import LACUNOSE, Sigla, reading, readings

Entry = tuple[int, tuple[Any, ...]]  # a column of the table, and the `app` elements it comes from


def encoded(entries: Sequence[Entry], base: str, known: Sigla) -> tuple[EncodedUnit, ...]:
    """The units that the entries stand for, each over its own column."""
    names = _names([apps for _, apps in entries])
    units = []
    for (column, apps), name in zip(entries, names):
        single = apps[0] if len(apps) == 1 else None  # merged entries are another unit
        classes = () if single is None else tuple(_classes(single, base, known))
        layer = "" if single is None else str(single.get("type") or "")
        units.append(EncodedUnit(column, column + 1, name, layer, classes))
    return tuple(units)


def _names(groups: Sequence[tuple[Any, ...]]) -> list[str]:
    """For each entry its `@n`, else its `xml:id`, where no other entry has the same; else ""."""
    ids = [apps[0].get(xml.XML_ID) or "" for apps in groups]
    numbers = ["_".join((apps[0].get("n") or "").split()) for apps in groups]
    count = Counter(numbers)
    names = [n if n and count[n] == 1 else id for n, id in zip(numbers, ids)]
    twice = Counter(names)
    return [name if twice[name] == 1 else "" for name in names]


def _classes(app: Any, base: str, known: Sigla) -> Iterator[tuple[str, str]]:
    """Siglum and `@type` of the readings, where they are said of the lemma that the base has."""
    lemma = next((part for part in readings(app) if xml.local(part) == "lem"), None)
    own = reading(app, base, known)
    if lemma is not None and own is not None and not _alike(lemma, own):
        return
    for part in readings(app):
        said = part.get("type") or _of_group(part)
        if said and said not in LACUNOSE and xml.local(part) == "rdg":
            for siglum in sorted(known.of(part.get("wit"))):
                yield siglum, said


def _alike(a: Any, b: Any) -> bool:
    return xml.string(a).split() == xml.string(b).split()


def _of_group(part: Any) -> str:
    parent = part.getparent()
    return str(parent.get("type") or "") if xml.local(parent) == "rdgGrp" else ""


def moved(table: Collation, entries: Sequence[Entry]) -> tuple[Transposition, ...]:
    """Blocks that stand at two entries, as the entries' `@corresp` says: at each place the
    witnesses that have words there and none at the other."""
    where = {
        f"#{id}": column for column, apps in entries for app in apps if (id := app.get(xml.XML_ID))
    }
    found: dict[tuple[int, int], Transposition] = {}
    for column, apps in entries:
        for target in (t for app in apps for t in (app.get("corresp") or "").split()):
            other = where.get(target)
            if other is None or other <= column or (column, other) in found:
                continue
            here, there = _only_at(table, column, other), _only_at(table, other, column)
            if here and there:
                found[column, other] = Transposition(here, there)
    return tuple(found[key] for key in sorted(found))


def _only_at(table: Collation, column: int, other: int) -> tuple[Block, ...]:
    """The witnesses, by siglum, that have words in one column and none in the other."""
    blocks = []
    for w, siglum in enumerate(table.sigla):
        cell = table.cell(w, column)
        if cell and not table.cell(w, other):
            blocks.append(Block(siglum, cell.start, cell.stop))
    return tuple(sorted(blocks, key=lambda b: b.siglum))
