"""The table over a whole text: columns where all witnesses can be compared."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, overload

from .._version import TOOL
from . import notebook
from .alignment import Answer, Synopsis
from .encoded import EncodedUnit
from .frozen import ints
from .shown import Parts, Shown, columns, counted, out_of_range, unknown, witnesses
from .signature import Signature
from .witness import Token, Witness, witness_of


@dataclass(frozen=True, slots=True, repr=False)
class Block(Shown):
    """Tokens `start:end` of one witness."""

    siglum: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, repr=False)
class Transposition(Shown):
    """One block in two places: for each witness its own block, at one place or the other."""

    here: tuple[Block, ...]  # the witnesses that have it at the first place in the table
    there: tuple[Block, ...]  # the witnesses that have it at the second


@dataclass(frozen=True, slots=True, repr=False)
class Tie(Shown):
    """Columns `start:end` could have been aligned differently with the same score."""

    start: int
    end: int
    alternatives: int  # how many equally good alignments there were, at least 2


@dataclass(frozen=True, slots=True, repr=False)
class Cell(Shown):
    """What a witness has in a column: tokens `start:end`, none for an omission or a lacuna."""

    siglum: str
    text: str  # as written, without the white space around it
    start: int
    end: int
    extant: bool = True  # False: the witness is lost here, so that it omits nothing

    def __len__(self) -> int:
        """The number of tokens."""
        return self.end - self.start

    def __str__(self) -> str:
        return self.text

    @property
    def omitted(self) -> bool:
        """Is the witness extant here but without these words?"""
        return self.extant and self.start == self.end


@dataclass(frozen=True, slots=True, repr=False)
class Column(Shown):
    """One column of the table: a cell for each witness, in the order of the collation."""

    number: int
    cells: tuple[Cell, ...]

    def __len__(self) -> int:
        return len(self.cells)

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    def __getitem__(self, siglum: str) -> Cell:
        for cell in self.cells:
            if cell.siglum == siglum:
                return cell
        raise unknown(siglum, (c.siglum for c in self.cells), "siglum")

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each cell."""
        return tuple(cell.text for cell in self.cells)

    def _line(self) -> str:
        held = (f"{c.siglum} {_shown(c)}" for c in self.cells)
        return f"<Column {self.number}: {', '.join(held)}>"

    def to_rows(self) -> list[dict[str, Any]]:
        """One dict: the text of each witness, None where it is not extant."""
        return [{cell.siglum: _said(cell) for cell in self.cells}]


def _said(cell: Cell) -> str | None:
    return cell.text if cell.extant else None


def _shown(cell: Cell) -> str:
    if not cell.extant:
        return "[lac]"
    return repr(cell.text if len(cell.text) <= 20 else cell.text[:19] + "…") if cell else "–"


