"""The matrix of states for phylogenetic programs: witnesses x units, one symbol a cell."""

from __future__ import annotations

import string
from dataclasses import dataclass

from ..errors import WriteError
from ..model import Apparatus, Reading, VariationUnit
from ._options import Options

SYMBOLS = string.digits + string.ascii_lowercase + string.ascii_uppercase
MISSING = "?"
GAP = "-"


@dataclass(frozen=True, slots=True)
class Matrix:
    """One row of symbols a witness; for each unit its id and the text of each state."""

    sigla: tuple[str, ...]
    rows: tuple[str, ...]
    labels: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def symbols(self) -> str:
        """The symbols in use."""
        return SYMBOLS[: max((len(states) for _, states in self.labels), default=0)]


def matrix(apparatus: Apparatus, options: Options) -> Matrix:
    """States in the order of the readings: the lemma's own, its formal variants, the rest.

    A lacuna is missing data, an omission a state like another, or a gap by option. Classes named
    `trivial` share the lemma's state, and so does a damaged word that fits it. Raises `WriteError`
    where a unit has more than 62 states.
    """
    columns, labels = [], []
    for unit in apparatus.units:
        states = _states(apparatus, unit, options)
        labels.append((unit.id, tuple(_label(group[0]) for group in states)))
        columns.append(_column(unit, states, options))
    sigla = apparatus.collation.sigla
    rows = tuple("".join(column.get(s, MISSING) for column in columns) for s in sigla)
    return Matrix(sigla, rows, tuple(labels))


def _states(apparatus: Apparatus, unit: VariationUnit, options: Options) -> list[list[Reading]]:
    groups = {c.name: c.group for c in apparatus.classes}
    trivial = set(options.trivial)
    first, *rest = unit.readings
    states = [[first]]
    for reading in sorted(rest, key=lambda r: groups.get(r.cls) != "formal"):
        if {reading.cls, groups.get(reading.cls, "")} & trivial or reading.cls == "damaged":
            states[0].append(reading)
        elif options.omission == "gap" and not reading.text:
            continue
        else:
            states.append([reading])
    if len(states) > len(SYMBOLS):
        raise WriteError(
            f"unit {unit.id} has {len(states)} states, the format knows {len(SYMBOLS)}",
            hint="let formal classes share a state (trivial: formal)",
        )
    return states


def _column(unit: VariationUnit, states: list[list[Reading]], options: Options) -> dict[str, str]:
    """The symbol of each witness that is extant."""
    found = {}
    if options.omission == "gap":
        found = {s: GAP for r in unit.readings if not r.text for s in r.sigla}
    for symbol, group in zip(SYMBOLS, states):
        for reading in group:
            for siglum in reading.sigla:
                found.setdefault(siglum, symbol)
    return found


def _label(reading: Reading) -> str:
    return reading.text or "om."
