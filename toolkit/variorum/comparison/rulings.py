"""What people ruled, as a diff obeys it: classes of readings, words together and words apart.

A decision on the lemma is for an apparatus, since a diff shows the base as it stands; one on a form
(`regularise`) is obeyed before words are paired (`critic.regularise`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from ..critic.decisions import pairs
from ..model import Decision, Witness
from .side import Side

Pairs = list[tuple[int, int]]
_KNOWN = frozenset(("passage", "word", "lemma", "reading"))  # what a change can be told by


class Rulings:
    """The decisions about some witnesses, and which of them ruled anything.

    Raises `UsageError` for a decision on words that does not name two of them.
    """

    def __init__(self, witnesses: Sequence[Witness], decisions: Sequence[Decision]) -> None:
        self._together, stale = pairs(decisions, "align", witnesses)
        self._apart, more = pairs(decisions, "apart", witnesses)
        self._stale = [*stale, *more]
        self._classes = [d for d in decisions if d.kind == "class"]
        self._used: set[int] = set()

    def cls(self, base: Side, at: int, lemma: str, reading: str) -> str:
        """The class that was ruled for a change that begins at the base's token; "" for none."""
        found = ""
        for number, decision in enumerate(self._classes):
            if _matches(dict(decision.selector), base, at, lemma, reading):
                self._used.add(number)
                found = decision.ruling  # a later one holds
        return found

    def obeyed(self, base: Side, other: Side, found: Pairs) -> Pairs:
        """The word pairs without those ruled apart, and with no pair across words together."""
        if not (self._together or self._apart):
            return found
        apart = _here(self._apart, base, other)
        kept = [pair for pair in found if pair not in apart]
        for i, j in sorted(_here(self._together, base, other)):
            kept = [(a, b) for a, b in kept if (a < i and b < j) or (a > i and b > j)]
            if base.forms[i] == other.forms[j]:
                kept = sorted([*kept, (i, j)])
        return kept

    def stale(self) -> list[tuple[Decision, str]]:
        """The decisions that ruled nothing, with the reason why."""
        unused = [d for n, d in enumerate(self._classes) if n not in self._used]
        return [*self._stale, *((decision, _why(decision)) for decision in unused)]


def _matches(where: dict[str, str], base: Side, at: int, lemma: str, reading: str) -> bool:
    if not where or not where.keys() <= _KNOWN:
        return False
    said = {"lemma": " ".join(lemma.split()), "reading": " ".join(reading.split())}
    if where.keys() & {"passage", "word"}:
        if at >= len(base.tokens):
            return False
        token = base.tokens[at]
        passage = base.witness.passages[base.witness.passage_at(token)]
        said |= {"passage": passage.id, "word": str(token - passage.start + 1)}
    return all(said[key] == value for key, value in where.items())


def _here(
    ruled: Sequence[tuple[tuple[str, int], tuple[str, int]]], base: Side, other: Side
) -> set[tuple[int, int]]:
    """The pairs of words ruled on that stand in this row, by their places in it."""
    sigla = (base.witness.siglum, other.witness.siglum)
    places = [{token: k for k, token in enumerate(side.tokens)} for side in (base, other)]
    found = set()
    for one, two in chain(ruled, ((two, one) for one, two in ruled)):
        if (one[0], two[0]) == sigla and one[1] in places[0] and two[1] in places[1]:
            found.add((places[0][one[1]], places[1][two[1]]))
    return found


def _why(decision: Decision) -> str:
    named = [key for key in dict(decision.selector) if key not in _KNOWN]
    if named:
        return f"a diff has no {named[0]} to tell it by"
    return "no change has this place, lemma and reading"
