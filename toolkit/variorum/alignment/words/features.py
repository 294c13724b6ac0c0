"""What is asked of every cell: two lists of named features, for the two passes of the scorer.

All features are the same seen from either side, so swapping the versions mirrors the links.
After guide and literature: neighbours on the diagonal (SimAlign, Jalili Sabet et al., 2020),
competition in row and column (Melamed's competitive linking, 2000), the chain's posteriors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .arrays import Floats
    from .batches import Batch
    from .comparison import Comparison

    Features = dict[str, Floats]

REACH = 3
EDGE = 1e-4  # nothing an encoder says counts as more certain than this


class Neighbours:
    """An array seen from its neighbours, 0 beyond its border."""

    def __init__(self, values: Floats) -> None:
        import numpy as np

        segments, n, m = values.shape
        self._padded = np.zeros((segments, n + 2 * REACH, m + 2 * REACH), np.float32)
        self._padded[:, REACH : REACH + n, REACH : REACH + m] = values
        self._n, self._m = n, m

    def at(self, down: int, right: int) -> Floats:
        """The values of the cells so many rows down and columns to the right."""
        i, j = REACH + down, REACH + right
        return self._padded[:, i : i + self._n, j : j + self._m]

    def around(self, *steps: tuple[int, int]) -> Floats:
        """The sum over these neighbours and those opposite to them."""
        (down, right), *more = steps
        total: Floats = self.at(down, right) + self.at(-down, -right)
        for down, right in more:
            total += self.at(down, right)
            total += self.at(-down, -right)
        return total


def first(
    batch: Batch,
    words: Comparison,
    chained: tuple[Floats, Floats],
    cosine: Floats | None,
) -> Features:
    """The features of the first pass.

    `chained` are the two directions' posteriors of the text's own lexicon, `cosine` is that of
    word vectors; None leaves its features out.
    """
    import numpy as np

    base = 0.5 * words.stem
    found: Features = {
        "same form": words.form,
        "same stem": words.stem,
        "same content form": words.form * words.content,
        "spelling": words.near,
        "both function words": words.function,
        "one function word": words.one_function,
        "one mark": words.one_mark,
        "rare same form": words.rare * words.form,
        "rarity gap": words.gap,
    }
    if cosine is None:
        base = base + 0.25 * words.near * (1 - words.stem)
    else:
        base = base + 0.5 * cosine
        found |= {"cosine": cosine, "cosine squared": cosine * cosine}
    both = np.sqrt(chained[0] * chained[1])
    root = np.sqrt(both)
    base = base + root
    found |= {
        "chain": both,
        "chain root": root,
        "chain, better side": np.maximum(*chained),
        "chain root of function words": root * words.function,
    }
    distance = _distance(batch)
    found |= _placed(distance, words)
    found |= _surrounded(base, distance, batch.mask)
    return found


def _distance(batch: Batch) -> Floats:
    """The difference of the relative positions, 0 … 1."""
    import numpy as np

    _, n, m = batch.mask.shape
    i = (np.arange(n, dtype=np.float32) + 0.5)[None, :, None] / batch.n[:, None, None]
    j = (np.arange(m, dtype=np.float32) + 0.5)[None, None, :] / batch.m[:, None, None]
    distance: Floats = np.abs(i - j).astype(np.float32)
    return distance


def _placed(distance: Floats, words: Comparison) -> Features:
    import numpy as np

    equal = words.form.sum(2, keepdims=True) + words.form.sum(1, keepdims=True)
    return {
        "distance": distance,
        "distance up to .1": np.minimum(distance, np.float32(0.1)),
        "distance of function words": distance * words.function,
        "distance of same form": distance * words.form,
        "repeated form": np.log1p(np.maximum(equal - 1, 0)) * words.form,
    }


def _surrounded(base: Floats, distance: Floats, mask: Any) -> Features:
    """A rough score seen with its neighbours on the diagonal and its rivals."""
    import numpy as np

    near = Neighbours(base)
    diagonal = near.around((1, 1))
    row, column = base.max(2, keepdims=True), base.max(1, keepdims=True)
    placed = np.where(mask, base + 0.2 * diagonal - 0.5 * distance, np.float32(-9))
    below_row, below_column = _below(placed, 2), _below(placed, 1)
    return {
        "diagonal 1": diagonal,
        "diagonal 2 and knight's moves": near.around((2, 2), (1, 2), (2, 1)),
        "diagonal 3": near.around((3, 3)),
        "below best": 2 * base - row - column,
        "best of row and column": ((base >= row) & (base >= column) & (base > 0)).astype(
            np.float32
        ),
        "placed, below best": below_row + below_column,
        "placed, below better best": np.maximum(below_row, below_column),
    }


def _below(values: Floats, axis: int) -> Floats:
    import numpy as np

    below: Floats = np.maximum(values - values.max(axis, keepdims=True), np.float32(-3))
    return below


def encoded(told: Floats) -> Features:
    """What an encoder says: `told` (2, segments, n, m), 0 in padding, of a link and of a block."""
    import numpy as np

    found: Features = {}
    for name, p in zip(("told", "told block"), told):
        row, column = p.sum(2, keepdims=True), p.sum(1, keepdims=True)
        share = np.sqrt(p / (row + np.float32(0.05)) * p / (column + np.float32(0.05)))
        near = Neighbours(share)
        found |= {
            name: p,
            f"{name}, logit": np.log((p + EDGE) / (1 + EDGE - p)),
            f"{name}, share": share,
            f"{name}, below best": 2 * p - p.max(2, keepdims=True) - p.max(1, keepdims=True),
            f"{name}, rivals": row + column - 2 * p,
            f"{name}, diagonal": near.around((1, 1)),
            f"{name}, beside": near.around((0, 1)) + near.around((1, 0)),
            f"{name}, across": near.around((1, -1)),
        }
    return found


def second(p: Floats, smoothed: tuple[Floats, Floats], words: Comparison) -> Features:
    """The further features of the second pass.

    `p` are the first pass's probabilities (0 in padding), `smoothed` the chain's posteriors over
    them, in both directions.
    """
    import numpy as np

    row, column = p.sum(2, keepdims=True), p.sum(1, keepdims=True)
    of_row, of_column = p / (row + np.float32(0.05)), p / (column + np.float32(0.05))
    q = np.sqrt(of_row * of_column)
    near = Neighbours(q)
    best_row, best_column = q >= q.max(2, keepdims=True), q >= q.max(1, keepdims=True)
    return {
        "p": p,
        "share of row and column, summed": of_row + of_column,
        "share": q,
        "share squared": q * q,
        "share before": near.at(-1, -1),
        "share after": near.at(1, 1),
        "share at 2": near.around((2, 2)),
        "share at knight's moves": near.around((1, 2), (2, 1)),
        "share beside": near.around((0, 1)) + near.around((1, 0)),
        "share at 3": near.around((3, 3)),
        "share across": near.around((1, -1)),
        "rivals": row + column - 2 * p,
        "best shares": best_row.astype(np.float32) + best_column,
        "best share of both": (best_row & best_column).astype(np.float32),
    } | _smooth(smoothed, words)


def _smooth(smoothed: tuple[Floats, Floats], words: Comparison) -> Features:
    import numpy as np

    one, other = smoothed
    both = np.sqrt(one * other)
    root = np.sqrt(both)
    near = Neighbours(both)
    row, column = both.max(2, keepdims=True), both.max(1, keepdims=True)
    return {
        "smooth": both,
        "smooth root": root,
        "smooth, better side": np.maximum(one, other),
        "smooth, worse side": np.minimum(one, other),
        "smooth diagonal": near.around((1, 1)),
        "smooth beside": near.around((0, 1)) + near.around((1, 0)),
        "best smooth": ((both >= row) & (both >= column)).astype(np.float32),
        "smooth below best": 2 * both - row - column,
        "smooth root of function words": root * words.function,
        "smooth root of same form": root * words.form,
    }
