"""What a grammar's walks have worked out: where each tag leads, by the letters it is written in.

A place is a state of the grammar in which certain prefixes are bound. Of a document's tags most
have stood in the same place before, so the patterns are asked once a kind of tag: an automaton
that is built while it runs, over many documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .pattern import Pattern

# content, what follows its end, is it open, the pattern that follows, the scope around
Step = tuple["Place", "Place | None", bool, "Pattern | None", "Scope"]
# of tags that differ in their values alone: the step, what the values must match, which are ids
Way = tuple[Step, tuple[tuple[int, "Pattern"], ...], tuple[tuple[int, str], ...]]
REMEMBERED = 50_000  # steps of a scope; of a document with ever new tags no more is kept


class Place:
    """A state of the grammar in a scope, and the ways that lead on from it."""

    __slots__ = ("complete", "held", "left", "scope", "shapes", "state", "steps", "texted")

    def __init__(self, state: Pattern, scope: Scope, held: bool) -> None:
        self.state = state
        self.scope = scope
        self.held = held  # its text is data, which is judged as a whole
        self.complete = state.nullable and not held
        self.steps: dict[str, Step] = {}
        self.shapes: dict[str, Way] = {}  # by tags without their values
        self.texted: Place | None = None  # after text
        self.left: Place | None = None  # after an end tag, where that is not on the stack


class Scope:
    """The places in which the same prefixes are bound."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        self._places: dict[tuple[Pattern, bool], Place] = {}
        self._room = REMEMBERED

    def place(self, state: Pattern, held: bool = False) -> Place:
        """The one place of a state."""
        found = self._places.get((state, held))
        if found is None:
            found = self._places[state, held] = Place(state, self, held)
        return found

    def remember(self, ways: dict[str, Any], tag: str, way: Any) -> None:
        """Keep a way; all are forgotten where there are too many."""
        self._room -= 1
        if not self._room:
            self._room = REMEMBERED
            for place in self._places.values():
                place.steps.clear()
                place.shapes.clear()
        ways[tag] = way


class Scopes:
    """All scopes that the documents checked with one grammar have had."""

    def __init__(self) -> None:
        self._known: dict[frozenset[tuple[str, str]], Scope] = {}

    def of(self, names: dict[str, str]) -> Scope:
        """The scope in which these prefixes are bound."""
        key = frozenset(names.items())
        found = self._known.get(key)
        if found is None:
            if len(self._known) > 50:
                self._known.clear()
            found = self._known[key] = Scope(names)
        return found
