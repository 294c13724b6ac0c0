"""Where a text lacks a stretch that begins as what follows it, or ends as what goes before.

`quod non est inconveniens quin peccaverit, quod non est inconveniens dicere` against `quod non est
inconveniens dicere`: the words that are there could be the first or the second ones, and stand well
anywhere between. Editors let the omission begin after a mark or at the end of a passage where that
can be, else as late as it can (the scribe's eye leapt from the first to the second): so the same
holds wherever the fixed points and blocks of the aligner happened to fall.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

LONG = 3  # words of a gap from which it is moved: a doubled word is left to the aligner


class Text(Protocol):
    """What is asked of a text: its forms, and the boundaries that no token may pass."""

    @property
    def ids(self) -> Ints: ...
    @property
    def gaps(self) -> tuple[int, ...]: ...
    @property
    def ends(self) -> tuple[int, ...]: ...
    @property
    def weight(self) -> int: ...
    @property
    def cuts(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True)
class _State:
    """One way to place a gap: the columns of some tokens, and the columns it takes."""

    moved: tuple[tuple[int, int], ...]  # token, its column
    start: int
    end: int


def slid(texts: Sequence[Text], columns: Sequence[Ints], width: int, words: Ints) -> list[Ints]:
    """The column of each token of each text, each gap where an editor lets it begin.

    `words[f]` says whether form f is a word, else it is a mark. What a text agrees with is never
    less than before. What others have decides, as it stood before anything was moved: the order of
    texts plays no part.
    """
    import numpy as np

    if len(texts) < 2 or not width:
        return list(columns)
    held = np.full((len(texts), width), -1, dtype=np.int32)
    for own, text, at in zip(held, texts, columns, strict=True):
        own[at] = text.ids
    table = _Table(held, np.array([t.weight for t in texts]), _borders(texts, columns, held, words))
    return [_slid(text, at, t, table) for t, (text, at) in enumerate(zip(texts, columns))]


def _borders(
    texts: Sequence[Text], columns: Sequence[Ints], held: Ints, words: Ints
) -> tuple[Ints, Ints]:
    """For each column whether it holds marks; and whether a passage of anybody ends in it."""
    import numpy as np

    marks = np.all((held < 0) | ~words[held], axis=0)
    ends = np.zeros(held.shape[1], dtype=bool)
    for text, at in zip(texts, columns):
        ends[at[list(text.ends)]] = True
    return marks, ends


@dataclass(frozen=True, slots=True)
class _Table:
    held: Ints  # the form of each text in each column, -1 for none
    weights: Ints
    borders: tuple[Ints, Ints]

    def agreeing(self, t: int, c: int, form: int) -> int:
        """How many others have a form in a column."""
        same = self.held[:, c] == form
        same[t] = False
        return int(self.weights[same].sum())

    def is_as_good(self, t: int, form: int, before: int, after: int) -> bool:
        """Does a token find as many others that have it in another column, and leaves no variant?

        Who has nothing in the other column is not asked: he may move as well.
        """
        import numpy as np

        filled = self.held[:, before] >= 0
        here, there = self.held[:, before] == form, self.held[:, after] == form
        if np.any(filled & ~here):
            return False
        here &= self.held[:, after] >= 0
        here[t] = there[t] = False
        new = int(self.weights[there].sum())
        return new > 0 and new >= int(self.weights[here].sum())

    def is_mark(self, c: int) -> bool:
        return bool(self.borders[0][c])

    def rank(self, state: _State) -> tuple[int, bool]:
        """How well a gap begins and ends at marks or the ends of passages."""
        marks, ends = self.borders
        width = len(marks)
        a, b = state.start, state.end
        starts = a == 0 or bool(marks[a] or marks[a - 1] or ends[a - 1])
        stops = b == width or bool(marks[b] or marks[b - 1] or ends[b - 1])
        return starts + stops, starts


def _slid(text: Text, at: Ints, t: int, table: _Table) -> Ints:
    """The columns of one text's tokens."""
    import numpy as np

    if len(at) < 2 or np.any(np.diff(at) <= 0):
        return at
    fixed = {*text.gaps, *text.cuts}
    found = at.copy()
    for i in _candidates(text, at, table).tolist():
        states = [*_leftwards(text, found, i, t, table, fixed)][::-1]
        now = len(states)
        states += [_State((), int(found[i]) + 1, int(found[i + 1]))]
        states += _rightwards(text, found, i, t, table, fixed)
        for token, column in states[_chosen(states, now, table)].moved:
            found[token] = column
    return found


def _chosen(states: Sequence[_State], now: int, table: _Table) -> int:
    """The best way: one that agrees with marks; the present one unless it stands amid others."""
    ranks = [table.rank(state) for state in states]
    best = [n for n, rank in enumerate(ranks) if rank == max(ranks)]
    return now if now in (best[0], best[-1]) else best[-1]


def _candidates(text: Text, at: Ints, table: _Table) -> Ints:
    """The tokens before a gap of which one side may move into it."""
    import numpy as np

    before = np.flatnonzero(np.diff(at) > 1)
    words = np.concatenate(([0], np.cumsum(~table.borders[0])))
    before = before[words[at[before + 1]] - words[at[before] + 1] >= LONG]
    starts, stops = at[before] + 1, at[before + 1] - 1
    marks = table.borders[0]
    right = np.any(table.held[:, starts] == text.ids[before + 1], axis=0) | marks[starts]
    left = np.any(table.held[:, stops] == text.ids[before], axis=0) | marks[stops]
    found: Ints = before[right | left]
    return found


def _rightwards(
    text: Text, at: Ints, i: int, t: int, table: _Table, fixed: set[int]
) -> Iterator[_State]:
    """The gap after token i, as more and more of the tokens behind it move before it."""
    moved: list[tuple[int, int]] = []
    column = int(at[i]) + 1
    for j in range(i + 1, len(at)):
        form, here = int(text.ids[j]), int(at[j])
        while column < here and table.is_mark(column) and not table.agreeing(t, column, form):
            column += 1
        if j in fixed or column >= here or not table.is_as_good(t, form, here, column):
            return
        moved.append((j, column))
        column += 1
        if j + 1 < len(at):
            yield _State(tuple(moved), column, int(at[j + 1]))


def _leftwards(
    text: Text, at: Ints, i: int, t: int, table: _Table, fixed: set[int]
) -> Iterator[_State]:
    """The gap after token i, as more and more of the tokens before it move behind it."""
    moved: list[tuple[int, int]] = []
    column = int(at[i + 1]) - 1
    for j in range(i, -1, -1):
        form, here = int(text.ids[j]), int(at[j])
        while column > here and table.is_mark(column) and not table.agreeing(t, column, form):
            column -= 1
        if j + 1 in fixed or column <= here or not table.is_as_good(t, form, here, column):
            return
        moved.append((j, column))
        if j:
            yield _State(tuple(moved), int(at[j - 1]) + 1, column)
        column -= 1
