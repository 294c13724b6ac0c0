"""What a diff shows, as a value: rows of passages, and in each row runs that are equal or differ.

What always holds: the texts of one version in the runs of a row, joined, are its text in that
row, character for character; so are the texts of its changes against the base.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .signature import Signature

EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Version:
    """One of the texts compared."""

    siglum: str
    title: str = ""
    words: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of one version against the base; `kind` is a class of reading, or `equal`.

    `shared` are words that both sides of a reworded phrase have. The two ends of a move carry
    one number, from 1 within the row and version.
    """

    kind: str
    base: str
    other: str
    shared: tuple[str, ...] = ()
    move: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of all versions; `kinds` says for each how it differs from the base."""

    kind: str
    texts: tuple[str, ...]
    kinds: tuple[str, ...]
    shared: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Passages of all versions that answer each other."""

    passage: str  # the base's passage, or the first of another version where the base has none
    texts: tuple[str, ...]  # "" where a version has none
    counts: tuple[int, ...]  # how many passages each version has here
    changes: tuple[tuple[Change, ...], ...]  # per version; the base's own are empty
    runs: tuple[Run, ...]
    moved: tuple[bool, ...]  # per version: stands elsewhere than the base has it
    divided: tuple[str, ...]  # per version: "split", "merge" or ""
    follows: tuple[str, ...] = ()  # per version, where moved: after which passage; "" = the first

    def differs(self, v: int) -> bool:
        """Does version v differ from the base here?"""
        return (
            self.moved[v]
            or bool(self.divided[v])
            or any(change.kind != EQUAL for change in self.changes[v])
        )

    @property
    def different(self) -> bool:
        return any(self.differs(v) for v in range(len(self.texts)))


@dataclass(frozen=True, slots=True)
class MarkupChange:
    """One change of encoding. Lines count from 1, 0 = not in that file."""

    kind: str  # "added", "removed", "attributes", "extent"
    name: str
    lines: tuple[int, int]
    detail: str = ""
    text: str = ""  # what the element holds, shortened

    def __str__(self) -> str:
        around = f" around “{self.text}”" if self.text else ""
        what = {
            "added": f"<{self.name}> added{around}",
            "removed": f"<{self.name}> removed{around}",
            "attributes": f"<{self.name}> {self.detail}{around}",
            "extent": f"<{self.name}> holds other words{around}",
        }[self.kind]
        return f"{self.lines[0] or '–'} → {self.lines[1] or '–'}: {what}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two to twelve versions against a base."""

    versions: tuple[Version, ...]
    base: int
    rows: tuple[Row, ...]
    hidden: tuple[tuple[str, int], ...] = ()  # what was ignored, and how often it was met
    unit: str = "sentence"
    passages: tuple[tuple[str, ...], ...] = ()  # the texts of every version, in its own order
    markup: tuple[MarkupChange, ...] = ()  # changes of encoding, where they are asked for
    ignored: tuple[str, ...] = ()
    signature: Signature = Signature()

    @property
    def others(self) -> tuple[int, ...]:
        """The versions that are set against the base."""
        return tuple(v for v in range(len(self.versions)) if v != self.base)

    @property
    def different(self) -> bool:
        return bool(self.markup) or any(row.different for row in self.rows)

    def kinds(self, v: int | None = None) -> Counter[str]:
        """How many changes of each class there are, in one version or in all."""
        counts: Counter[str] = Counter()
        for row in self.rows:
            for w in self.others if v is None else (v,):
                moves = {c.move for c in row.changes[w] if c.move}
                counts.update(c.kind for c in row.changes[w] if c.kind != EQUAL and not c.move)
                counts["transposition"] += len(moves) + row.moved[w]
                if row.divided[w]:
                    counts[row.divided[w]] += 1
        return +counts
