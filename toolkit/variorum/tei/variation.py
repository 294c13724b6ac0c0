"""What the entries of a TEI apparatus say beside their texts: a name, a layer, labels, order and
classes of readings, conjectures, notes, and at which other entry a moved block stands.

An edition's units are its editor's: they are kept as they are encoded, not made anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ..model import Block, Collation, Conjecture, EncodedReading, EncodedUnit, Transposition
from ..text import xml
from ..text.tokens import has_word
from ..text.xml import tail
from .overlaps import is_overlap, overlapping, silences
from .readings import (
    LACUNOSE,
    Sigla,
    is_lacunose,
    is_whole,
    own_words,
    pointers,
    reading,
    readings,
    says_words,
    wit,
)

_LONGEST = 40  # words of a block that is looked for
Entry = tuple[int, tuple[Any, ...]]  # a column of the table, and the `app` elements it comes from


def encoded(
    entries: Sequence[Entry], table: Collation, base: str, known: Sigla
) -> tuple[EncodedUnit, ...]:
    """The units that the entries stand for, each over its own column.

    A long omission that is written piece by piece (`silences`) is one unit over them.
    """
    names = _names([apps for _, apps in entries])
    sigla = table.sigla
    units: list[EncodedUnit] = []
    for (column, apps), name in zip(entries, names):
        unit = EncodedUnit(column, column + 1, name)
        if len(apps) == 1:  # merged entries are another unit
            unit = replace(
                unit,
                layer=str(apps[0].get("type") or ""),
                readings=tuple(_readings(apps[0], sigla, base, known)),
                conjectures=tuple(_conjectures(apps[0], sigla, known)),
            )
        notes = (n for app in apps for n in app if xml.is_element(n) and xml.local(n) == "note")
        units.append(replace(unit, notes=tuple(map(_fragment, notes))))
    return overlapping(units, silences(entries, known), table, base)


def _names(groups: Sequence[tuple[Any, ...]]) -> list[str]:
    """For each entry its `@n`, else its `xml:id`, where no other entry has the same; else ""."""
    ids = [apps[0].get(xml.XML_ID) or "" for apps in groups]
    numbers = ["_".join((apps[0].get("n") or "").split()) for apps in groups]
    count = Counter(numbers)
    names = [n if n and count[n] == 1 else id for n, id in zip(numbers, ids)]
    twice = Counter(names)
    return [name if twice[name] == 1 else "" for name in names]


def _readings(app: Any, sigla: Sequence[str], base: str, known: Sigla) -> Iterator[EncodedReading]:
    """The readings that witnesses have, in their order; classes where they are said of the lemma
    that the base has."""
    held: dict[Any, list[str]] = {}
    for siglum in sigla:
        held.setdefault(_own_reading(app, siglum, known), []).append(siglum)
    lemma = next((part for part in readings(app) if xml.local(part) == "lem"), None)
    own = _own_reading(app, base, known)
    against_base = lemma is None or own is None or own_words(lemma) == own_words(own)
    labels = _labels(app)
    for place, part in enumerate(readings(app), 1):
        if part not in held or is_lacunose(part) or is_overlap(part):
            continue
        said = _type(part) if xml.local(part) == "rdg" else ""
        cls, kind = (said, "") if against_base and part is not own else ("", said)
        yield EncodedReading(tuple(held[part]), cls, labels.get(part, ""), place, kind)


def _own_reading(app: Any, siglum: str, known: Sigla) -> Any | None:
    """The reading of a witness; of a lemma and a reading that both name it with the same words,
    the reading, which has a label."""
    part = reading(app, siglum, known)
    if part is None or xml.local(part) != "lem" or wit(part) is None:
        return part
    same = (
        p
        for p in readings(app)
        if xml.local(p) == "rdg" and siglum in known.of(wit(p)) and own_words(p) == own_words(part)
    )
    return next(same, part)


def _labels(app: Any) -> dict[Any, str]:
    """The `@n` of each `rdg`; running numbers say nothing and are none."""
    parts = [p for p in readings(app) if xml.local(p) == "rdg" and not is_lacunose(p)]
    labels = ["_".join((p.get("n") or "").split()) for p in parts]
    running = any(labels == [str(n + k) for n in range(len(parts))] for k in (1, 2))
    return {} if running else dict(zip(parts, labels))


def _type(part: Any) -> str:
    """The class that is said of a reading, by itself or by its group."""
    said = str(part.get("type") or _of_group(part))
    return "" if said in LACUNOSE else said


def _conjectures(app: Any, sigla: Sequence[str], known: Sigla) -> Iterator[Conjecture]:
    """The readings that no witness has; a lemma whose words some reading has is none."""
    if is_whole(app):
        return
    parts, labels = readings(app), _labels(app)
    held = {_own_reading(app, siglum, known) for siglum in sigla}
    said = [own_words(part) for part in parts if part in held and says_words(part)]
    for place, part in enumerate(parts, 1):
        lemma = xml.local(part) == "lem"
        if part in held or wit(part) is not None or is_lacunose(part):
            continue
        words = own_words(part) if says_words(part) else []
        if (lemma and words in said) or not (words or part.get("type") or part.get("source")):
            continue
        by = (*pointers(part.get("source")), *pointers(part.get("resp")))
        text = " ".join(words)
        yield Conjecture(text, _type(part), labels.get(part, ""), by, lemma, place)


def _fragment(node: Any) -> str:
    """An element as mark-up of its own: no ids and no pointers, which would dangle elsewhere."""
    kept = "".join(
        f" {name}={quoteattr(value)}"
        for name, value in xml.attributes(node)
        if name != "xml:id" and not value.startswith("#") and not name.startswith("{")
    )
    inner = escape(node.text or "") + "".join(
        (_fragment(child) if xml.is_element(child) else "") + escape(tail(child)) for child in node
    )
    name = xml.local(node)
    return f"<{name}{kept}>{inner}</{name}>" if inner else f"<{name}{kept}/>"


def _of_group(part: Any) -> str:
    parent = part.getparent()
    return str(parent.get("type") or "") if xml.local(parent) == "rdgGrp" else ""


def moved(table: Collation, entries: Sequence[Entry]) -> tuple[Transposition, ...]:
    """Blocks that stand at two entries, as the entries' `@corresp` says: at each place the
    witnesses that have words there and none at the other."""
    where = {
        f"#{id}": column
        for column, apps in reversed(entries)
        for app in apps
        if (id := app.get(xml.XML_ID))
    }
    found: dict[tuple[int, int], Transposition] = {}
    for column, apps in entries:
        for target in (t for app in apps for t in (app.get("corresp") or "").split()):
            other = where.get(target)
            if other is None or other <= column or (column, other) in found:
                continue
            here, there = _only_at(table, column, other), _only_at(table, other, column)
            if not (here and there):  # other words stand beside the block in both entries
                here, there = _shared_run(table, column, other)
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


def _shared_run(
    table: Collation, column: int, other: int
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The longest run of words that some witnesses have in one column alone, others in the other.

    An entry says that it has a moved block, not which of its words that is.
    """
    cells = [[_forms(table, w, c) for w in range(len(table.witnesses))] for c in (column, other)]
    runs = {run for words in set(cells[0]) for run in _runs(words)}
    runs &= {run for words in set(cells[1]) for run in _runs(words)}
    for run in sorted(runs, key=lambda run: (-len(run), -sum(map(len, run)), run)):
        sides = []
        for own, away, c in ((cells[0], cells[1], column), (cells[1], cells[0], other)):
            blocks = [
                Block(table.sigla[w], start, start + len(run))
                for w, words in enumerate(own)
                if (at := _at(run, words)) >= 0 and _at(run, away[w]) < 0
                for start in [table.starts[w][c] + at]
            ]
            sides.append(tuple(sorted(blocks, key=lambda b: b.siglum)))
        if all(sides):
            return sides[0], sides[1]
    return (), ()


def _forms(table: Collation, w: int, column: int) -> tuple[str, ...]:
    return tuple(table.witnesses[w].normal(i) for i in table.cell(w, column))


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The runs of words that begin and end with one."""
    places = [i for i, word in enumerate(words) if has_word(word)]
    for start in places:
        yield from (words[start : end + 1] for end in places if start <= end < start + _LONGEST)


def _at(run: tuple[str, ...], words: tuple[str, ...]) -> int:
    """Where a run begins in words; -1 where it is not in them."""
    found = (i for i in range(len(words) - len(run) + 1) if words[i : i + len(run)] == run)
    return next(found, -1)
