"""What the witnesses have in columns of a collation: words as written, omissions, lacunae."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from ..model import Block, Collation

Texts = tuple[str | None, ...]  # one a witness: words joined by blanks, "" omitted, None lacunose


def lacunose_over(collation: Collation, w: int, start: int, end: int) -> bool:
    """Is witness w not extant in some of the columns `start:end`?"""
    return any(a < end and start < b for a, b in collation.lacunae[w])


def token_texts(collation: Collation, w: int, start: int, end: int) -> list[str]:
    """The tokens, as written, that witness w has in columns `start:end` of a straight table."""
    block = extent(collation, w, start, end)
    witness = collation.witnesses[w]
    return [witness.text[witness.starts[i] : witness.ends[i]] for i in block]


def extent(collation: Collation, w: int, start: int, end: int) -> range:
    """The tokens that witness w has in columns `start:end`; empty where it has none."""
    starts, ends = collation.starts[w], collation.ends[w]
    filled = [c for c in range(start, end) if ends[c] > starts[c]]
    return range(starts[filled[0]], ends[filled[-1]]) if filled else range(0)


def block(collation: Collation, w: int, start: int, end: int, position: int = 0) -> Block:
    """The same as a `Block`; an empty one stands at `position`."""
    found = extent(collation, w, start, end)
    siglum = collation.witnesses[w].siglum
    return Block(siglum, found.start, found.stop) if found else Block(siglum, position, position)


def reader(collation: Collation) -> Callable[[int], Texts]:
    """A function that gives what each witness has in a column; made once, called often."""
    witnesses = [(w.text, w.starts, w.ends) for w in collation.witnesses]
    cells = list(zip(witnesses, collation.starts, collation.ends, collation.lacunae))

    def texts(c: int) -> Texts:
        found: list[str | None] = []
        for w, ((text, begins, stops), starts, ends, lacunae) in enumerate(cells):
            a, b = starts[c], ends[c]
            if b == a:
                gone = bool(lacunae) and collation.lacunose(w, c)
                found.append(None if gone else "")
            elif b == a + 1:
                found.append(text[begins[a] : stops[a]])
            else:
                found.append(" ".join(text[begins[i] : stops[i]] for i in range(a, b)))
        return tuple(found)

    return texts


def pattern(texts: Texts) -> tuple[int, ...]:
    """Who agrees with whom: equal numbers are equal texts, -1 is lacunose.

    >>> pattern(("the", "a", "the", None))
    (0, 1, 0, -1)
    """
    known: dict[str, int] = {}
    return tuple(-1 if text is None else known.setdefault(text, len(known)) for text in texts)


def varies(texts: Texts, base: int) -> bool:
    """Do texts differ here? A text that only the lacunose base lacks counts too."""
    present = {text for text in texts if text is not None}
    if texts[base] is None:
        return bool(present - {""})
    return len(present) > 1


def base_positions(collation: Collation, base: int) -> Iterator[int]:
    """For each column, how many tokens of the base stand before it; then the whole number."""
    position = 0
    for start, end in zip(collation.starts[base], collation.ends[base]):
        yield position
        if end > start:
            position = end
    yield len(collation.witnesses[base])


class Finder:
    """Finds the columns of tokens in a straight table; made once, asked often."""

    def __init__(self, collation: Collation) -> None:
        self._collation = collation
        self._reached: dict[int, list[int]] = {}

    def __call__(self, found: Block) -> range:
        """The columns that hold the tokens of a block; the column of its place if it is empty."""
        reached = self._reach(self._collation.index(found.siglum))
        first = bisect_right(reached, found.start)
        return range(first, max(first, bisect_left(reached, found.end) + 1))

    def _reach(self, w: int) -> list[int]:
        """For each column, how many tokens of the witness stand in it or before it."""
        if w not in self._reached:
            counts = list(base_positions(self._collation, w))
            self._reached[w] = counts[1:]
        return self._reached[w]


def passage_columns(collation: Collation, base: int) -> list[int]:
    """For each passage of the base, the first column that belongs to it; rising.

    What others have before its first word belongs to it where its row begins there, else to the
    passage before.
    """
    firsts: list[int] = []
    reach = Finder(collation)
    siglum = collation.witnesses[base].siglum
    before = 0  # the column after the last word of the passage before
    for passage in collation.witnesses[base].passages:
        if passage.start == passage.end:
            firsts.append(before)
            continue
        columns = reach(Block(siglum, passage.start, passage.end))
        row = collation.rows[bisect_right(collation.rows, columns.start) - 1]
        firsts.append(max(row, before) if firsts else 0)
        before = columns.stop
    return firsts
