"""Words that a person puts together or apart: the table is changed around them, nowhere else.

The words of a witness are taken out of a window and put back in the order of its text, by dynamic
programming: with equal words where they can be, else where they stood, and as was decided in any
case. A window reaches from the words in question to the next column on either side in which all
who have words there agree. Nothing outside of it moves, so that a decision can be made and taken
back without the collation being made anew, and is obeyed or refused by name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..model import Block, Collation, Transposition
from . import table as tables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

REACH = 30  # columns beyond the words in question
WIDEST = 2_000  # columns from one of them to the other
KEPT, EQUAL, HELD = 1, 6, 10_000  # a word where it stood; beside equal words; as was decided

Token = tuple[int, int]  # witness, token
AGAINST = "the order of the words, or other words that were put together, do not let it"

_Column = dict[int, int]  # witness: its token


@dataclass(frozen=True, slots=True)
class Wish:
    """Tokens of different witnesses that share a column, or two that do not."""

    tokens: tuple[Token, ...]
    together: bool = True


@dataclass(slots=True)
class _Window:
    """Columns `start:end` of a table, and the wishes about the words in them."""

    start: int
    end: int
    wishes: list[int]
    columns: list[_Column] = field(default_factory=list)


def shifted(table: Collation, wishes: Sequence[Wish]) -> tuple[Collation, dict[int, str]]:
    """The table as was wished, and for each wish that it cannot meet, by number, why.

    Earlier wishes outrank later ones. The table must have one token in a cell at most.
    """
    work = _Table(table)
    refused: dict[int, str] = {}
    windows: list[_Window] = []
    for number, wish in enumerate(wishes):
        found = work.window(wish)
        if not isinstance(found, str):
            windows.append(_Window(*found, [number]))
        elif found:
            refused[number] = found
    merged = _merged(windows)
    for window in merged:
        window.columns = work.columns(window.start, window.end)
        _fulfil(window, wishes, work, refused)
    return work.spliced(merged), refused


def _merged(windows: Iterable[_Window]) -> list[_Window]:
    """The windows from left to right; those that overlap are one."""
    found: list[_Window] = []
    for window in sorted(windows, key=lambda w: (w.start, w.end)):
        if found and window.start < found[-1].end:
            found[-1].end = max(found[-1].end, window.end)
            found[-1].wishes += window.wishes
        else:
            found.append(window)
    for window in found:
        window.wishes.sort()
    return found


class _Table:
    """A table, and where each token stands in it."""

    def __init__(self, table: Collation) -> None:
        self.table = table
        self.width = len(table)
        self.starts = [list(own) for own in table.starts]
        self.ends = [list(own) for own in table.ends]
        self.stream = not table.signature.get("passages")  # its rows are made of its columns
        self._rows = [0, self.width] if self.stream else list(table.rows)
        # Who is moved first the words decide, never a siglum or the order of the witnesses.
        texts = sorted((w.text, w.siglum, n) for n, w in enumerate(table.witnesses))
        self.rank = {n: place for place, (_, _, n) in enumerate(texts)}
        self._column_of: dict[int, Ints] = {}

    def form(self, token: Token) -> str:
        w, i = token
        witness = self.table.witnesses[w]
        return witness.forms[witness.ids[i]]

    def column_of(self, w: int) -> Ints:
        """The column of each token of a witness."""
        if w not in self._column_of:
            self._column_of[w] = tables.token_columns(
                self.starts[w], self.ends[w], len(self.table.witnesses[w])
            )
        return self._column_of[w]

    def columns(self, start: int, end: int) -> list[_Column]:
        """Some columns, each with the witnesses that have a word in it."""
        held = list(zip(self.starts, self.ends, strict=True))
        return [
            {w: s[c] for w, (s, e) in enumerate(held) if e[c] > s[c]} for c in range(start, end)
        ]

    def window(self, wish: Wish) -> tuple[int, int] | str:
        """The columns in which a wish may change something; why it cannot be met; "" if it is."""
        own = [int(self.column_of(w)[i]) for w, i in wish.tokens]
        first, last = min(own), max(own)
        row = bisect_right(self._rows, first) - 1
        low, high = self._rows[row], self._rows[row + 1]
        if last >= high and wish.together:
            return "their passages are in different rows; put those together first"
        if last >= high:
            return ""
        if last - first > WIDEST:
            return f"they stand {last - first} columns apart"
        members = frozenset(w for w, _ in wish.tokens)
        start, end = first, last + 1
        while start > max(low, first - REACH) and not self._agrees(start - 1, members):
            start -= 1
        while end < min(high, last + 1 + REACH) and not self._agrees(end, members):
            end += 1
        return start, end

    def _agrees(self, column: int, members: frozenset[int]) -> bool:
        """Have these witnesses, and all others that have words in a column, the same there?"""
        forms = set()
        for w, (starts, ends) in enumerate(zip(self.starts, self.ends, strict=True)):
            if ends[column] > starts[column]:
                forms.add(self.form((w, starts[column])))
            elif w in members:
                return False
            if len(forms) > 1:
                return False
        return bool(forms)

    def spliced(self, windows: Sequence[_Window]) -> Collation:
        """The table with the windows as they are now."""
        if not windows:
            return self.table
        shift = _Shift(windows, self.width)
        columns = []
        for w in range(len(self.table.witnesses)):
            own = shift.after(self.column_of(w))
            for window in windows:
                at = shift.start(window)
                for c, column in enumerate(window.columns):
                    if w in column:
                        own[column[w]] = at + c
            columns.append(own)
        return self._made(columns, shift)

    def _made(self, columns: list[Ints], shift: _Shift) -> Collation:
        table = self.table
        cells = [tables.cells(own, shift.width) for own in columns]
        starts, ends = [a for a, _ in cells], [b for _, b in cells]
        import numpy as np

        rows = (
            tables.row_bounds(table.witnesses, starts, shift.width)
            if self.stream
            else np.array([shift.border(c) for c in self._rows], dtype=np.int64)
        )
        return replace(
            table,
            starts=tuple(map(tables.as_array, starts)),
            ends=tuple(map(tables.as_array, ends)),
            rows=tables.as_array(rows),
            lacunae=tuple(
                tuple(tables.lacuna_ranges(w, a, b))
                for w, a, b in zip(table.witnesses, starts, ends, strict=True)
            ),
            ties=tuple(
                replace(tie, start=shift.border(tie.start), end=shift.border(tie.end))
                for tie in table.ties
                if not shift.touches(tie.start, tie.end)
            ),
            transpositions=_still_moved(table, columns),
            straight=all(map(tables.rising, columns)),
        )


class _Shift:
    """Where columns are once windows have grown or shrunk."""

    def __init__(self, windows: Sequence[_Window], width: int) -> None:
        import numpy as np

        self._windows = windows
        self._stops = np.array([w.end for w in windows], dtype=np.int64)
        grown = [len(w.columns) - (w.end - w.start) for w in windows]
        self._grown = np.concatenate([[0], np.cumsum(np.array(grown, dtype=np.int64))])
        self.width = width + int(self._grown[-1])

    def after(self, columns: Ints) -> Ints:
        """The new numbers of columns outside of the windows."""
        import numpy as np

        found: Ints = columns + self._grown[np.searchsorted(self._stops, columns, side="right")]
        return found

    def border(self, column: int) -> int:
        """The new number of a border that lies inside no window."""
        return column + int(self._grown[bisect_right(self._stops, column)])

    def start(self, window: _Window) -> int:
        return window.start + int(self._grown[bisect_right(self._stops, window.start)])

    def touches(self, start: int, end: int) -> bool:
        at = bisect_right(self._stops, start)
        return at < len(self._windows) and self._windows[at].start < end


def _still_moved(table: Collation, columns: Sequence[Ints]) -> tuple[Transposition, ...]:
    """The transpositions whose places are still two."""

    def places(blocks: Sequence[Block]) -> set[int]:
        return {int(columns[table.index(b.siglum)][b.start]) for b in blocks}

    return tuple(t for t in table.transpositions if places(t.here).isdisjoint(places(t.there)))


def _fulfil(window: _Window, wishes: Sequence[Wish], work: _Table, refused: dict[int, str]) -> None:
    """Meet the wishes of a window one after the other; one that cannot be met leaves no trace."""
    met: list[Wish] = []
    for number in window.wishes:
        wish = wishes[number]
        if not _is_met(window.columns, wish):
            made = _moved(window.columns, wish, met, work)
            if made is None:
                refused[number] = AGAINST
                continue
            window.columns = made
        met.append(wish)


def _is_met(columns: Sequence[_Column], wish: Wish) -> bool:
    places = [_column(columns, token) for token in wish.tokens]
    return len(set(places)) == 1 if wish.together else len(set(places)) == len(places)


def _column(columns: Sequence[_Column], token: Token) -> int:
    w, i = token
    return next(c for c, column in enumerate(columns) if column.get(w) == i)


def _moved(
    columns: Sequence[_Column], wish: Wish, met: Sequence[Wish], work: _Table
) -> list[_Column] | None:
    """The columns with a wish met: of all ways the one that keeps most; None where none does."""
    best: tuple[int, list[_Column]] | None = None
    for still in _candidates(columns, wish, work):
        made = list(columns)
        score = 0
        for w, _ in sorted(
            (t for t in wish.tokens if t not in still), key=lambda t: work.rank[t[0]]
        ):
            gained, made = _put_back(made, w, [*met, wish], work)
            score += gained
        if all(_is_met(made, one) for one in (*met, wish)) and (best is None or score > best[0]):
            best = score, made
    return best[1] if best else None


def _candidates(columns: Sequence[_Column], wish: Wish, work: _Table) -> list[list[Token]]:
    """Who might stay where he is: those in one column, where most stand first."""
    tokens = sorted(wish.tokens, key=lambda t: (work.form(t), work.rank[t[0]]))
    if not wish.together:
        return [[token] for token in tokens]
    by: dict[int, list[Token]] = {}
    for token in tokens:
        by.setdefault(_column(columns, token), []).append(token)
    return [by[c] for c in sorted(by, key=lambda c: (-len(by[c]), c))]


def _put_back(
    columns: Sequence[_Column], w: int, wishes: Sequence[Wish], work: _Table
) -> tuple[int, list[_Column]]:
    """Take a witness out of some columns and put its words back as well as can be."""
    tokens = [(c, column[w]) for c, column in enumerate(columns) if w in column]
    bare = [{v: i for v, i in column.items() if v != w} for column in columns]
    forms = [[work.form(token) for token in column.items()] for column in bare]
    own = [wish for wish in wishes if any(v == w for v, _ in wish.tokens)]
    gains = [_gains((w, i), was, bare, forms, own, work.form((w, i))) for was, i in tokens]
    path = _path(gains, len(bare))
    score = sum(gains[n][c] for n, c in path)
    return score, [column for column in _laid(w, tokens, bare, dict(path)) if column]


def _gains(
    token: Token, was: int, bare: Sequence[_Column], forms: Sequence[list[str]],
    wishes: Sequence[Wish], form: str,
) -> list[int]:  # fmt: skip
    """What it is worth to put a word into each column; nothing or less where it may not be."""
    found = [
        EQUAL * 2 * own.count(form) // (len(own) or 1) + (KEPT if c == was else 0)
        for c, own in enumerate(forms)
    ]
    for wish in wishes:
        if token in wish.tokens:
            worth = HELD if wish.together else -2 * HELD
            for v, i in wish.tokens:
                for c, column in enumerate(bare):
                    if column.get(v) == i:
                        found[c] += worth
    return found


def _path(gains: Sequence[Sequence[int]], width: int) -> list[tuple[int, int]]:
    """The rising pairs of words and columns that are worth most; equal ones: the leftmost."""
    best = [[0] * (width + 1)]
    for own in gains:
        last, row = best[-1], [0]
        for c in range(width):
            row.append(max(row[c], last[c + 1], last[c] + own[c] if own[c] > 0 else 0))
        best.append(row)
    found, n, c = [], len(gains), width
    while n and c:
        if best[n][c] == best[n][c - 1]:
            c -= 1
        elif best[n][c] == best[n - 1][c]:
            n -= 1
        else:
            n, c = n - 1, c - 1
            found.append((n, c))
    return found[::-1]


def _laid(
    w: int, tokens: Sequence[tuple[int, int]], bare: Sequence[_Column], path: dict[int, int]
) -> list[_Column]:  # fmt: skip
    """The columns with the words of a witness; those that share none stand near where they were."""
    made: list[_Column] = []
    at = 0
    following = [len(bare)] * (len(tokens) + 1)
    for n in range(len(tokens) - 1, -1, -1):
        following[n] = path.get(n, following[n + 1])
    for n, (was, token) in enumerate(tokens):
        stop = path[n] if n in path else min(max(was, at), following[n])
        made += bare[at:stop]
        at = stop
        if n in path:
            made.append({**bare[at], w: token})
            at += 1
        else:
            made.append({w: token})
    return made + list(bare[at:])
