"""Apparatus entries of the page: lemma ] reading sigla; and the data that the script needs."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import combinations

from ..model import Apparatus, Reading, VariationUnit
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


def words(reading: Reading | None) -> str:
    """A reading as the apparatus prints it."""
    if reading is None:
        return "[not extant]"
    return " ".join(reading.text.split()) or "om."


def data(apparatus: Apparatus, classify: Classify | None) -> list[dict[str, object]]:
    """What the script needs of each unit: its readings' sigla and texts, classes by pair.

    `k` holds the class of reading j against reading i for i < j, so that another base needs no
    new work in the browser. The words of the rows themselves are not repeated.
    """
    result: list[dict[str, object]] = []
    for unit in apparatus.units:
        pairs = {}
        for i, j in combinations(range(len(unit.readings)), 2):
            a, b = unit.readings[i], unit.readings[j]
            own = b.cls if i == 0 and unit.lemma is a else ""
            cls = own or (classify(a.text, b.text) if classify else (b.cls or a.cls))
            pairs[f"{i}.{j}"] = cls
        result.append(
            {
                "p": str(unit.locus),
                "r": [[list(r.sigla), " ".join(r.text.split())] for r in unit.readings],
                "k": pairs,
                "l": list(unit.lacunose),
                "t": unit.transposition,
            }
        )
    return result


def entry_html(entry: Entry) -> str:
    """An entry as a list item that can be linked to and that links back."""
    unit, n = entry.unit, entry.number
    lemma = escape(words(unit.lemma))
    readings = [r for r in unit.readings if r is not unit.lemma]
    parts = [_reading_html(r) for r in readings]
    own = f' <i class="sg">{escape(" ".join(unit.lemma.sigla))}</i>' if unit.lemma else ""
    if unit.lacunose:
        lost = escape(" ".join(unit.lacunose))
        parts.append(f'<span class="rd lac">lacuna <i class="sg">{lost}</i></span>')
    moved = ""
    if entry.partner:
        moved = f' <a class="mv" href="#app-{entry.partner}">⇄ stands also at {entry.partner}</a>'
    kinds = " ".join(f"k-{c}" for c in entry.classes)
    return (
        f'<li id="app-{n}" class="e {kinds}" data-u="{n}"><a class="no" href="#v-{n}" '
        f'aria-label="entry {n}, {escape(str(unit.locus), quote=True)}: to the text">{n}</a> '
        f'<b class="lm">{lemma}</b>{own} <span aria-hidden="true">]</span> '
        f"{' : '.join(parts)}{moved}</li>"
    )


def _reading_html(reading: Reading) -> str:
    sigla = escape(" ".join(reading.sigla))
    kind = escape(reading.cls)
    mark = f' <small class="kd">{kind}</small>' if kind else ""
    text = f'{escape(words(reading))} <i class="sg">{sigla}</i>{mark}'
    return f'<span class="rd" data-k="{kind}">{text}</span>'