@dataclass(frozen=True, slots=True, repr=False)
class Collation(Parts):
    """The alignment table: columns x witnesses of token ranges, held as columns of offsets.

    Column c holds tokens `starts[w][c]:ends[w][c]` of witness w. What always holds: the cells of
    a witness, taken in the order of their first token, follow each other and hold every token
    once (`row` rebuilds the witness). In a *straight* collation that order is the table's own;
    where a passage stands elsewhere in some version, `straight` is False and only `reading_order`
    rebuilds it. An empty cell is an omission unless `lacunose(w, c)`.
    """

    witnesses: tuple[Witness, ...]
    starts: tuple[Sequence[int], ...] = field(hash=False)
    ends: tuple[Sequence[int], ...] = field(hash=False)
    # columns rows[r]:rows[r + 1] answer row r; rows[0] = 0, rows[-1] = len(self)
    rows: Sequence[int] = field(hash=False)
    lacunae: tuple[tuple[tuple[int, int], ...], ...]  # per witness: column ranges not extant
    transpositions: tuple[Transposition, ...] = ()
    ties: tuple[Tie, ...] = ()
    straight: bool = True
    signature: Signature = Signature()
    # What an edition says of these columns, where the table was read from one: its own units.
    encoded: tuple[EncodedUnit, ...] = field(default=(), compare=False, repr=False)
    # What stands beside the table, no part of it: texts in another language, which of their
    # passages correspond to the base's, the rows of all texts where they were found or obeyed.
    beside: tuple[Witness, ...] = field(default=(), compare=False, repr=False)
    answers: tuple[Answer, ...] = field(default=(), compare=False, repr=False)
    synopsis: Synopsis | None = field(default=None, compare=False, repr=False)
    title: str = field(default="", compare=False, repr=False)  # as the project says

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", tuple(map(ints, self.starts)))
        object.__setattr__(self, "ends", tuple(map(ints, self.ends)))
        object.__setattr__(self, "rows", ints(self.rows))

    def __len__(self) -> int:
        """The number of columns."""
        return self.rows[-1] if len(self.rows) else 0

    def __iter__(self) -> Iterator[Column]:
        return map(self._column, range(len(self)))

    @overload
    def __getitem__(self, index: int) -> Column: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Column, ...]: ...
    @overload
    def __getitem__(self, index: str) -> Witness: ...
    def __getitem__(self, index: int | slice | str) -> Column | tuple[Column, ...] | Witness:
        """A column by its number, or a witness by its siglum."""
        if isinstance(index, slice):
            return tuple(map(self._column, range(*index.indices(len(self)))))
        if isinstance(index, str):
            return witness_of(self.witnesses, index)
        c = index + len(self) if index < 0 else index
        if not 0 <= c < len(self):
            raise out_of_range(index, len(self), "column")
        return self._column(c)

    def _column(self, c: int) -> Column:
        cells = []
        for w, witness in enumerate(self.witnesses):
            start, end = self.starts[w][c], self.ends[w][c]
            extant = end > start or not self.lacunose(w, c)
            cells.append(Cell(witness.siglum, witness.slice(start, end), start, end, extant))
        return Column(c, tuple(cells))

    def _line(self) -> str:
        return f"<Collation of {witnesses(self.sigla)}, {counted(len(self), 'column')}>"

    def _repr_html_(self) -> str:
        some = list(islice(self, notebook.SHOWN))
        rows = [
            {"": w.siglum, **{str(c.number): _said(c.cells[i]) for c in some}}
            for i, w in enumerate(self.witnesses)
        ]
        return notebook.table(rows, caption=repr(self)) + notebook.more(len(self))

    def members(self) -> Iterator[tuple[str, Any]]:
        yield "schema", "variorum.collate/1"
        yield "tool", TOOL
        yield "signature", str(self.signature)
        yield "parts", [list(p) for p in self.signature.parts]
        yield from self.table()

    def table(self) -> Iterator[tuple[str, Any]]:
        """The members that an apparatus has too."""
        yield "witnesses", (w.to_dict() for w in self.witnesses)
        yield "results", self._rows()
        yield (
            "lacunae",
            {s: [list(r) for r in own] for s, own in zip(self.sigla, self.lacunae) if own},
        )
        yield (
            "transpositions",
            ({"here": blocks(t.here), "there": blocks(t.there)} for t in self.transpositions),
        )
        yield (
            "ties",
            [{"columns": [t.start, t.end], "alternatives": t.alternatives} for t in self.ties],
        )
        yield "straight", self.straight

    def _rows(self) -> Iterator[dict[str, Any]]:
        """A row of the table: for each of its columns the cells of the witnesses in their order."""
        for r in range(len(self.rows) - 1):
            a, b = self.rows[r], self.rows[r + 1]
            cells = [
                list(map(list, zip(starts[a:b], ends[a:b])))
                for starts, ends in zip(self.starts, self.ends)
            ]
            held = [list(column) for column in zip(*cells)] if cells else [[]] * (b - a)
            yield {"row": r, "columns": held}

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict for each column: the text of each witness, None where it is not extant."""
        number, passage = columns(("column", "passage"), self.sigla)
        names = self.passage_names()
        bounds = list(self.rows)
        return [
            {
                number: column.number,
                passage: names[bisect_right(bounds, column.number) - 1],
                **column.to_rows()[0],
            }
            for column in self
        ]

    def passage_names(self) -> list[str]:
        """For each row, the id of the passage in the first witness that has text there."""
        names = []
        for r in range(len(self.rows) - 1):
            name = ""
            for w, witness in enumerate(self.witnesses):
                row = range(self.rows[r], self.rows[r + 1])
                first = next((c for c in row if self.ends[w][c] > self.starts[w][c]), None)
                if first is not None and witness.passages:
                    name = witness.passages[witness.passage_at(self.starts[w][first])].id
                    break
            names.append(name)
        return names

    @property
    def sigla(self) -> tuple[str, ...]:
        return tuple(w.siglum for w in self.witnesses)

    def index(self, siglum: str) -> int:
        """The position of a witness; raises `UnknownName`, which is a `KeyError` too."""
        for i, witness in enumerate(self.witnesses):
            if witness.siglum == siglum:
                return i
        raise unknown(siglum, self.sigla, "siglum")

    def cell(self, w: int, c: int) -> range:
        """The tokens of witness w in column c; empty for an omission and for a lacuna."""
        return range(self.starts[w][c], self.ends[w][c])

    def lacunose(self, w: int, c: int) -> bool:
        """Is witness w not extant in column c?"""
        ranges = self.lacunae[w]
        i = bisect_right(ranges, (c, len(self) + 1)) - 1
        return i >= 0 and ranges[i][0] <= c < ranges[i][1]

    def reading_order(self, w: int) -> Iterator[int]:
        """The columns in which witness w has tokens, in the order of its own text."""
        filled = (c for c in range(len(self)) if self.ends[w][c] > self.starts[w][c])
        if self.straight:
            return filled
        return iter(sorted(filled, key=lambda c: self.starts[w][c]))

    def row(self, siglum: str) -> Iterator[Token]:
        """Every token of a witness, read off the table in the witness's own order."""
        w = self.index(siglum)
        tokens = self.witnesses[w].tokens
        for c in self.reading_order(w):
            for i in self.cell(w, c):
                yield tokens[i]


def blocks(held: Sequence[Block]) -> dict[str, list[int]]:
    """Blocks as the JSON output holds them."""
    return {b.siglum: [b.start, b.end] for b in held}
