"""Which part of the text a witness has: outside it a fragment is not extant, it omits nothing."""

from __future__ import annotations

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
    extant: Mapping[str, str] | Names | None, witnesses: Sequence[Witness], base: str
) -> tuple[Attested, ...]:
    """The ranges told as `{"S": "p3..p9"}` or `S=p3..p9`; an end left out is that of the text.

    A range is of passages of the base. Raises `UsageError` for a siglum or a passage that is not
    there, or a range that ends before it begins.
    """
    if not extant:
        return ()
    if isinstance(extant, str):
        extant = extant.split(",")
    pairs = (
        list(extant.items())
        if isinstance(extant, Mapping)
        else [(s, r) for s, _, r in (str(item).partition("=") for item in extant)]
    )
    known = {w.siglum: w for w in witnesses}
    for siglum, _ in pairs:
        if siglum not in known:
            raise UsageError(
                f"no witness {siglum!r} to be attested", hint=f"there are {', '.join(known)}"
            )
    return tuple(_range(siglum, told, known[base]) for siglum, told in pairs)


def _range(siglum: str, told: str, base: Witness) -> Attested:
    first, dots, last = (part.strip() for part in told.partition(".."))
    if not dots:
        last = first
    begins = _passages(first, siglum, base)[0] if first else 0
    ends = _passages(last, siglum, base)[-1] if last else len(base.passages) - 1
    if not (first or last) or begins > ends:
        raise UsageError(
            f"the range {told!r} of {siglum} is no range of passages",
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


def fragments(witnesses: Sequence[Witness], ranges: Sequence[Attested]) -> tuple[Witness, ...]:
    """The witnesses; those of a range begin and end with a lacuna."""
    from ..model import Lacuna

    named = {one.siglum for one in ranges}
    return tuple(
        replace(w, lacunae=(Lacuna(0), *w.lacunae, Lacuna(len(w)))) if w.siglum in named else w
        for w in witnesses
    )


def clipped(table: Collation, ranges: Sequence[Attested], base: str) -> Collation:
    """The collation in which each witness of a range is silent, not lacunose, within it."""
    lacunae = list(table.lacunae)
    starts, ends = (column[table.index(base)] for column in (table.starts, table.ends))
    for one in ranges:
        inside = [
            c
            for c in range(len(table))
            if ends[c] > starts[c] and one.first <= starts[c] < one.last
        ]
        w = table.index(one.siglum)
        kept: list[tuple[int, int]] = []
        for low, high in lacunae[w]:
            if inside and low == 0:
                kept.append((low, min(high, inside[0])))
            if inside and high == len(table):
                kept.append((max(low, inside[-1] + 1), high))
            if not inside or (low and high < len(table)):
                kept.append((low, high))
        lacunae[w] = tuple((a, b) for a, b in kept if a < b)
    return replace(table, lacunae=tuple(lacunae))
