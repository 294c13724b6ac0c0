"""One version against the base within a row: changes as token ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..alignment.equal import Vocabulary, matches
from .bracketed import uncut
from .ignoring import Ignoring
from .runs import Stretch, moved_blocks, phrases, stretches
from .side import Side

if TYPE_CHECKING:
    from .rulings import Rulings

GRANULARITIES = ("char", "word", "phrase", "sentence")


Pairs = list[tuple[int, int]]


def versus(
    base: Side,
    other: Side,
    ignoring: Ignoring,
    vocabulary: Vocabulary,
    granularity: str,
    rulings: Rulings | None = None,
) -> list[Stretch]:
    """The stretches of a version against the base, tokens counted within the row."""
    a, b = base.forms, other.forms
    pairs = matches(a, b, vocabulary.worth)
    if rulings:
        pairs = rulings.obeyed(base, other, pairs)
    kept = [p for p in pairs if ignoring.same(base.text(p[0]), other.text(p[1]))]
    _tally_spaces(kept, base, other, ignoring)
    if granularity == "sentence":
        return _whole(base, other, kept, ignoring)
    if granularity == "phrase":
        moves = (
            moved_blocks(kept, a, b, vocabulary.worth) if len(kept) < min(len(a), len(b)) else []
        )
        found = phrases(kept, a, b, vocabulary.worth, moves)
        if not ignoring.silent("["):
            found = uncut(found, base, other)
    else:
        found = stretches(kept, len(a), len(b))
    return _quieted(found, base, other, ignoring)


def _whole(
    base: Side, other: Side, kept: list[tuple[int, int]], ignoring: Ignoring
) -> list[Stretch]:
    """The row as one stretch, equal or not."""
    n, m = len(base.tokens), len(other.tokens)
    found = _quieted(stretches(kept, n, m), base, other, ignoring)
    return [Stretch(all(s.equal for s in found), 0, n, 0, m)] if n or m else []


def _tally_spaces(pairs: Pairs, base: Side, other: Side, ignoring: Ignoring) -> None:
    last = (-2, -2)
    for pair in pairs:
        if pair == (last[0] + 1, last[1] + 1) and base.space(last[0]) != other.space(last[1]):
            ignoring.tally["whitespace"] += 1
        last = pair


def _quieted(found: list[Stretch], base: Side, other: Side, ignoring: Ignoring) -> list[Stretch]:
    """Changes that consist of ignored marks only are none; equal neighbours become one."""
    out: list[Stretch] = []
    for s in found:
        equal = s.equal
        if not equal and ignoring.silent(_texts(base, other, s)):
            equal = True
            ignoring.tally["punct" if "punct" in ignoring.names else "brackets"] += 1
        elif not equal and not s.move:
            equal = ignoring.alike(base.full(s.a0, s.a1), other.full(s.b0, s.b1))
        if equal and out and out[-1].equal:
            out[-1] = Stretch(True, out[-1].a0, s.a1, out[-1].b0, s.b1)
        else:
            out.append(Stretch(equal, s.a0, s.a1, s.b0, s.b1, s.shared, s.move))
    return out


def _texts(base: Side, other: Side, s: Stretch) -> list[str]:
    return [base.text(k) for k in range(s.a0, s.a1)] + [other.text(k) for k in range(s.b0, s.b1)]
