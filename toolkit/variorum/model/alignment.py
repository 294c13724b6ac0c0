"""How versions correspond: passages (beads, rows) and words (links)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, overload

from .._version import TOOL
from ..errors import UsageError
from . import notebook
from .shown import Parts, Shown, columns, counted, item, unknown, witnesses
from .signature import Signature
from .witness import Passage, Witness, witness_of

Answer = tuple[tuple[str, str], ...]  # passages that answer each other: siglum ("" = base), id


@dataclass(frozen=True, slots=True, repr=False)
class Bead(Shown):
    """One step of a pairwise passage alignment: a run of passages facing a run of passages.

    One side may be empty (an omission or addition). A moved bead stands out of order on the
    right side; its left side is in order.
    """

    left: range
    right: range
    confidence: float = 1.0  # 0 … 1
    moved: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Link(Shown):
    """Tokens of one version that correspond to tokens of another; many to many, crossing
    allowed.
    """

    a: tuple[int, ...]  # token indexes, rising
    b: tuple[int, ...]
    kind: str = "same"  # same, lemma, spelling, name, synonym, phrase
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, repr=False)
class Row(Shown):
    """Corresponding passages of all versions: for each witness a range of its passages.

    `row["A"]` gives the passages of a witness, `row.texts` the texts of all, in the order of the
    witnesses in the synopsis to which the row belongs.
    """

    passages: tuple[range, ...]  # one range of passage indexes a witness; may be empty
    confidence: float = 1.0
    moved: bool = False  # at least one witness has these passages out of order
    _of: tuple[Witness, ...] | None = field(default=None, init=False, compare=False)

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """The witnesses of the synopsis; raises `UsageError` for a row that belongs to none."""
        if self._of is None:
            raise UsageError("the row is part of no synopsis", hint="take it from `synopsis.rows`")
        return self._of

    def __getitem__(self, siglum: str) -> tuple[Passage, ...]:
        """The passages that a witness has here, in its own order."""
        for witness, run in zip(self.witnesses, self.passages):
            if witness.siglum == siglum:
                return tuple(witness.passages[n] for n in run)
        raise unknown(siglum, (w.siglum for w in self.witnesses), "siglum")

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each witness here; "" if it has none."""
        return tuple(
            " ".join(w.passages[n].text for n in run)
            for w, run in zip(self.witnesses, self.passages)
        )

    def _line(self) -> str:
        if self._of is None:
            return f"<Row of {counted(len(self.passages), 'witness', 'witnesses')}>"
        held = (
            f"{w.siglum} {' '.join(w.passages[n].id for n in run) or '–'}"
            for w, run in zip(self._of, self.passages)
        )
        return f"<Row {', '.join(held)}{', moved' if self.moved else ''}>"

    def to_dict(self) -> dict[str, Any]:
        """The row as in the JSON output: for each siglum the numbers of its passages."""
        sigla = [w.siglum for w in self.witnesses]
        return {
            "passages": {s: list(run) for s, run in zip(sigla, self.passages)},
            "confidence": self.confidence,
            "moved": self.moved,
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """One dict: the text of each witness."""
        sigla = [w.siglum for w in self.witnesses]
        confidence, moved = columns(("confidence", "moved"), sigla)
        texts = dict(zip(sigla, self.texts))
        return [{**texts, confidence: self.confidence, moved: self.moved}]

    def _repr_html_(self) -> str:
        return Shown._repr_html_(self) if self._of else notebook.paragraph(repr(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return _row, (self.passages, self.confidence, self.moved, self._of)


@dataclass(frozen=True, slots=True, repr=False)
class Synopsis(Parts):
    """Rows over all witnesses.

    Together the rows hold every passage of every witness exactly once. A row that is `moved` is
    placed where its first witness has it.
    """

    witnesses: tuple[Witness, ...]
    rows: tuple[Row, ...]
    signature: Signature = Signature()

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", _of(self.rows, self.witnesses))

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    @overload
    def __getitem__(self, index: str) -> Witness: ...
    def __getitem__(self, index: int | slice | str) -> Row | tuple[Row, ...] | Witness:
        """A row by its number, or a witness by its siglum."""
        if isinstance(index, slice):
            return self.rows[index]
        if isinstance(index, int):
            return item(self.rows, index, "row")
        return witness_of(self.witnesses, index)

    def _line(self) -> str:
        return f"<Synopsis of {witnesses(self.sigla)}, {counted(len(self), 'row')}>"

    def _repr_html_(self) -> str:
        rows = (cells for row in self.rows for cells in row.to_rows())
        return notebook.table(rows, caption=repr(self), total=len(self))

    def members(self) -> Iterator[tuple[str, Any]]:
        yield "schema", "variorum.align/1"
        yield "tool", TOOL
        yield "signature", str(self.signature)
        yield "parts", [list(p) for p in self.signature.parts]
        yield "witnesses", (w.to_dict() for w in self.witnesses)
        yield "results", (row.to_dict() for row in self.rows)

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict for each row: the text of each witness."""
        (number,) = columns(("row",), self.sigla)
        return [{number: n, **cells} for n, row in enumerate(self) for cells in row.to_rows()]

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
        """The rows in which a version of `beside` corresponds to the base, which comes first in
        each.
        """
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


def _row(passages: Any, confidence: float, moved: bool, of: tuple[Witness, ...] | None) -> Row:
    """A row out of a pickle."""
    row = Row(passages, confidence, moved)
    object.__setattr__(row, "_of", of)
    return row


def _of(rows: tuple[Row, ...], witnesses: tuple[Witness, ...]) -> tuple[Row, ...]:
    """The rows as parts of a synopsis; one that is part of another already is copied."""
    made = list(rows)
    for n, row in enumerate(rows):
        if row._of is witnesses:
            continue
        if row._of is not None:
            made[n] = row = replace(row)
        object.__setattr__(row, "_of", witnesses)
    return tuple(made)


@dataclass(frozen=True, slots=True, repr=False)
class Links(Shown):
    """The words of every two versions of a synopsis, linked row by row."""

    synopsis: Synopsis
    pairs: tuple[tuple[int, int, tuple[tuple[Link, ...], ...]], ...]  # versions a, b; links a row
    signature: Signature = Signature()

    def _line(self) -> str:
        count = sum(len(links) for _, _, by_row in self.pairs for links in by_row)
        return f"<Links of {', '.join(self.synopsis.sigla)}, {counted(count, 'link')}>"

    def to_dict(self) -> dict[str, Any]:
        """The links as in the JSON output."""
        return {
            "schema": "variorum.align/1",
            "tool": TOOL,
            "signature": str(self.signature),
            "results": [
                {
                    "row": number,
                    "a": self.synopsis.sigla[a],
                    "b": self.synopsis.sigla[b],
                    "links": [
                        {"a": list(link.a), "b": list(link.b), "kind": link.kind,
                         "confidence": round(link.confidence, 4)}
                        for link in links
                    ],
                }
                for a, b, by_row in self.pairs
                for number, links in enumerate(by_row)
            ],
        }  # fmt: skip

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict for each link: the words of both versions."""
        return [
            {
                "row": number,
                "a": self.synopsis.sigla[a],
                "b": self.synopsis.sigla[b],
                "a_words": _words(self.synopsis.witnesses[a], link.a),
                "b_words": _words(self.synopsis.witnesses[b], link.b),
                "kind": link.kind,
                "confidence": link.confidence,
            }
            for a, b, by_row in self.pairs
            for number, links in enumerate(by_row)
            for link in links
        ]


def _words(witness: Witness, tokens: tuple[int, ...]) -> str:
    return " ".join(witness.slice(i, i + 1) for i in tokens)
