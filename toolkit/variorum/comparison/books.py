"""Word mode: two whole books, word against word, as wdiff does it, in one stream.

A word is what blanks part. Passages, phrases, classes and moves are left to the other views; in
exchange a Bible takes a second. Memory is linear.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .ignoring import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_BATCH = 4_000  # hunks put together at once
_SPACES = (
    *range(0x09, 0x0E), *range(0x1C, 0x21), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B),
    0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
)  # fmt: skip  # what str.split takes for blanks


@dataclass(frozen=True, slots=True)
class Books:
    """Two texts and where they differ: words a0:a1 of the one for words b0:b1 of the other."""

    left: str
    right: str
    words: tuple[int, int]
    common: int
    hunks: Any  # NDArray of shape (hunks, 4): a0, a1, b0, b1
    bounds: tuple[Any, Any, Any, Any]  # starts and ends of the words of both, in characters
    hidden: tuple[tuple[str, int], ...]

    @property
    def different(self) -> bool:
        return len(self.hunks) > 0


def compare_books(left: str, right: str, ignore: frozenset[str] = frozenset()) -> Books:
    """Pair the words of two texts; words that differ in ignored ways only are equal."""
    import numpy as np

    from ..alignment.equal.anchored import partners

    a, b, raw = _numbered(left, right, ignore)
    answer = partners(a, b)
    i = np.flatnonzero(answer >= 0)
    j = answer[i]
    bounds = (*_bounds(left), *_bounds(right))
    tally: Counter[str] = Counter()
    if raw is not None:
        tally += _passed_over(raw, i, j)
    tally["whitespace"] = _spaces(left, right, bounds, i, j)
    hunks, silent = _hunks(i, j, a, b, raw)
    tally["punct" if "punct" in ignore else "brackets"] += silent
    return Books(
        left,
        right,
        (len(a), len(b)),
        len(i),
        hunks,
        bounds,
        tuple((name, int(tally[name])) for name in sorted(tally) if tally[name]),
    )


@dataclass(frozen=True, slots=True)
class _Raw:
    """The words as written, where some differences are ignored."""

    a: Any
    b: Any
    forms: list[str]
    nothing: int  # the number of words that fold to nothing, or -1


def _numbered(left: str, right: str, ignore: frozenset[str]) -> tuple[Ints, Ints, _Raw | None]:
    """The words of both texts as numbers, equal words alike."""
    import numpy as np

    sides = (left.split(), right.split())
    forms = dict.fromkeys(sides[0])
    forms.update(dict.fromkeys(sides[1]))
    number = dict(zip(forms, range(len(forms))))
    a, b = (np.fromiter(map(number.__getitem__, s), np.int64, len(s)) for s in sides)
    if not ignore - {"whitespace", "markup"}:
        return a, b, None
    folded: dict[str, int] = {}
    table = np.array([folded.setdefault(fold(f, ignore), len(folded)) for f in forms], np.int64)
    raw = _Raw(a, b, list(forms), folded.get("", -1))
    return (table[a], table[b], raw) if len(table) else (a, b, raw)


def _bounds(text: str) -> tuple[Ints, Ints]:
    """Where each word begins and ends: the very words of `text.split()`."""
    import numpy as np

    if text.isascii():
        codes: Any = np.frombuffer(text.encode("ascii"), np.uint8)
        table = np.zeros(256, bool)
    else:
        codes = np.minimum(
            np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32), 0x3001
        )
        table = np.zeros(0x3002, bool)
    table[[c for c in _SPACES if c < len(table)]] = True
    if len(table) == 256:
        table[0x80:] = False
    inside = np.zeros(len(codes) + 2, np.int8)
    inside[1:-1] = ~table[codes]
    edges = np.diff(inside)
    return np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)


def _hunks(i: Ints, j: Ints, a: Ints, b: Ints, raw: _Raw | None) -> tuple[Ints, int]:
    """Where neither side is paired; words that fold to nothing are counted and left out."""
    import numpy as np

    starts_a, starts_b = np.append(0, i + 1), np.append(0, j + 1)
    ends_a, ends_b = np.append(i, len(a)), np.append(j, len(b))
    open_ = (starts_a < ends_a) | (starts_b < ends_b)
    hunks = np.stack([starts_a, ends_a, starts_b, ends_b], axis=1)[open_]
    if raw is None or raw.nothing < 0:
        return hunks, 0
    loud_a = np.append(0, np.cumsum(a != raw.nothing))
    loud_b = np.append(0, np.cumsum(b != raw.nothing))
    loud = loud_a[hunks[:, 1]] - loud_a[hunks[:, 0]] + loud_b[hunks[:, 3]] - loud_b[hunks[:, 2]]
    return hunks[loud > 0], int((loud == 0).sum())


def _passed_over(raw: _Raw, i: Ints, j: Ints) -> Counter[str]:
    """What was ignored, by name: each pair of different words once for each place it is met."""
    import numpy as np

    from .ignoring import aspects

    x, y = raw.a[i], raw.b[j]
    other = x != y
    pairs, counts = np.unique(x[other] * len(raw.forms) + y[other], return_counts=True)
    tally: Counter[str] = Counter()
    for pair, count in zip(pairs.tolist(), counts.tolist()):
        left, right = divmod(pair, len(raw.forms))
        for name in aspects(raw.forms[left], raw.forms[right]):
            tally[name] += count
    return tally


def _spaces(left: str, right: str, bounds: tuple[Any, Any, Any, Any], i: Ints, j: Ints) -> int:
    """How often the white space between two equal neighbours is not the same."""
    import numpy as np

    near = np.flatnonzero((np.diff(i) == 1) & (np.diff(j) == 1))
    x, y = i[near], j[near]
    starts_a, ends_a, starts_b, ends_b = bounds
    lengths = starts_a[x + 1] - ends_a[x], starts_b[y + 1] - ends_b[y]
    first = _codes(left)[ends_a[x]], _codes(right)[ends_b[y]]
    differ = (lengths[0] != lengths[1]) | (first[0] != first[1])
    for k in np.flatnonzero(~differ & (lengths[0] > 1)).tolist():  # few: look at them all
        p, q, size = int(ends_a[x[k]]), int(ends_b[y[k]]), int(lengths[0][k])
        differ[k] = left[p : p + size] != right[q : q + size]
    return int(differ.sum())


def _codes(text: str) -> Any:
    import numpy as np

    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def marked_text(books: Books, marks: tuple[str, str, str, str]) -> Iterator[str]:
    """The second text with what differs marked, in pieces; `marks` as `[-`, `-]`, `{+`, `+}`."""
    starts_a, ends_a, starts_b, ends_b = books.bounds
    left, right, at = books.left, books.right, 0
    begin_old, end_old, begin_new, end_new = marks
    for first in range(0, len(books.hunks), _BATCH):
        part = books.hunks[first : first + _BATCH]
        columns = [c.tolist() for c in part.T]
        froms = _clipped(starts_a, part[:, 0]), _clipped(ends_a, part[:, 1] - 1)
        tos = _clipped(starts_b, part[:, 2]), _clipped(ends_b, part[:, 3] - 1)
        out: list[str] = []
        for a0, a1, b0, b1, x, y, u, v in zip(*columns, *froms, *tos):
            place = u if b0 < len(starts_b) else len(right)
            out.append(right[at:place])
            at = place
            if a0 < a1:
                out += (begin_old, left[x:y], end_old)
            if b0 < b1:
                out += (begin_new, right[u:v], end_new)
                at = v
            elif a0 < a1:
                out.append(" " if y < len(left) and b0 < len(starts_b) else "")
        yield "".join(out)
    yield right[at:]


def _clipped(offsets: Any, index: Any) -> list[int]:
    """Offsets by index; an index outside, whose value is not used, gives anything."""
    import numpy as np

    if not len(offsets):
        return [0] * len(index)
    return list(offsets[np.clip(index, 0, len(offsets) - 1)].tolist())
