"""An alignment as a table that a person can correct, and back in, obeyed exactly.

One line for each row: its number, confidence, whether it is moved, and for each version the numbers
of its passages (`3`, `3-4`, empty where it has none) with their text. The numbers rule; the text is
there to be read, and is held to the numbers so that a half-made correction is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..errors import ReadError
from ..model import Row, Signature, Synopsis, Witness
from ..text.spans import printed
from .rising import rising

_BRACKETS = str.maketrans("", "", "[]")
FIXED = ("row", "confidence", "moved")


def to_table(synopsis: Synopsis) -> Iterator[list[str]]:
    """Header and one line for each row."""
    yield [*FIXED, *(name for s in synopsis.sigla for name in (s, f"{s} text"))]
    for number, row in enumerate(synopsis.rows, 1):
        cells = [str(number), f"{row.confidence:.3f}", "moved" if row.moved else ""]
        for w, run in enumerate(row.passages):
            cells += [numbers(run), text(synopsis.witnesses[w], run)]
        yield cells


def numbers(run: range) -> str:
    """A run of passages as numbers from 1.

    >>> numbers(range(2, 4)), numbers(range(4, 5)), numbers(range(0))
    ('3-4', '5', '')
    """
    if not run:
        return ""
    return str(run.start + 1) if len(run) == 1 else f"{run.start + 1}-{run.stop}"


def text(witness: Witness, run: range) -> str:
    """The text of a run of passages on one line, with the brackets that print has."""
    if not run:
        return ""
    first, last = witness.passages[run.start].start, witness.passages[run.stop - 1].end
    if last <= first:
        return ""
    found = printed(witness.text, witness.spans, witness.starts[first], witness.ends[last - 1])
    return " ".join(found.split())


def from_table(
    lines: Sequence[Sequence[str]], witnesses: Sequence[Witness], *, name: str = ""
) -> Synopsis:
    """The rows that a table states; raises `ReadError` naming the line that cannot be obeyed.

    Every passage of every witness must stand in exactly one row, and the passages of one cell
    must follow each other. The order of the lines is the order of the rows.
    """
    if not lines:
        raise ReadError("the alignment is empty", source=name, hint="write it with variorum align")
    header = [cell.strip() for cell in lines[0]]
    columns = [_column(header, w.siglum, name) for w in witnesses]
    seen: list[set[int]] = [set() for _ in witnesses]
    rows: list[Row] = []
    for line_number, line in enumerate(lines[1:], 2):
        cells = [*line, *[""] * (len(header) - len(line))]
        if not any(cell.strip() for cell in cells):
            continue
        runs = tuple(
            _run(cells, column, witness, seen[w], name, line_number)
            for w, (witness, column) in enumerate(zip(witnesses, columns))
        )
        rows.append(Row(runs))
    for w, witness in enumerate(witnesses):
        lost = sorted(set(range(len(witness.passages))) - seen[w])
        if lost:
            raise ReadError(
                f"passage {lost[0] + 1} of {witness.siglum} stands in no row",
                source=name,
                hint="give it a row of its own, or add its number to one",
            )
    signature = Signature().adding(passages="by-hand")
    return Synopsis(tuple(witnesses), tuple(marked(rows, len(witnesses))), signature)


def _column(header: list[str], siglum: str, name: str) -> int:
    if siglum not in header:
        raise ReadError(
            f"the column {siglum!r} is missing",
            source=name,
            line=1,
            hint="keep the header as it was written",
        )
    return header.index(siglum)


def _run(
    cells: Sequence[str], column: int, witness: Witness, seen: set[int], name: str, line: int
) -> range:
    """The passages that a cell names, held to what was named before and to the text."""
    run = _parse(cells[column], witness.siglum, name, line)
    if run.stop > len(witness.passages):
        raise ReadError(
            f"{witness.siglum} has {len(witness.passages)} passages, not {run.stop}",
            source=name,
            line=line,
            hint="use the same files and the same unit as when it was written",
        )
    twice = seen.intersection(run)
    if twice:
        raise ReadError(
            f"passage {min(twice) + 1} of {witness.siglum} stands in two rows",
            source=name,
            line=line,
            hint="take it out of one",
        )
    seen.update(run)
    shown = " ".join(cells[column + 1].split()) if column + 1 < len(cells) else ""
    # Tables of earlier versions have the text without the brackets of print.
    if shown and shown.translate(_BRACKETS) != text(witness, run).translate(_BRACKETS):
        raise ReadError(
            f"the text of {witness.siglum} is not that of its passages {cells[column] or '(none)'}",
            source=name,
            line=line,
            hint="use the unit it was written with, or move the number together with its text",
        )
    return run


def _parse(cell: str, siglum: str, name: str, line: int) -> range:
    """`3`, `3-4`, `3,4` or nothing; a spreadsheet may have made `3.0` of it."""
    found = [int(n) for n in re.findall(r"\d+", re.sub(r"(\d)\.0\b", r"\1", cell))]
    if not found:
        return range(0)
    first, last = found[0], found[-1]
    listed = "-" not in cell and "–" not in cell
    if first < 1 or last < first or (listed and found != list(range(first, last + 1))):
        raise ReadError(
            f"{cell!r} is not a range of passages of {siglum}",
            source=name,
            line=line,
            hint="write 3, or 3-5 for passages that follow each other",
        )
    return range(first - 1, last)


def marked(rows: Sequence[Row], count: int) -> Iterator[Row]:
    """The rows, with those marked as moved that are out of order for some witness."""
    moved = {r for w in range(count) for r in _out_of_order([x.passages[w] for x in rows])}
    for number, row in enumerate(rows):
        yield Row(row.passages, 1.0, number in moved)


def _out_of_order(runs: Sequence[range]) -> set[int]:
    """The fewest rows without which one witness's passages rise; of two that differ, the later."""
    filled = [n for n, run in enumerate(runs) if run]
    kept = rising([runs[n].start for n in filled])
    return {n for place, n in enumerate(filled) if place not in kept}
