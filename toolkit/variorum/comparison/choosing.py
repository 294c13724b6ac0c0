"""Show some classes of reading only; what is left out is counted with what is hidden."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ..errors import UsageError
from ..model import CLASSES
from ..model.comparison import EQUAL, Change, Comparison, Row, Run


def only(comparison: Comparison, names: str) -> Comparison:
    """The same rows, all other classes treated as equal; a group's name means its classes.

    Raises `UsageError` for a name that is neither.
    """
    wanted = _classes(names)
    left_out: Counter[str] = Counter()
    rows = tuple(_row(row, wanted, left_out) for row in comparison.rows)
    hidden = (*comparison.hidden, *sorted((+left_out).items()))
    return replace(comparison, rows=rows, hidden=hidden)


def _classes(names: str) -> frozenset[str]:
    known = {c.name for c in CLASSES}
    groups = {c.group for c in CLASSES}
    wanted: set[str] = set()
    for name in (n.strip() for n in names.split(",") if n.strip()):
        if name not in known | groups:
            raise UsageError(
                f"no class {name!r}", hint=f"there are {', '.join(c.name for c in CLASSES)}"
            )
        wanted |= {c.name for c in CLASSES if name in (c.name, c.group)}
    return frozenset(wanted)


def _row(row: Row, wanted: frozenset[str], left_out: Counter[str]) -> Row:
    changes = tuple(tuple(_change(c, wanted, left_out) for c in side) for side in row.changes)
    moved = row.moved if "transposition" in wanted else (False,) * len(row.moved)
    left_out["transposition"] += sum(row.moved) - sum(moved)
    for said in row.divided:
        if said and said not in wanted:
            left_out[said] += 1
    divided = tuple(said if said in wanted else "" for said in row.divided)
    runs = tuple(_run(run, wanted) for run in row.runs)
    return replace(row, changes=changes, moved=moved, divided=divided, runs=runs)


def _change(change: Change, wanted: frozenset[str], left_out: Counter[str]) -> Change:
    if change.kind == EQUAL or change.kind in wanted:
        return change
    left_out[change.kind] += 1
    return Change(EQUAL, change.base, change.other)


def _run(run: Run, wanted: frozenset[str]) -> Run:
    kinds = tuple(kind if kind in wanted else EQUAL for kind in run.kinds)
    kind = run.kind if run.kind in wanted else next((k for k in kinds if k != EQUAL), EQUAL)
    return replace(run, kind=kind, kinds=kinds)
