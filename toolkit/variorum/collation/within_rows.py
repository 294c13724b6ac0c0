"""Collate inside the rows of a synopsis: what answers what is settled beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.alignment import Synopsis
from ..model.collation import Collation
from .core import Placed
from .intern import intern, texts_of
from .options import DEFAULT, Options
from .stream import check, finish

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]


def collate_rows(synopsis: Synopsis, options: Options = DEFAULT) -> Collation:
    """Collate each row of a synopsis by itself.

    Where a row is moved for some witness, the table is not `straight`: that witness's cells stand
    in the row, out of its own order. `straighten` makes a table without crossings of it.
    """
    import numpy as np

    witnesses = synopsis.witnesses
    check(witnesses, options)
    interned = intern(witnesses, options)
    columns: list[Ints] = [np.zeros(len(w), dtype=np.int64) for w in witnesses]
    bounds = [0]
    ties: list[tuple[int, int]] = []
    for number in range(len(synopsis.rows)):
        ranges = [synopsis.tokens(number, w) for w in range(len(witnesses))]
        texts, which = texts_of(interned, witnesses, ranges)
        placed = interned.core.place(texts)
        for w, own in enumerate(ranges):
            columns[w][own.start : own.stop] = placed.columns[which[w]] + bounds[-1]
        ties += [(start + bounds[-1], end + bounds[-1]) for start, end in placed.ties]
        bounds.append(bounds[-1] + placed.width)
    rows = np.array(bounds, dtype=np.int64)
    return finish(
        witnesses, interned, Placed(bounds[-1], columns, ties), rows, options, synopsis.signature
    )
