"""How versions answer each other: passages (beads, rows) and words (links)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .signature import Signature
from .witness import Witness

Answer = tuple[tuple[str, str], ...]  # passages that answer each other: siglum ("" = base), id


@dataclass(frozen=True, slots=True)
class Bead:
    """One step of a pairwise passage alignment: a run of passages facing a run of passages.

    One side may be empty (an omission or addition). A moved bead stands out of order on the
    right side; its left side is in order.
    """

    left: range
    right: range
    confidence: float = 1.0  # 0 … 1
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Tokens of one version that answer tokens of another; many to many, crossing allowed."""

    a: tuple[int, ...]  # token indexes, rising
    b: tuple[int, ...]
    kind: str = "same"  # same, lemma, spelling, name, synonym, phrase
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """Passages of all versions that answer each other: for each witness a run of its passages."""

    passages: tuple[range, ...]  # one range of passage indexes a witness; may be empty
    confidence: float = 1.0
    moved: bool = False  # at least one witness has these passages out of order


@dataclass(frozen=True, slots=True)
class Synopsis:
    """Rows over all witnesses.

    All rows together hold every passage of every witness exactly once. A row that is `moved`
    stands where its first witness has it.
    """

    witnesses: tuple[Witness, ...]
    rows: tuple[Row, ...]
    signature: Signature = Signature()

    @property
    def sigla(self) -> tuple[str, ...]:
        return tuple(w.siglum for w in self.witnesses)

    def tokens(self, row: int, w: int) -> range:
        """The tokens of witness w in a row."""
        run = self.rows[row].passages[w]
        if not run:
            return range(0)
        passages = self.witnesses[w].passages
        return range(passages[run.start].start, passages[run.stop - 1].end)

    def answers(self, base: str, beside: Collection[str]) -> tuple[Answer, ...]:
        """The rows in which a version of `beside` answers the base, which comes first in each."""
        found = []
        for row in self.rows:
            held = {
                witness.siglum: [witness.passages[n].id for n in run]
                for witness, run in zip(self.witnesses, row.passages)
            }
            own = [("", id) for id in held[base]]
            others = [(s, id) for s in beside for id in held[s]]
            if own and others:
                found.append((*own, *others))
        return tuple(found)
