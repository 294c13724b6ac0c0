"""Which part of the text a witness has: outside it a fragment is not extant, it omits nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import UsageError

if TYPE_CHECKING:
    from ..model import Collation, Witness
    from .kinds import Names


@dataclass(frozen=True, slots=True)
class Attested:
    """A witness and the tokens of the base that it attests, `first:last`."""

    siglum: str
    first: int
    last: int


def attested(
    extant: Mapping[str, str] | Names | None, witnesses: Sequence[Witness], base: str,
    settled: Sequence[tuple[str, str]] = (),
) -> tuple[Attested, ...]:  # fmt: skip
    """The ranges given as `{"S": "p3..p9"}` or `S=p3..p9`; a missing end is that of the text.

    A range is of passages of the base; a witness may have several. What the project has `settled`
    holds for witnesses of which nothing else is said. Raises `UsageError` for a siglum or a passage
    that is not there, or a range that ends before it begins.
    """
    extant = extant or ()
    if isinstance(extant, str):
        extant = re.split(r",(?=[^,=]*=)", extant)
    pairs = (
        list(extant.items())
        if isinstance(extant, Mapping)
        else [(s, r) for s, _, r in (str(item).partition("=") for item in extant)]
    )
    known = {w.siglum: w for w in witnesses}
    for siglum, _ in pairs:
        if siglum not in known:
            raise UsageError(f"unknown witness {siglum!r}", hint=f"choose from {', '.join(known)}")
    said = {siglum for siglum, _ in pairs}
    pairs += [one for one in settled if one[0] in known and one[0] not in said]
    return tuple(
        _range(siglum, part.strip(), known[base])
        for siglum, told in pairs
        for part in told.split(",")
    )


def _range(siglum: str, told: str, base: Witness) -> Attested:
    first, dots, last = (part.strip() for part in told.partition(".."))
    if not dots:
        last = first
    begins = _passages(first, siglum, base)[0] if first else 0
    ends = _passages(last, siglum, base)[-1] if last else len(base.passages) - 1
    if not (first or last) or begins > ends:
        raise UsageError(
            f"the range {told!r} of {siglum} is not a range of passages",
            hint="write SIGLUM=FIRST..LAST, as in S=p3..p9",
        )
    return Attested(siglum, base.passages[begins].start, base.passages[ends].end)


def _passages(name: str, siglum: str, base: Witness) -> list[int]:
    """The passages of this name, or those into which it was cut (`p3.1`, `p3.2`)."""
    found = [n for n, p in enumerate(base.passages) if p.id == name or p.id.startswith(f"{name}.")]
    if not found:
        ids = [p.id for p in base.passages]
        raise UsageError(
            f"{base.siglum} has no passage {name!r}, where {siglum} begins or ends",
            hint=f"its passages are {ids[0]} to {ids[-1]}" if ids else "it has none",
        )
    return found


def fragments(
    witnesses: Sequence[Witness], ranges: Sequence[Attested], base: str
) -> tuple[Witness, ...]:
    """The witnesses; those of a range begin or end with a lacuna where the range does."""
    size = len(next(w for w in witnesses if w.siglum == base))
    return tuple(_fragment(w, [r for r in ranges if r.siglum == w.siglum], size) for w in witnesses)


def _fragment(witness: Witness, ranges: Sequence[Attested], size: int) -> Witness:
    from ..model import Lacuna

    if not ranges:
        return witness
    begins = [Lacuna(0)] if min(one.first for one in ranges) else []
    ends = [Lacuna(len(witness))] if max(one.last for one in ranges) < size else []
    return replace(witness, lacunae=(*begins, *witness.lacunae, *ends))


def clipped(table: Collation, ranges: Sequence[Attested], base: str) -> Collation:
    """The collation in which each witness of a range is silent, not lacunose, within its ranges,
    and lacunose, not silent, outside them."""
    lacunae = list(table.lacunae)
    for siglum in dict.fromkeys(one.siglum for one in ranges):
        w = table.index(siglum)
        inside = _inside(table, [one for one in ranges if one.siglum == siglum], base)
        edges = _given(table.witnesses[w], len(table))
        own = {
            c
            for low, high in lacunae[w]
            if low not in edges and high not in edges
            for c in range(low, high)
        }
        gone = [c for c in range(len(table)) if not table.cell(w, c)]
        lacunae[w] = _runs([c for c in gone if c in own or not inside[c]])
    return replace(table, lacunae=tuple(lacunae))


def _given(witness: Witness, columns: int) -> set[int]:
    """Where the lacunae begin or end that `fragments` gave a witness, which had none there."""
    places = [lacuna.at for lacuna in witness.lacunae]
    return {
        edge for edge, at in ((0, 0), (columns, len(witness))) if places.count(at) == 1
    }  # fmt: skip


def _inside(table: Collation, ranges: Sequence[Attested], base: str) -> list[bool]:
    """Of each column: does it stand in a range? One without a word of the base does where those
    before and behind it do."""
    b = table.index(base)
    found = [False] * len(table)
    last: tuple[int, int] | None = None  # the last column with a word of the base, and its range
    for c in range(len(table)):
        cell = table.cell(b, c)
        if not cell:
            continue
        within = next((n for n, one in enumerate(ranges) if one.first <= cell.start < one.last), -1)
        start = last[0] + 1 if last is not None and last[1] == within else c
        found[start : c + 1] = [within >= 0] * (c + 1 - start)
        last = c, within
    return found


def _runs(columns: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The runs of columns that follow each other."""
    found: list[tuple[int, int]] = []
    for c in columns:
        if found and found[-1][1] == c:
            found[-1] = (found[-1][0], c + 1)
        else:
            found.append((c, c + 1))
    return tuple(found)


def words_outside(table: Collation, ranges: Sequence[Attested], base: str) -> dict[str, int]:
    """How many words of each witness of a range stand outside its ranges."""
    found = {}
    for siglum in dict.fromkeys(one.siglum for one in ranges):
        w = table.index(siglum)
        inside = _inside(table, [one for one in ranges if one.siglum == siglum], base)
        found[siglum] = sum(
            table.witnesses[w].kinds[i] == 0
            for c in range(len(table))
            if not inside[c]
            for i in table.cell(w, c)
        )
    return {siglum: count for siglum, count in found.items() if count}
