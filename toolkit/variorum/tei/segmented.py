"""The table that an apparatus holds: a column for each `app`, and the agreed text between them.

Every witness is read in one pass that notes where each `app` begins and ends in its text; words
between belong to all. Where agreed text is one word for word, each word is a column of its own.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..model import Collation, Witness
from ..text import xml
from ..text.flow import Flow
from .readings import in_place, is_lacunose, is_whole, reading
from .text import Walk, Wanted


class Recorder(Walk):
    """Reads one witness and notes the characters that each outermost `app` gives it."""

    def __init__(self, wanted: Wanted, ids: dict[Any, str]) -> None:
        super().__init__(wanted, ids)
        self.found: dict[Any, tuple[int, int, bool]] = {}  # app -> start, end, lacunose
        self._inside = False

    def _apparatus(self, app: Any) -> bool:
        if self._inside or not in_place(app) or not (self.reads or self.off):
            return super()._apparatus(app)
        start = self.flow.length
        part = reading(app, self.wanted.siglum, self.wanted.known)
        lost = (part is None and not is_whole(app)) or (part is not None and is_lacunose(part))
        gone = lost or self.off
        entered = super()._apparatus(app)
        if not entered:
            self.found[app] = (start, start, gone)
            return False
        self._inside = True
        before = self.closing.get(app)

        def end() -> None:
            if before:
                before()
            self._inside = False
            empty = lost or self.flow.length == start  # a gap alone may have written a blank
            self.found[app] = (start, self.flow.length, gone and empty)

        self.closing[app] = end
        return True


def recorded(
    text: Any, wanted: Wanted, ids: dict[Any, str]
) -> tuple[Flow, dict[Any, tuple[int, int, bool]]]:
    """The running text of a witness and where each `app` stands in it."""
    walk = Recorder(wanted, ids)
    return walk.run(text), walk.found


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch that answers itself in all witnesses: where it ends in each, who lacks it."""

    ends: tuple[int, ...]  # character offset in each witness; it begins where the last ended
    lacunose: tuple[bool, ...]
    agreed: bool  # text between units: the same words in every extant witness


def segments(
    text: Any, lengths: Sequence[int], founds: Sequence[dict[Any, tuple[int, int, bool]]]
) -> tuple[list[Segment], list[Any]]:
    """The segments of a text: in turn, agreed text and one `app`; and those `app`s."""
    shared = [
        app
        for app in text.iter("app", f"{{{xml.TEI}}}app")
        if all(app in found for found in founds)
    ]
    made: list[Segment] = []
    nobody = (False,) * len(lengths)
    for app in shared:
        made.append(Segment(tuple(found[app][0] for found in founds), nobody, True))
        gone = tuple(found[app][2] for found in founds)
        made.append(Segment(tuple(found[app][1] for found in founds), gone, False))
    return [*made, Segment(tuple(lengths), nobody, True)], shared


def tabulate(
    witnesses: tuple[Witness, ...], parts: Sequence[Segment]
) -> tuple[Collation, list[int]]:
    """The collation whose columns are the segments, agreed ones word by word; and which columns
    are those of the segments that vary."""
    columns: list[list[tuple[int, int]]] = []
    gone: list[list[bool]] = []
    positions = [0] * len(witnesses)
    last = (0,) * len(witnesses)
    varying: list[int] = []
    for part in parts:
        ends = [
            max(bisect_left(w.starts, stop), start)
            for w, stop, start in zip(witnesses, part.ends, positions)
        ]
        if part is parts[-1]:
            ends = [len(w) for w in witnesses]
        cells = list(zip(positions, ends))
        split = _word_by_word(witnesses, cells) if part.agreed else [cells]
        silent = tuple(
            _silent(w, before, stop) for w, before, stop in zip(witnesses, last, part.ends)
        )
        last = part.ends
        if not part.agreed:
            varying.append(len(columns))
        for column in split:
            columns.append(column)
            gone.append(list(silent if part.agreed else part.lacunose))
        positions = ends
    table = Collation(
        witnesses=witnesses,
        starts=tuple(array("i", (c[w][0] for c in columns)) for w in range(len(witnesses))),
        ends=tuple(array("i", (c[w][1] for c in columns)) for w in range(len(witnesses))),
        rows=_rows(witnesses, columns),
        lacunae=tuple(_ranges([g[w] for g in gone]) for w in range(len(witnesses))),
    )
    return table, varying


def _silent(witness: Witness, start: int, end: int) -> bool:
    """Nothing is written here? A word that began in the segment before is something."""
    return not witness.text[start:end].strip()


def _word_by_word(
    witnesses: tuple[Witness, ...], cells: list[tuple[int, int]]
) -> list[list[tuple[int, int]]]:
    """A column for each word where all who have the text have the same words; else one column."""
    words = {
        tuple(w.text[w.starts[i] : w.ends[i]] for i in range(a, b))
        for w, (a, b) in zip(witnesses, cells)
        if b > a
    }
    if not words:
        return []
    if len(words) > 1:
        return [cells]
    length = len(next(iter(words)))
    return [[(a + k, a + k + 1) if b > a else (a, a) for a, b in cells] for k in range(length)]


def _rows(witnesses: tuple[Witness, ...], columns: list[list[tuple[int, int]]]) -> array[int]:
    """A row begins where the first witness that has the column begins a passage.

    A passage that another witness has begun already, with words the first one lacks, is not a new
    one.
    """
    firsts = [{p.start: p.id for p in w.passages} for w in witnesses]
    bounds = [0]
    begun = (-1, "")
    for c, column in enumerate(columns):
        own = next((w for w, (a, b) in enumerate(column) if b > a), None)
        if own is None or (passage := firsts[own].get(column[own][0])) is None:
            continue
        if c and (own == begun[0] or passage != begun[1]):
            bounds.append(c)
        begun = own, passage
    return array("i", [*bounds, len(columns)] if columns else [0, 0])


def _ranges(flags: list[bool]) -> tuple[tuple[int, int], ...]:
    """Column ranges where a flag is set."""
    found: list[tuple[int, int]] = []
    for c, flag in enumerate(flags):
        if flag and found and found[-1][1] == c:
            found[-1] = (found[-1][0], c + 1)
        elif flag:
            found.append((c, c + 1))
    return tuple(found)
