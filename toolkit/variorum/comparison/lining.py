"""Rows over all versions: the base's passages with what answers them in every other version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Bead, Witness
from .runs import beads as short_beads

ACROSS = 400  # sampled words of which few are common: versions in two languages


@dataclass(slots=True)
class Line:
    """Passage indexes of every version in one row; `moved` says whose stand elsewhere."""

    passages: list[list[int]]
    moved: list[bool]


def lines(witnesses: Sequence[Witness], base: int) -> list[Line]:
    """Every passage of every version once; base order, additions after what precedes them."""
    sides = {v: pair(witnesses[base], w) for v, w in enumerate(witnesses) if v != base}
    group = _groups(len(witnesses[base].passages), sides.values())
    count = len(witnesses)
    rows: list[Line] = []
    for i, leader in enumerate(group):
        if leader == i:
            rows.append(Line([[] for _ in range(count)], [False] * count))
        rows[-1].passages[base].append(i)
    place: dict[int, int] = {}
    for r, row in enumerate(rows):
        for i in row.passages[base]:
            place[i] = r
    extra: list[list[Line]] = [[] for _ in range(len(rows) + 1)]
    for v, answers in sides.items():
        _enter(rows, extra, place, answers, v, count)
    out = list(extra[0])
    for r, row in enumerate(rows):
        out += [row, *extra[r + 1]]
    return out


def _groups(n: int, sides: object) -> list[int]:
    """For each passage of the base the first of those that some bead joins it with."""
    joined = [False] * n  # passage i belongs to one row with passage i - 1
    for answers in sides:  # type: ignore[attr-defined]
        for bead in answers:
            for i in list(bead.left)[1:]:
                joined[i] = True
    group: list[int] = []
    for i in range(n):
        group.append(group[i - 1] if joined[i] else i)
    return group


def _enter(
    rows: list[Line],
    extra: list[list[Line]],
    place: dict[int, int],
    answers: Sequence[Bead],
    v: int,
    count: int,
) -> None:
    """Put one version's passages into the rows; what answers nothing gets a row of its own."""
    row_of: dict[int, int] = {}
    for bead in answers:
        if bead.left:
            r = place[bead.left.start]
            rows[r].passages[v] += bead.right
            rows[r].moved[v] |= bead.moved
            row_of.update((j, r) for j in bead.right if not bead.moved)
    last = -1
    waiting: dict[int, list[int]] = {}
    for bead in sorted((b for b in answers if b.right), key=lambda b: b.right.start):
        if bead.left:
            last = row_of.get(bead.right.start, last)
        else:
            waiting.setdefault(last, []).extend(bead.right)
    for r, passages in waiting.items():
        for j in passages:
            line = Line([[] for _ in range(count)], [False] * count)
            line.passages[v].append(j)
            extra[r + 1].append(line)


def pair(base: Witness, other: Witness) -> tuple[Bead, ...]:
    """The beads of two versions: in a few milliseconds for short texts in one language."""
    if not base.passages or not other.passages:
        return _one_sided(len(base.passages), len(other.passages))
    a, b = _forms(base), _forms(other)
    if not _foreign(base, other):
        found = short_beads(a, b)
        if found is not None:
            return found
    from ..alignment.passages import match

    return match(
        [base.slice(p.start, p.end) for p in base.passages],
        [other.slice(p.start, p.end) for p in other.passages],
        language_a=base.language,
        language_b=other.language,
    )


def _one_sided(n: int, m: int) -> tuple[Bead, ...]:
    return (
        *(Bead(range(i, i + 1), range(0)) for i in range(n)),
        *(Bead(range(n, n), range(j, j + 1)) for j in range(m)),
    )


def _forms(witness: Witness) -> list[list[str]]:
    forms, ids = witness.forms, witness.ids
    return [[forms[ids[t]] for t in range(p.start, p.end)] for p in witness.passages]


def _foreign(a: Witness, b: Witness) -> bool:
    """Two languages: as told, else when the versions have hardly a word in common."""
    if a.language and b.language:
        return a.language.split("-")[0].lower() != b.language.split("-")[0].lower()
    left = {form for form in a.forms[:ACROSS] if any(c.isalpha() for c in form)}
    right = {form for form in b.forms if any(c.isalpha() for c in form)}
    return len(left) >= 40 and len(left & right) < 0.03 * min(len(left), len(right))
