"""Tables of texts: a column for each witness and a row for each passage, or a line for each.

A wide table says which passages correspond, so its rows are an alignment; one with a
`column` column (as our writer makes it) is a collation. An empty cell is an omission, `[lac]` is
not extant. An apostrophe before what a spreadsheet would run is a guard, not text.
"""

from __future__ import annotations

import csv
import io
from array import array
from dataclasses import dataclass, field

from ..errors import ReadError
from ..model import Collation, Row, Source, Synopsis, Witness
from ..text.build import witness_from_text
from ..text.encoding import decode
from ._options import Options

LACUNA = "[lac]"
_FORMULA = tuple("=+-@\t\r")
_PLACES = frozenset("passage column row id line n note comment segment".split())
_LIMIT = 256 * 1024 * 1024  # characters in one cell


def read_table(data: bytes, *, name: str, options: Options, delimiter: str, reader: str) -> Source:
    """Read a table; raises `ReadError` with file, line and remedy."""
    text = decode(data, name=name, encoding=options.encoding)
    rows = _rows(text, name, delimiter)
    if not rows:
        return Source((), reader=reader)
    head = [title.strip() for title in rows[0][1]]
    if len(set(head)) < len(head) or "" in head:
        raise ReadError(
            "two columns have the same name, or one has none",
            source=name,
            line=1,
            hint="the first line names each witness once",
        )
    lower = [title.lower() for title in head]
    if {"reading", "witness"} <= set(lower) and "text" not in lower:
        raise ReadError(
            "a list of readings: the text between them is missing",
            source=name,
            line=1,
            hint="give the whole table (shape wide, or columns column, witness, text)",
        )
    if "witness" in lower and "text" in lower:
        grid = _from_long(rows[1:], lower)
    else:
        grid = _from_wide(rows[1:], head, name)
    if not grid.sigla:
        raise ReadError(
            "no column holds a witness",
            source=name,
            line=1,
            hint="name a column for each witness, or columns passage, witness, text",
        )
    return grid.source(options, reader)


