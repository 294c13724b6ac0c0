"""Put witnesses side by side: the entry to the collation engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import LimitError, UsageError
from ..model.collation import Collation, Transposition
from ..model.signature import Signature
from ..model.witness import Witness
from . import table, transpositions
from .intern import intern, texts_of
from .options import DEFAULT, Options

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

METHOD = "profile-1"


def collate(witnesses: Sequence[Witness], options: Options = DEFAULT) -> Collation:
    """Collate copies of one text as one stream; rows are read off the result.

    The table is straight: every witness reads from left to right. The result depends on what the
    witnesses hold, never on their order or sigla. Raises `UsageError` for no witness or two with
    one siglum, `LimitError` beyond `options.max_tokens`.
    """
    check(witnesses, options)
    interned = intern(witnesses, options)
    texts, which = texts_of(interned, witnesses, [range(len(w)) for w in witnesses])
    width, columns = interned.core.place(texts)
    placed = [columns[which[w]] for w in range(len(witnesses))]
    starts, ends = [], []
    for own in placed:
        a, b = table.cells(own, width)
        starts.append(a)
        ends.append(b)
    rows = table.row_bounds(witnesses, starts, width)
    moved: tuple[Transposition, ...] = ()
    if options.transpositions:
        members = [
            [w.siglum for w, t in zip(witnesses, which) if t == n] for n in range(len(texts))
        ]
        scores = interned.core.scores
        moved = transpositions.find([t.ids for t in texts], columns, members, width, scores)
    return finish(witnesses, interned.ids, starts, ends, rows, options, moved)


def finish(
    witnesses: Sequence[Witness],
    ids: Sequence[Ints],
    starts: list[Ints],
    ends: list[Ints],
    rows: Ints,
    options: Options,
    moved: tuple[Transposition, ...] = (),
) -> Collation:
    """Lacunae, joined segments and the value itself."""
    import numpy as np

    lacunae = [
        table.lacuna_ranges(w, a, b) for w, a, b in zip(witnesses, starts, ends, strict=True)
    ]
    width = len(starts[0])
    if options.segmentation and width:
        begins = table.joined(table.grouping(ids, starts, ends, lacunae), rows)
        stops = np.append(begins[1:], width) - 1
        starts = [s[begins] for s in starts]
        ends = [e[stops] for e in ends]
        rows = np.searchsorted(begins, rows)
        lacunae = [
            table.lacuna_ranges(w, a, b) for w, a, b in zip(witnesses, starts, ends, strict=True)
        ]
    return Collation(
        witnesses=tuple(witnesses),
        starts=tuple(table.as_array(s) for s in starts),
        ends=tuple(table.as_array(e) for e in ends),
        rows=table.as_array(rows),
        lacunae=tuple(tuple(x) for x in lacunae),
        transpositions=moved,
        signature=Signature().adding(collate=METHOD),
    )


def check(witnesses: Sequence[Witness], options: Options) -> None:
    """Refuse what cannot be collated."""
    if not witnesses:
        raise UsageError("no witness to collate", hint="name at least one")
    sigla = [w.siglum for w in witnesses]
    for siglum in sigla:
        if sigla.count(siglum) > 1:
            raise UsageError(
                f"two witnesses are called {siglum!r}", hint="give each its own siglum"
            )
    if sum(len(w) for w in witnesses) > options.max_tokens:
        raise LimitError(f"more than {options.max_tokens} tokens", hint="collate the text in parts")
