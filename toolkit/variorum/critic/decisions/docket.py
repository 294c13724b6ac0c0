"""The decisions of one run: which of them are in force, where their words stand, what became of
each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model import Decision, Outcome, Witness
from ...model.decision import APPLIED, CONTRADICTED, STALE, WITHDRAWN
from .anchors import Anchors
from .catalogue import fault
from .lines import in_order

ABSENT = "there is no witness "  # before its siglum
ADDED = ("note", "comment")  # kinds of which a place may have any number
ONE_OF = {"done": "seen", "doubt": "seen", "align": "words", "apart": "words"}


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens `start:end` of a witness, as a decision names them."""

    siglum: str
    start: int
    end: int

    @property
    def tokens(self) -> range:
        return range(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision in force, with the places that it names, found in these texts."""

    number: int
    decision: Decision
    spots: tuple[Spot, ...]

    @property
    def kind(self) -> str:
        return self.decision.kind

    @property
    def ruling(self) -> str:
        return self.decision.ruling


class Docket:
    """The decisions about some witnesses; the rooms that obey them report here what they did.

    Places are found by the witnesses as they are read. Of decisions on one matter the latest
    holds, or the one that was settled; an earlier one of another author, or of another kind, is
    contradicted; an earlier one of the same author is withdrawn by it.
    """

    def __init__(self, decisions: Sequence[Decision], witnesses: Sequence[Witness]) -> None:
        self.decisions = in_order(decisions)
        self._outcomes: dict[int, Outcome] = {}
        self._found: dict[int, Standing] = {}
        self._anchors: dict[str, Anchors] = {}
        self._witnesses = {w.siglum: w for w in witnesses}
        self._settled = self._in_force()
        for number, decision in enumerate(self.decisions):
            if number not in self._outcomes:
                self._place(number, decision)
        self._judge()

    def __bool__(self) -> bool:
        return bool(self.decisions)

    def of(self, *kinds: str) -> list[Standing]:
        """What is in force of some kinds: the oldest first, so that the last one holds."""
        return [s for s in self._by_rank() if s.kind in kinds and not self._is_out(s)]

    def applied(self, standing: Standing, how: str = "") -> None:
        """Say that a decision was obeyed; what was said against it in this run remains."""
        if not self._is_out(standing):
            said = self._outcomes.get(standing.number)
            reason = how or (said.reason if said else "")
            self._say(standing.number, APPLIED, standing.spots, reason)

    def contradicted(self, standing: Standing, reason: str) -> None:
        """Say what does not let a decision be obeyed."""
        self._say(standing.number, CONTRADICTED, standing.spots, reason)

    def stale(self, standing: Standing, reason: str) -> None:
        """Say why there is nothing any more that a decision could decide."""
        self._say(standing.number, STALE, standing.spots, reason)

    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of each decision that anybody had to do with, in order."""
        return tuple(self._outcomes[n] for n in sorted(self._outcomes) if self._outcomes[n].state)

    def pending(self) -> list[Standing]:
        """What is in force and nobody had to do with."""
        done = {n for n, outcome in self._outcomes.items() if outcome.state}
        return [s for s in self._by_rank() if s.number not in done]

    def name(self, decision: Decision) -> str:
        """A decision as another one's reason names it."""
        by = f" of {decision.author}" if decision.author else ""
        return f"{decision.kind} {decision.ruling}{by} ({decision.id})".replace("  ", " ")

    def _is_out(self, standing: Standing) -> bool:
        said = self._outcomes.get(standing.number)
        return said is not None and said.state not in ("", APPLIED)

    def _say(self, number: int, state: str, spots: Sequence[Spot], reason: str) -> None:
        decision = self.decisions[number]
        where = ", ".join(self._where(spot) for spot in spots) or decision.place
        self._outcomes[number] = Outcome(decision, state, where, reason)

    def _where(self, spot: Spot) -> str:
        return str(self._anchor(spot.siglum).place(spot.start, spot.end))

    def _anchor(self, siglum: str) -> Anchors:
        if siglum not in self._anchors:
            self._anchors[siglum] = Anchors(self._witnesses[siglum])
        return self._anchors[siglum]

    def _in_force(self) -> set[str]:
        """Take out what was withdrawn; the ids that were settled."""
        known = {d.id for d in self.decisions if d.id}
        dead: dict[str, Decision] = {}
        for number in range(len(self.decisions) - 1, -1, -1):
            decision = self.decisions[number]
            if decision.id in dead:
                by = self.name(dead[decision.id])
                self._say(number, WITHDRAWN, (), f"withdrawn by {by}")
            elif said := fault(decision):
                self._say(number, STALE, (), said)
            elif decision.kind in ("withdraw", "settle") and decision.ruling not in known:
                self._say(number, STALE, (), f"there is no decision {decision.ruling}")
            elif decision.kind == "withdraw":
                dead[decision.ruling] = decision
                self._say(number, APPLIED, (), "")
        settled = set()
        for number, decision in enumerate(self.decisions):
            if decision.kind == "settle" and number not in self._outcomes:
                gone = decision.ruling in dead
                self._say(
                    number, STALE if gone else APPLIED, (), "it was withdrawn" if gone else ""
                )
                settled |= set() if gone else {decision.ruling}
        return settled

    def _place(self, number: int, decision: Decision) -> None:
        """Find the places of a decision; without all of them it is stale."""
        spots, near = [], False
        for place in decision.at:
            if place.witness not in self._witnesses:
                return self._say(number, STALE, (), f"{ABSENT}{place.witness}")
            found = self._anchor(place.witness).find(place)
            if isinstance(found, str):
                return self._say(number, STALE, (), found)
            tokens, exact = found
            near = near or not exact
            spots.append(Spot(place.witness, tokens.start, tokens.stop))
        self._found[number] = Standing(number, decision, tuple(spots))
        if near:
            self._say(number, "", spots, f"found again, not exactly where it was: {decision.place}")
        return None

    def _by_rank(self) -> list[Standing]:
        rank = {n: s.decision.id in self._settled for n, s in self._found.items()}
        return [self._found[n] for n in sorted(self._found, key=lambda n: (rank[n], n))]

    def _judge(self) -> None:
        """Of several decisions on one matter the last holds."""
        held: dict[object, list[Standing]] = {}
        for standing in reversed(self._by_rank()):
            later = [one for matter in matters(standing) for one in held.setdefault(matter, [])]
            own = (one for one in later if one.decision.author == standing.decision.author)
            others = [one for one in later if not self._is_out(one) and _differ(one, standing)]
            if (mine := next(own, None)) is not None and _differ(mine, standing):
                self.overruled(standing, mine)
            elif others:
                self.overruled(standing, others[0])
            for matter in matters(standing):
                held[matter].append(standing)

    def overruled(self, standing: Standing, later: Standing) -> None:
        """An earlier decision gives way: to its own author's later one, or to a settled one."""
        old, new = standing.decision, later.decision
        decided = new.id in self._settled or (old.kind == new.kind and old.author == new.author)
        if decided:
            self._say(standing.number, WITHDRAWN, standing.spots, f"{self.name(new)} replaces it")
        else:
            self.contradicted(standing, f"{self.name(new)} holds; settle one of them")


def _differ(one: Standing, other: Standing) -> bool:
    """Do two decisions on one matter say different things?"""
    alike = one.kind == other.kind and one.ruling == other.ruling
    listed = one.decision.fields if one.kind in ("order", "regularise", "lacuna") else ()
    return not (alike and (not listed or listed == other.decision.fields))


def matters(standing: Standing) -> Iterator[object]:
    """What a decision is about: two decisions about one thing cannot both hold if they differ."""
    decision, kind = standing.decision, standing.kind
    if kind in ADDED:
        return
    where = tuple(sorted((s.siglum, s.start, s.end) for s in standing.spots))
    if kind in ("align", "apart"):
        pairs = [(a, b) for n, a in enumerate(where) for b in where[n + 1 :]]
        yield from (("words", pair) for pair in pairs)
        return
    own = ("reading", "form", "pattern", "lemma", "word", "passage", "occurrence", "unit")
    named = tuple((k, decision.get(k)) for k in own if dict(decision.fields).get(k) is not None)
    if kind == "lacuna":
        yield from ((kind, where, siglum) for siglum in decision.several("witnesses"))
        return
    if kind == "regularise":
        named = (*named, ("witnesses", " ".join(decision.several("witnesses"))))
    yield (ONE_OF.get(kind, kind), where, named)
