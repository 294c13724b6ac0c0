"""Show some classes of reading only; what is left out is counted with what is hidden."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from ..errors import UsageError
from ..model import CLASSES
from ..model.comparison import EQUAL, Change, Comparison, Row, Run
from ..text.tokens import tokenise


def only(comparison: Comparison, names: str, *, min_words: int = 0) -> Comparison:
    """The same rows, all other classes treated as equal; a group's name means its classes.

    So are changes of fewer than `min_words` words on either side. Without names all classes are
    shown. Raises `UsageError` for a name that is neither class nor group.
    """
    if min_words < 0:
        raise UsageError(f"invalid number of words {min_words}", hint="give a number from 0")
    wanted = _Wanted(_classes(names) if names else _ALL, min_words, comparison.base)
    left_out: Counter[str] = Counter()
    rows = tuple(_row(row, wanted, left_out) for row in comparison.rows)
    hidden = (*comparison.hidden, *sorted((+left_out).items()))
    return replace(comparison, rows=rows, hidden=hidden)


_ALL = frozenset(c.name for c in CLASSES)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is shown: classes, and how many words a change must have."""

    classes: frozenset[str]
    words: int
    base: int

    def __contains__(self, kind: str) -> bool:
        return kind in self.classes

    def long(self, *sides: str) -> bool:
        """Has one of the sides of a change as many words as are asked for?"""
        return not self.words or any(tokenise(s)[2].count(0) >= self.words for s in sides)


def _classes(names: str) -> frozenset[str]:
    known = {c.name for c in CLASSES}
    groups = {c.group for c in CLASSES}
    wanted: set[str] = set()
    for name in (n.strip() for n in names.split(",") if n.strip()):
        if name not in known | groups:
            raise UsageError(
                f"unknown class {name!r}", hint=f"choose from {', '.join(c.name for c in CLASSES)}"
            )
        wanted |= {c.name for c in CLASSES if name in (c.name, c.group)}
    return frozenset(wanted)


def _row(row: Row, wanted: _Wanted, left_out: Counter[str]) -> Row:
    changes = tuple(tuple(_change(c, wanted, left_out) for c in side) for side in row.changes)
    moved = row.moved if "transposition" in wanted else (False,) * len(row.moved)
    left_out["transposition"] += sum(row.moved) - sum(moved)
    for said in row.divided:
        if said and said not in wanted:
            left_out[said] += 1
    divided = tuple(said if said in wanted else "" for said in row.divided)
    runs = tuple(_run(run, wanted) for run in row.runs)
    return replace(row, changes=changes, moved=moved, divided=divided, runs=runs)


def _change(change: Change, wanted: _Wanted, left_out: Counter[str]) -> Change:
    kept = change.kind in wanted and wanted.long(change.base, change.other)
    if change.kind == EQUAL or kept:
        return change
    left_out[change.kind] += 1
    return Change(EQUAL, change.base, change.other)


def _run(run: Run, wanted: _Wanted) -> Run:
    base = run.texts[wanted.base]
    kinds = tuple(
        kind if kind in wanted and wanted.long(base, text) else EQUAL
        for kind, text in zip(run.kinds, run.texts)
    )
    kind = run.kind if run.kind in kinds else next((k for k in kinds if k != EQUAL), EQUAL)
    return replace(run, kind=kind, kinds=kinds)
