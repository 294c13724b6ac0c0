"""Places of words by the file's own divisions: made, and found again.

A place is found exactly: the same words, with the same numbers, in the division of that name and
between the same words. Else it is *near*: the same words where enough of the words around them are
the same, the more the farther from the division: two of six in it, three in the divisions beside
it, four in the whole text, and nowhere more. Where another place there shares nearly as many, none
is found: nobody guesses. Nothing depends on how the text is cut into passages, or on what counts as
equal.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ...model import Place, Witness
from ...text.passages import divisions

LONG = 8  # words and marks above which a place has only its ends
AROUND = 3  # words and marks on either side by which a place is told
HERE, BESIDE, ANYWHERE = 2, 3, 4  # of six: in the division, in those beside it, in the text
LEAD = 2  # by which it must be more than anywhere else

Found = tuple[range, bool]  # tokens of the witness; was it exact?


@dataclass(frozen=True, slots=True)
class _Division:
    id: str
    start: int
    end: int


class Anchors:
    """The places of one witness."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self._own = [_Division(*d) for d in divisions(witness)]
        self._number = {d.id: n for n, d in enumerate(self._own)}
        self._pieces = {p.id: range(p.start, p.end) for p in witness.passages}

    def place(self, start: int, end: int) -> Place:
        """The place of tokens `start:end`, told by the division in which they begin."""
        division = self._division_at(start)
        first = start - division.start + 1
        return Place(
            self.witness.siglum, division.id, first, first + end - start - 1,
            self._said(start, end), self._near(start, end, division),
        )  # fmt: skip

    def whole(self, token: int) -> Place:
        """The division of a token as a place."""
        return Place(self.witness.siglum, self._division_at(token).id)

    def tokens(self, place: Place) -> Place | str:
        """A place as somebody wrote it, by the file's own division; or why it is none."""
        bounds = self._bounds(place.division)
        if bounds is None:
            known = ", ".join(d.id for d in self._own[:6])
            more = " …" if len(self._own) > 6 else ""
            return f"{place.witness} has no {place.division or 'division'}; it has {known}{more}"
        if not place.first:
            if bounds.id in self._number:
                return Place(place.witness, bounds.id)
            return self.place(bounds.start, bounds.end)  # a piece of ours, by its words
        start, end = bounds.start + place.first - 1, bounds.start + place.last
        if end > bounds.end or start >= end:
            return f"{place.division} has {bounds.end - bounds.start} words and marks"
        if place.text and place.text not in (self._said(start, end), self._words(start, end)):
            found = self.find(place)
            if isinstance(found, str):
                return f"{self._said(start, end)!r} stands there"
            start, end = found[0].start, found[0].stop
        return self.place(start, end)

    def find(self, place: Place) -> Found | str:
        """The tokens of a place, or why it has none now."""
        bounds = self._bounds(place.division)
        if not place.first:
            if bounds is None:
                return f"{place.witness} has no division {place.division}"
            return range(bounds.start, bounds.end), True
        if bounds is not None and (exact := self._exactly(place, bounds)):
            return exact, True
        return self._nearly(place, bounds)

    def _exactly(self, place: Place, bounds: _Division) -> range | None:
        start = bounds.start + place.first - 1
        end = bounds.start + place.last
        if not bounds.start <= start < bounds.end or end > len(self.witness):
            return None
        if self._said(start, end) != place.text:
            return None
        if place.near and self._near(start, end, bounds) != place.near:
            return None
        return range(start, end)

    def _nearly(self, place: Place, bounds: _Division | None) -> Found | str:
        """The one place that shares enough words around it: here, beside, or anywhere.

        A place farther away that shares more is never passed over for a nearer one.
        """
        sides = [side.split() for side in place.near.partition(" | ")[::2]]
        if place.near and bounds:  # nothing can share more than all
            same = [r for r in self._places(place, bounds) if self._shared(r, *sides) == 2 * AROUND]
            if len(same) == 1:
                return same[0], False
        everywhere = self._places(place, _Division("", 0, len(self.witness)))
        if not everywhere:
            return f"{place.witness} has no {place.text!r} now"
        if not place.near:  # of an older file
            return self._alone(place, everywhere, bounds)
        rated = [(self._shared(r, *sides), r) for r in everywhere]
        most = max(score for score, _ in rated)
        for scope, least in self._scopes(bounds):
            found = [one for one in rated if scope.start <= one[1].start < scope.end]
            best = max((score for score, _ in found), default=0)
            if best < max(least, most):
                continue
            if sum(score > best - LEAD for score, _ in found) > 1:
                return self._several(place, len(found), scope)
            return next(r for score, r in found if score == best), False
        return f"{place.text!r} does not stand between the same words now"

    def _alone(self, place: Place, found: Sequence[range], bounds: _Division | None) -> Found | str:
        """The only place of its words in its division."""
        if bounds is None:
            return f"{place.witness} has no division {place.division}"
        here = [r for r in found if bounds.start <= r.start < bounds.end]
        if len(here) == 1:
            return here[0], False
        if not here:
            return f"{place.division} has no {place.text!r} now"
        return self._several(place, len(here), bounds)

    def _scopes(self, bounds: _Division | None) -> list[tuple[_Division, int]]:
        """Where a place is looked for, and how many words around it must be the same there."""
        anywhere = (_Division("", 0, len(self.witness)), ANYWHERE)
        if bounds is None:
            return [anywhere]
        if (n := self._number.get(bounds.id)) is None:
            return [(bounds, HERE), anywhere]
        first = self._own[max(n - 1, 0)].start
        last = self._own[min(n + 1, len(self._own) - 1)].end
        return [(bounds, HERE), (_Division("", first, last), BESIDE), anywhere]

    def _shared(self, found: range, before: list[str], after: list[str]) -> int:
        """How many of the words around a place are those that stood around it; 6 for all.

        Counted from the place outwards up to the first that differs. Where there were fewer, since
        a division ended there, it counts as all three if one ends there too.
        """
        tokens, total, at = self._tokens, 0, found.start
        for word in reversed(before):
            if not at or tokens[at - 1] != word:
                break
            at, total = at - 1, total + 1
        else:
            total += AROUND - len(before) if at in self._edges else 0
        at, size = found.stop, len(tokens)
        for word in after:
            if at == size or tokens[at] != word:
                break
            at, total = at + 1, total + 1
        else:
            total += AROUND - len(after) if at in self._edges else 0
        return total

    def _several(self, place: Place, count: int, scope: _Division) -> str:
        where = f"in {scope.id}" if scope.id else "near it"
        return f"{place.text!r} stands {count} times {where}, and which was meant is not clear"

    @cached_property
    def _tokens(self) -> list[str]:
        text, starts, ends = self.witness.text, self.witness.starts, self.witness.ends
        return [text[a:b] for a, b in zip(starts, ends, strict=True)]

    @cached_property
    def _edges(self) -> set[int]:
        """Tokens at which divisions begin or end."""
        return {edge for d in self._own for edge in (d.start, d.end)}

    @cached_property
    def _at(self) -> dict[str, list[int]]:
        """Where each word stands, rising."""
        found: dict[str, list[int]] = {}
        for i, token in enumerate(self._tokens):
            found.setdefault(token, []).append(i)
        return found

    def _starts_of(self, place: Place) -> list[int]:
        """Every token at which the words of a place may begin, rising."""
        one = place.first == place.last
        return self._at.get(place.text if one else place.text.split(" ", 1)[0], [])

    def _places(self, place: Place, scope: _Division) -> list[range]:
        """Everywhere in a stretch that the words of a place stand; long ones by both ends."""
        size = place.last - place.first + 1
        starts = self._starts_of(place)
        within = starts[bisect_left(starts, scope.start) : bisect_left(starts, scope.end)]
        if size > LONG:
            return [r for i in within if (r := self._long(place, i, size)) is not None]
        candidates = (range(i, i + size) for i in within)
        return [
            r for r in candidates
            if r.stop <= len(self.witness) and self._said(r.start, r.stop) == place.text
        ]  # fmt: skip

    def _long(self, place: Place, start: int, size: int) -> range | None:
        """Many words that begin at a token, by their first and last ones; the nearest length."""
        ends = sorted(range(size - size // 4, size + size // 4 + 1), key=lambda n: abs(n - size))
        for length in ends:
            end = start + length
            if end <= len(self.witness) and self._said(start, end) == place.text:
                return range(start, end)
        return None

    def _bounds(self, name: str) -> _Division | None:
        """The division of that name, else the passage, else the pieces of it together."""
        if (n := self._number.get(name)) is not None:
            return self._own[n]
        if (piece := self._pieces.get(name)) is not None:
            return _Division(name, piece.start, piece.stop)
        parts = [p for id, p in self._pieces.items() if id.startswith(f"{name}.")]
        return _Division(name, parts[0].start, parts[-1].stop) if parts else None

    def _division_at(self, token: int) -> _Division:
        low, high = 0, len(self._own)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._own[middle].start <= token else (low, middle)
        while low + 1 < len(self._own) and self._own[low].end <= token:
            low += 1
        return self._own[low]

    def _said(self, start: int, end: int) -> str:
        """Words as a place has them: of many the first and the last three."""
        if end - start > LONG:
            return f"{self._words(start, start + 3)} … {self._words(end - 3, end)}"
        return self._words(start, end)

    def _words(self, start: int, end: int) -> str:
        witness = self.witness
        return " ".join(
            witness.text[witness.starts[i] : witness.ends[i]] for i in range(start, end)
        )

    def _near(self, start: int, end: int, division: _Division) -> str:
        before = self._words(max(start - AROUND, division.start), start)
        stop = max(division.end, end)
        return f"{before} | {self._words(end, min(end + AROUND, stop))}"
