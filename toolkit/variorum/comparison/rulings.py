"""What people decided, as a diff obeys it: classes of readings, words together and words apart.

A decision on the lemma is for an apparatus, since a diff shows the base as it stands; one on a form
(`regularise`) is obeyed before words are paired (`critic.regularise`), one on passages before that.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product

from ..critic.decisions import Docket, Standing
from ..critic.decisions.words import together
from .side import Side

Pairs = list[tuple[int, int]]
_KNOWN = frozenset(("passage", "word", "lemma", "reading"))  # what a change can be told by


class Rulings:
    """The decisions about some versions, and which of them decided anything."""

    def __init__(self, docket: Docket, sigla: Iterable[str]) -> None:
        self._docket = docket
        known = frozenset(sigla)
        self._together = _by_sigla(together(docket, known))
        self._apart = _by_sigla(
            ((a.siglum, i), (b.siglum, j))
            for s in docket.of("apart")
            for a, b in combinations(s.spots, 2)
            for i, j in product(a.tokens, b.tokens)
        )
        self._classes = docket.of("class")
        self._used: set[int] = set()

    def __bool__(self) -> bool:
        return bool(self._together or self._apart or self._classes)

    def cls(self, base: Side, at: int, other: Side, beside: int, texts: tuple[str, str]) -> str:
        """The class decided for a change that begins at tokens of both sides; "" for none."""
        found = ""
        for standing in self._classes:
            if _matches(standing, base, at, other, beside, texts):
                self._used.add(standing.number)
                found = standing.ruling  # a later one holds
        return found

    def obeyed(self, base: Side, other: Side, found: Pairs) -> Pairs:
        """The word pairs without those kept apart, and with no pair across words together."""
        if not (self._together or self._apart):
            return found
        apart = _here(self._apart, base, other)
        kept = [pair for pair in found if pair not in apart]
        for i, j in sorted(_here(self._together, base, other)):
            kept = [(a, b) for a, b in kept if (a < i and b < j) or (a > i and b > j)]
            if base.forms[i] == other.forms[j]:
                kept = sorted([*kept, (i, j)])
        return kept

    def tell(self) -> None:
        """Report which decisions were obeyed; those that are for an apparatus are nobody's."""
        for standing in self._docket.of("align", "apart"):
            self._docket.applied(standing)
        for standing in self._classes:
            if standing.number in self._used:
                self._docket.applied(standing)
            else:
                self._docket.stale(standing, _why(standing))


def _matches(
    standing: Standing, base: Side, at: int, other: Side, beside: int, texts: tuple[str, str]
) -> bool:
    fields = dict(standing.decision.fields)
    if not fields.keys() <= _KNOWN or not (fields or standing.spots):
        return False
    said = dict(zip(("lemma", "reading"), (" ".join(text.split()) for text in texts), strict=True))
    if fields.keys() & {"passage", "word"}:
        if at >= len(base.tokens):
            return False
        token = base.tokens[at]
        passage = base.witness.passages[base.witness.passage_at(token)]
        said |= {"passage": passage.id, "word": str(token - passage.start + 1)}
    if any(said[key] != value for key, value in fields.items()):
        return False
    return all(
        _stands_over(spot.siglum, spot.tokens, side, k, text)
        for spot in standing.spots
        for side, k, text in [_side(spot.siglum, (base, at, texts[0]), (other, beside, texts[1]))]
    )


_At = tuple[Side, int, str]


def _side(siglum: str, left: _At, right: _At) -> _At:
    return left if siglum == left[0].witness.siglum else right


def _stands_over(siglum: str, tokens: range, side: Side, k: int, text: str) -> bool:
    """Does a change that begins at the k-th token of a side stand over some tokens?"""
    if side.witness.siglum != siglum or k >= len(side.tokens) or not text.strip():
        return False
    first = side.tokens[k]
    last = first
    start, stop = side.witness.starts[first], side.witness.starts[first] + len(text.strip())
    while last + 1 < len(side.witness) and side.witness.starts[last + 1] < stop:
        last += 1
    return start < stop and first <= tokens.stop - 1 and tokens.start <= last


_Token = tuple[str, int]
_Ruled = dict[tuple[str, str], list[tuple[int, int]]]


def _by_sigla(pairs: Iterable[tuple[_Token, _Token]]) -> _Ruled:
    """Pairs of tokens by the sigla of the two, either way round."""
    found: _Ruled = {}
    for (s, i), (t, j) in pairs:
        found.setdefault((s, t), []).append((i, j))
        found.setdefault((t, s), []).append((j, i))
    return found


def _here(ruled: _Ruled, base: Side, other: Side) -> set[tuple[int, int]]:
    """The pairs of words decided on that stand in this row, by their places in it."""
    pairs = ruled.get((base.witness.siglum, other.witness.siglum), ())
    if not pairs:
        return set()
    left, right = ({token: k for k, token in enumerate(side.tokens)} for side in (base, other))
    return {(left[i], right[j]) for i, j in pairs if i in left and j in right}


def _why(standing: Standing) -> str:
    named = [key for key in dict(standing.decision.fields) if key not in _KNOWN]
    if named:
        return f"a diff has no {named[0]} to tell it by"
    return "no change has this place, lemma and reading"
