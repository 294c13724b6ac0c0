"""Apparatus entries of the page: lemma ] reading sigla; and the data that the script needs."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import permutations
from urllib.parse import quote

from ..critic.pairs import Stored, stored
from ..model import Apparatus, VariationUnit, notebook
from ..writers import Twins, twins


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


def data(apparatus: Apparatus, numbers: range) -> list[dict[str, object] | None]:
    """What the script needs of each unit: its readings' sigla and texts, classes by pair.

    The readings stand in the order that no base decides (`critic.pairs`); `k["i.j"]` is the class
    of reading j where reading i is the lemma. The words of the rows themselves are not repeated; a
    unit that the page does not show, since its number is not among `numbers`, is None.
    """
    also = twins(apparatus)
    shown = stored(apparatus, apparatus.units[numbers.start : numbers.stop])
    before: list[dict[str, object] | None] = [None] * numbers.start
    after: list[dict[str, object] | None] = [None] * (len(apparatus.units) - numbers.stop)
    return [*before, *(_unit(found, also) for found in shown), *after]


def _unit(found: Stored, also: Twins) -> dict[str, object]:
    unit, place = found.unit, found.unit.locus
    pairs = permutations(range(len(found.readings)), 2)
    return {
        "i": unit.id,
        "p": str(place),
        "q": [place.passage, place.first, place.last, "yes" if place.after else "no"],
        "r": [[list(r.sigla), r.text] for r in found.readings],
        "k": {f"{i}.{j}": found.classes[i][j] for i, j in pairs},
        "l": list(unit.lacunose),
        "t": unit.transposition,
        "a": " ".join(other.id for other in also.get(unit.id, ())),
        "y": unit.layer,
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
