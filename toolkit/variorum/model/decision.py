"""What a person decided about a text; kept in a file under version control, obeyed at every run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .._version import TOOL
from .shown import Parts, Shown, counted

if TYPE_CHECKING:
    from .apparatus import Apparatus

APPLIED, CONTRADICTED, STALE, WITHDRAWN = "applied", "contradicted", "stale", "withdrawn"


@dataclass(frozen=True, slots=True, repr=False)
class Place(Shown):
    """Words of a witness, named by the file's own division: no setting changes it.

    `first` and `last` count the words and marks of the division from 1; both are 0 where the
    division as a whole is meant. `text` are the words, `near` what stands around them, up to three
    words and marks on either side: `"the wise | came home"`.
    """

    witness: str
    division: str  # what the file calls it: an xml:id, a paragraph, a verse
    first: int = 0
    last: int = 0
    text: str = ""
    near: str = ""

    def __str__(self) -> str:
        if not self.first:
            return f"{self.witness} {self.division}"
        words = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return f"{self.witness} {self.division} {words} {self.text}".rstrip()


@dataclass(frozen=True, slots=True, repr=False)
class Decision(Shown):
    """One decision: its kind, where it applies (`at`, or words that it names), what it decides.

    `fields` are what the kind needs besides, each a string or several. Id, date and author are
    kept as written and enter no result.
    """

    kind: str
    ruling: str = ""
    at: tuple[Place, ...] = ()
    fields: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    author: str = ""
    date: str = ""
    reason: str = ""
    id: str = ""  # sorts by the time at which it was made
    batch: str = ""  # decisions that were made as one step

    def get(self, name: str, default: str = "") -> str:
        """A field that is one string."""
        found = dict(self.fields).get(name, default)
        return found if isinstance(found, str) else " ".join(found)

    def several(self, name: str) -> tuple[str, ...]:
        """A field that is a list; one string is a list of one."""
        found = dict(self.fields).get(name, ())
        return (found,) if isinstance(found, str) else found

    @property
    def place(self) -> str:
        """Where it applies, in words."""
        said = [str(place) for place in self.at]
        said += [f"{k}={v if isinstance(v, str) else ','.join(v)}" for k, v in self.fields]
        return ", ".join(said)

    def __str__(self) -> str:
        return " ".join(part for part in (self.kind, self.ruling, self.place) if part)


@dataclass(frozen=True, slots=True, repr=False)
class Outcome(Shown):
    """What became of a decision in one run.

    `state` is "applied"; "contradicted", where another decision or the text itself does not allow
    it; "stale", where its place is gone; or "withdrawn", by a person. `reason` says why, or with an
    applied decision how its place was found where that was not exact.
    """

    decision: Decision
    state: str
    place: str = ""  # where its words stand now, else where they stood
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The outcome as in the JSON output."""
        return {
            "id": self.decision.id,
            "kind": self.decision.kind,
            "ruling": self.decision.ruling,
            "author": self.decision.author,
            "state": self.state,
            "place": self.place,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True, repr=False)
class Decided(Parts):
    """An apparatus that obeys what people decided, and what became of each decision."""

    apparatus: Apparatus
    outcomes: tuple[Outcome, ...]

    def __len__(self) -> int:
        """The number of outcomes."""
        return len(self.outcomes)

    def __iter__(self) -> Iterator[Outcome]:
        return iter(self.outcomes)

    def _line(self) -> str:
        return f"<Decided: {counted(len(self.outcomes), 'decision')}, {self.apparatus!r}>"

    def members(self) -> Iterator[tuple[str, Any]]:
        yield "schema", "variorum.decide/1"
        yield "tool", TOOL
        yield "signature", str(self.apparatus.signature)
        yield "results", [outcome.to_dict() for outcome in self.outcomes]

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict for each decision."""
        return [outcome.to_dict() for outcome in self.outcomes]
