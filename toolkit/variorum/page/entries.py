"""Apparatus entries of the page: lemma ] reading sigla; and the data that the script needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import permutations
from urllib.parse import quote

from ..model import Apparatus, VariationUnit, notebook
from ..writers import twins
from .edition import Classify


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, ready to be printed."""

    number: int  # from 1
    unit: VariationUnit
    classes: tuple[str, ...]  # of its readings, without doubles
    partner: int | None  # number of the entry where the same block stands elsewhere


def entries(apparatus: Apparatus) -> tuple[Entry, ...]:
    """Every unit of an apparatus as an entry; transposed ones know their partner."""
    twins: dict[int, list[int]] = {}
    for number, unit in enumerate(apparatus.units, 1):
        if unit.transposition is not None:
            twins.setdefault(unit.transposition, []).append(number)
    made = []
    for number, unit in enumerate(apparatus.units, 1):
        pair = twins.get(unit.transposition, []) if unit.transposition is not None else []
        other = next((n for n in pair if n != number), None)
        made.append(Entry(number, unit, classes_of(unit), other))
    return tuple(made)


def classes_of(unit: VariationUnit) -> tuple[str, ...]:
    """The classes of a unit's readings, in order, without doubles."""
    return tuple(dict.fromkeys(r.cls for r in unit.readings if r.cls))


def data(
    apparatus: Apparatus,
    classify: Classify | None,
    others: Mapping[str, Apparatus],
    numbers: range,
) -> list[dict[str, object] | None]:
    """What the script needs of each unit: its readings' sigla and texts, classes by pair.

    `k["i.j"]` is the class of reading j where reading i is the lemma, as the apparatus on that
    base has it; where that one cuts its units otherwise, as `classify` says of the two texts.
    The words of the rows themselves are not repeated; a unit that the page does not show, since
    its number is not among `numbers`, is None.
    """
    also = twins(apparatus)
    by_base = {apparatus.base: apparatus, **others}
    classes = {s: _classes(made) for s, made in by_base.items()}
    result: list[dict[str, object] | None] = []
    for number, unit in enumerate(apparatus.units):
        if number not in numbers:
            result.append(None)
            continue
        pairs, place = {}, unit.locus
        for (i, a), (j, b) in permutations(enumerate(unit.readings), 2):
            own = next((classes[s] for s in a.sigla if s in classes), {})
            found = own.get((unit.start, unit.end, b.sigla[0]))
            pairs[f"{i}.{j}"] = found or (classify(a.text, b.text) if classify else b.cls or a.cls)
        result.append(
            {
                "i": unit.id,
                "p": str(unit.locus),
                "q": [place.passage, place.first, place.last, "yes" if place.after else "no"],
                "r": [[list(r.sigla), r.text] for r in unit.readings],
                "k": pairs,
                "l": list(unit.lacunose),
                "t": unit.transposition,
                "a": " ".join(other.id for other in also.get(unit.id, ())),
                "y": unit.layer,
            }
        )
    return result


def _classes(apparatus: Apparatus) -> dict[tuple[int, int, str], str]:
    """The class of each witness's reading in each unit, by the unit's columns."""
    return {
        (u.start, u.end, siglum): r.cls
        for u in apparatus.units
        for r in u.readings
        for siglum in r.sigla
        if r.cls
    }


def entry_html(entry: Entry, file: str = "") -> str:
    """An entry as a list item that can be linked to and that links back.

    `file` is where its partner's entry stands, if that is another part of the edition.
    """
    unit, n = entry.unit, entry.number
    moved = ""
    if entry.partner:
        moved = f' <a class="mv" href="{escape(quote(file))}#app-{entry.partner}">'
        moved += f"⇄ stands also at {entry.partner}</a>"
    kinds = " ".join(f"k-{c}" for c in entry.classes)
    return (
        f'<li id="app-{n}" class="e {kinds}" data-u="{n}"><a class="no" href="#v-{n}" '
        f'aria-label="entry {n}, {escape(str(unit.locus), quote=True)}: to the text">{n}</a> '
        f"{notebook.entry(unit)}{moved}</li>"
    )