def _rows(text: str, name: str, delimiter: str) -> list[tuple[int, list[str]]]:
    csv.field_size_limit(_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        line = 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(
            f"no table: {error}",
            source=name,
            line=reader.line_num,
            hint="put cells with quotes or line ends in double quotes",
        ) from error
    return rows


@dataclass(slots=True)
class _Grid:
    """Places in order, and for each witness its cell there."""

    sigla: list[str]
    places: list[tuple[str, int]] = field(default_factory=list)  # passage id, source line
    cells: list[dict[str, str]] = field(default_factory=list)
    fine: bool = False  # the rows are columns of a collation
    aligned: bool = True

    def source(self, options: Options, reader: str) -> Source:
        if options.siglum and len(self.sigla) == 1:
            for cell in self.cells:
                if self.sigla[0] in cell:
                    cell[options.siglum] = cell.pop(self.sigla[0])
            self.sigla = [options.siglum]
        witnesses = tuple(self._witness(siglum, options) for siglum in self.sigla)
        if self.fine:
            return Source(witnesses, collation=self._collation(witnesses), reader=reader)
        synopsis = self._synopsis(witnesses) if self.aligned and len(witnesses) > 1 else None
        return Source(witnesses, synopsis=synopsis, reader=reader)

    def _witness(self, siglum: str, options: Options) -> Witness:
        parts: list[str] = []
        bounds: list[tuple[int, int]] = []
        ids: list[str] = []
        lines: list[int] = []
        gaps: list[tuple[int, str, str]] = []
        at = 0
        for (id, line), cells in zip(self.places, self.cells):
            cell = cells.get(siglum, "")
            if cell == LACUNA:
                gaps.append((at, "not extant", ""))
            if not cell or cell == LACUNA:
                continue
            glue = ""
            if parts:
                glue = " " if self.fine and ids[-1] == id else "\n"
            start = at + len(glue)
            parts += [glue, cell]
            at = start + len(cell)
            if self.fine and ids and ids[-1] == id:
                bounds[-1] = (bounds[-1][0], at)
            else:
                bounds.append((start, at))
                ids.append(id)
                lines.append(line)
        return witness_from_text(
            siglum, "".join(parts), normal=options.normal, bounds=bounds, ids=ids, lines=lines,
            gaps=gaps, language=options.language,
        )  # fmt: skip

    def _synopsis(self, witnesses: tuple[Witness, ...]) -> Synopsis:
        taken = [0] * len(witnesses)
        rows = []
        for cells in self.cells:
            passages = []
            for w, siglum in enumerate(self.sigla):
                has = cells.get(siglum, "") not in ("", LACUNA)
                passages.append(range(taken[w], taken[w] + has))
                taken[w] += has
            rows.append(Row(tuple(passages)))
        return Synopsis(witnesses, tuple(rows))

    def _collation(self, witnesses: tuple[Witness, ...]) -> Collation:
        starts, ends, lacunae = [], [], []
        for witness in witnesses:
            first, last, lost = self._columns(witness)
            starts.append(first)
            ends.append(last)
            lacunae.append(lost)
        borders = [
            c for c, place in enumerate(self.places) if c and place[0] != self.places[c - 1][0]
        ]
        rows = array("i", [0, *borders, len(self.places)])
        return Collation(witnesses, tuple(starts), tuple(ends), rows, tuple(lacunae))

    def _columns(
        self, witness: Witness
    ) -> tuple[array[int], array[int], tuple[tuple[int, int], ...]]:
        """Which tokens stand in each column: those that begin within its cell."""
        first, last = array("i"), array("i")
        lost: list[tuple[int, int]] = []
        token, offset = 0, 0
        for c, cells in enumerate(self.cells):
            cell = cells.get(witness.siglum, "")
            first.append(token)
            if cell == LACUNA:
                lost.append((c, c + 1))
            elif cell:
                offset = witness.text.index(cell, offset) + len(cell)
                while token < len(witness) and witness.starts[token] < offset:
                    token += 1
            last.append(token)
        return first, last, tuple(_joined(lost))


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _from_wide(rows: list[tuple[int, list[str]]], head: list[str], name: str) -> _Grid:
    lower = [title.lower() for title in head]
    sigla = [title for title in head if title.lower() not in _PLACES]
    grid = _Grid(sigla, fine="column" in lower)
    key = next((lower.index(k) for k in ("passage", "id", "segment", "n") if k in lower), None)
    for number, (line, cells) in enumerate(rows, 1):
        if len(cells) > len(head):
            raise ReadError(
                f"{len(cells)} cells under {len(head)} names",
                source=name,
                line=line,
                hint="put cells with the separator in double quotes",
            )
        padded = dict(zip(head, [_unguarded(c) for c in cells] + [""] * len(head)))
        id = cells[key].strip() if key is not None and key < len(cells) else ""
        grid.places.append((id or ("" if grid.fine else f"p{number}"), line))
        grid.cells.append({s: padded[s] if grid.fine else padded[s].strip() for s in sigla})
    return grid


def _from_long(rows: list[tuple[int, list[str]]], head: list[str]) -> _Grid:
    sigla: dict[str, None] = {}
    grid = _Grid([], fine="column" in head, aligned="passage" in head)
    index: dict[tuple[str, str], int] = {}
    for number, (line, cells) in enumerate(rows, 1):
        given = dict(zip(head, [*cells, *[""] * len(head)]))
        siglum = given["witness"].strip()
        id = given.get("passage", "").strip() or (f"p{number}" if not grid.aligned else "")
        key = (given.get("column", "").strip(), id)
        if not siglum:
            continue
        sigla.setdefault(siglum)
        if key not in index:
            index[key] = len(grid.places)
            grid.places.append((id, line))
            grid.cells.append({})
        lost = given.get("extant", "").strip().lower() == "no"
        text = LACUNA if lost else _unguarded(given["text"]).strip()
        place = grid.cells[index[key]]
        place[siglum] = " ".join(filter(None, (place.get(siglum, ""), text)))
    grid.sigla = list(sigla)
    return grid


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running the cell."""
    if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA):
        return cell[1:]
    return cell
