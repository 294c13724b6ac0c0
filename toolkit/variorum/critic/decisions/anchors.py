"""Places of words by the file's own divisions: made, and found again.

A place is found exactly: the same words, with the same numbers, in the division of that name and
between the same words. Else it is *near*: the one place in the division, then in the divisions
beside it, then in the whole text, where the same words stand between the same words (in the
division itself, the one place where the words stand at all, or stand beside one of the two). Two
places that are as good as each other are none: nobody guesses. Nothing depends on how the text is
cut into passages, or on what counts as equal.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ...model import Place, Witness
from ...text.passages import divisions

AROUND = 3  # words and marks on either side by which a place is told
ENOUGH = 3  # of them, without which the whole text is not searched

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
        self._at: dict[str, list[int]] | None = None

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
            return (
                self.whole(bounds.start)
                if bounds.id not in self._number
                else Place(place.witness, bounds.id)
            )
        start, end = bounds.start + place.first - 1, bounds.start + place.last
        if end > bounds.end or start >= end:
            return f"{place.division} has {bounds.end - bounds.start} words and marks"
        if place.text and self._said(start, end) != place.text:
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
        if not self._starts_of(place):
            return f"{place.witness} has no {place.text!r} now"
        wide = len(place.near.replace(" | ", " ").split()) >= ENOUGH
        for scope, loosely in self._scopes(bounds, wide):
            found = self._places(place, scope)
            same = [r for r in found if self._near_of(r) == place.near]
            if len(same) == 1:
                return same[0], False
            if len(same) > 1:
                return self._several(place, len(same), scope)
            if loosely and found:
                return self._loosely(place, found, scope)
        return f"{place.text!r} does not stand between the same words now"

    def _scopes(self, bounds: _Division | None, wide: bool) -> list[tuple[_Division, bool]]:
        """Where a place is looked for, one after the other; the word alone counts in the first."""
        whole = (_Division("", 0, len(self.witness)), False)
        if bounds is None or bounds.id not in self._number:
            found = [(bounds, True)] if bounds else []
            return [*found, whole] if wide else found
        n = self._number[bounds.id]
        first = self._own[max(n - 1, 0)].start
        last = self._own[min(n + 1, len(self._own) - 1)].end
        beside = (_Division("", first, last), False)
        return [(bounds, True), beside, whole] if wide else [(bounds, True), beside]

    def _loosely(self, place: Place, found: Sequence[range], scope: _Division) -> Found | str:
        """Of words in their own division: the only ones, or the only ones with one neighbour."""
        if len(found) == 1:
            return found[0], False
        sided = [r for r in found if place.near and self._shares_a_side(r, place.near)]
        if len(sided) == 1:
            return sided[0], False
        return self._several(place, len(found), scope)

    def _shares_a_side(self, found: range, near: str) -> bool:
        before, _, after = self._near_of(found).partition(" | ")
        sides = (before and near.startswith(f"{before} |")), (after and near.endswith(f"| {after}"))
        return any(sides)

    def _several(self, place: Place, count: int, scope: _Division) -> str:
        where = f"in {scope.id}" if scope.id else "near it"
        return f"{place.text!r} stands {count} times {where}, and none is the one that was meant"

    def _starts_of(self, place: Place) -> list[int]:
        """Every token at which the words of a place may begin, rising."""
        if self._at is None:
            self._at = {}
            text, starts, ends = self.witness.text, self.witness.starts, self.witness.ends
            for i, (a, b) in enumerate(zip(starts, ends, strict=True)):
                self._at.setdefault(text[a:b], []).append(i)
        one = place.first == place.last
        return self._at.get(place.text if one else place.text.split(" ", 1)[0], [])

    def _places(self, place: Place, scope: _Division) -> list[range]:
        """Everywhere in a stretch that the words of a place stand."""
        size = place.last - place.first + 1
        starts = self._starts_of(place)
        within = starts[bisect_left(starts, scope.start) : bisect_left(starts, scope.end)]
        candidates = (range(i, i + size) for i in within)
        return [
            r for r in candidates
            if r.stop <= len(self.witness) and self._said(r.start, r.stop) == place.text
        ]  # fmt: skip

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
        witness = self.witness
        return " ".join(
            witness.text[witness.starts[i] : witness.ends[i]] for i in range(start, end)
        )

    def _near_of(self, found: range) -> str:
        return self._near(found.start, found.stop, self._division_at(found.start))

    def _near(self, start: int, end: int, division: _Division) -> str:
        before = self._said(max(start - AROUND, division.start), start)
        stop = max(division.end, end)
        return f"{before} | {self._said(end, min(end + AROUND, stop))}"
