"""The collation of form numbers: which column each token of each text stands in.

Texts are cut at what all of them share; the blocks between are small, most of their witnesses
agree, and each is aligned on its own. Nothing here knows sigla, strings or passages' names.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .anchors import common_runs
from .many import place
from .profile import Segment
from .score import Scores
from .skeletons import Kinds, kinds
from .slides import slid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

SHORT = 40  # tokens up to which a block is aligned whole: fixed points are for the long ones
HEAVY = 250_000  # cells of a block's tables from which words that could be one may cut it


@dataclass(frozen=True, slots=True)
class Text:
    """One text as form numbers, with the boundaries where it is not extant and its passage ends.

    `weight` witnesses have it. `cuts` are the tokens before which the fixed points stand that all
    texts share: nothing before one belongs with anything after it.
    """

    ids: Ints
    gaps: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    weight: int = 1
    cuts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Texts aligned: the number of columns, the column of each token of each text, and ties."""

    width: int
    columns: list[Ints]
    ties: list[tuple[int, int]]  # column ranges that could be otherwise


def without_empty(columns: list[Ints], placed: Placed) -> Placed:
    """The same texts with their tokens in other columns; those left by all are taken out."""
    import numpy as np

    filled = np.zeros(placed.width + 1, dtype=np.int64)
    for own in columns:
        filled[own + 1] = 1
    number = np.cumsum(filled)
    ties = [(int(number[a]), int(number[b])) for a, b in placed.ties]
    return Placed(int(number[-1]), [number[own].astype(np.int32) for own in columns], ties)


@dataclass(slots=True)
class Core:
    """Places texts; holds what is the same for all blocks."""

    scores: Scores
    passes: int = 1
    forced: tuple[tuple[int, int], ...] = ()  # forms of single tokens that belong together
    kinds: Kinds | None = None  # made where they are needed

    def place(self, texts: Sequence[Text]) -> Placed:
        """Align texts that are sorted by content."""
        import numpy as np

        placed = self._place(texts)
        if self.scores.fixed:
            return placed
        words = np.array(self.scores.words, dtype=bool)
        return without_empty(slid(texts, placed.columns, placed.width, words), placed)

    def _place(self, texts: Sequence[Text]) -> Placed:
        import numpy as np

        edges = _edges(texts, self._anchors(texts))
        room = edges.begins - edges.stops
        widths = np.zeros(room.shape[1], dtype=np.int64)
        open_blocks = np.flatnonzero(np.any(room > 0, axis=0))
        loose = [array("i") for _ in texts]
        ties: list[tuple[int, int, int]] = []  # block, columns in it
        cuts = [_Cutter(t) for t in texts]
        begins, stops = edges.stops[:, open_blocks], edges.begins[:, open_blocks]
        for b, start, stop in zip(
            open_blocks.tolist(), begins.T.tolist(), stops.T.tolist(), strict=True
        ):
            pieces = [c.cut(x, y) for c, x, y in zip(cuts, start, stop, strict=True)]
            block = self._block(pieces, texts, room.shape[1] > 1)
            widths[b] = block.width
            ties += [(b, *tie) for tie in block.ties]
            for kept, own in zip(loose, block.columns, strict=True):
                kept.extend(own)
        return _assemble(texts, edges, widths, loose, ties)

    def _anchors(self, texts: Sequence[Text]) -> Ints:
        import numpy as np

        if len(texts) < 2 or max((len(t.ids) for t in texts), default=0) <= SHORT:
            return np.empty((len(texts), 0), dtype=np.int64)
        ids = [t.ids for t in texts]
        found = common_runs(ids, self.scores.rare, self.scores.single)
        if not found.shape[1] and self.scores.near and _cells(ids) > HEAVY:
            self.kinds = self.kinds or kinds(self.scores)
            alike = [self.kinds.of[own] for own in ids]
            found = common_runs(alike, self.kinds.rare, self.kinds.single)
        return _obeying(found, ids, self.forced) if self.forced else found

    def _block(self, pieces: list[_Piece], texts: Sequence[Text], cut: bool) -> _Block:
        """Place one block: equal pieces once, silent witnesses not at all."""
        weights: dict[_Piece, int] = {}
        for piece, text in zip(pieces, texts, strict=True):
            if piece[0]:
                weights[piece] = weights.get(piece, 0) + text.weight
        distinct = sorted(weights)
        if len(distinct) == 1:
            length = len(distinct[0][0])
            return _Block(length, [range(length) if piece[0] else () for piece in pieces], [])
        if cut and max(len(p[0]) for p in distinct) > SHORT:
            # A long block may have fixed points of its own, now that silent witnesses are out.
            inner = self._place([_text(p, weights[p]) for p in distinct])
            width, ties = inner.width, inner.ties
            columns = [c.tolist() for c in inner.columns]
        else:
            segments = [Segment(p[0], weights[p], p[1], p[2]) for p in distinct]
            placed = place(segments, self.scores, self.passes)
            width, columns, ties = placed.width, placed.columns, placed.ties
        at = dict(zip(distinct, columns, strict=True))
        return _Block(width, [at[piece] if piece[0] else () for piece in pieces], ties)


@dataclass(frozen=True, slots=True)
class _Block:
    width: int
    columns: list[Sequence[int]]
    ties: list[tuple[int, int]]


def _text(piece: _Piece, weight: int) -> Text:
    import numpy as np

    return Text(np.array(piece[0], dtype=np.int32), piece[1], piece[2], weight)


_Piece = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]  # ids, gaps, ends


class _Cutter:
    """Cuts pieces from a text, from left to right."""

    __slots__ = ("_ends", "_gaps", "_ids")

    def __init__(self, text: Text) -> None:
        self._ids = text.ids
        self._gaps = text.gaps
        self._ends = text.ends

    def cut(self, start: int, stop: int) -> _Piece:
        if start == stop:
            return (), (), ()
        return (
            tuple(self._ids[start:stop].tolist()),
            _within(self._gaps, start, stop + 1),
            _within(self._ends, start, stop),
        )


def _within(positions: tuple[int, ...], start: int, stop: int) -> tuple[int, ...]:
    if not positions:
        return ()
    from bisect import bisect_left

    low, high = bisect_left(positions, start), bisect_left(positions, stop)
    return tuple([p - start for p in positions[low:high]])


def _cells(texts: Sequence[Ints]) -> int:
    """About the number of cells that merging the texts one after the other takes."""
    lengths = sorted(map(len, texts))
    return sum(lengths[:-1]) * lengths[-1]


def _obeying(anchors: Ints, texts: Sequence[Ints], forced: Sequence[tuple[int, int]]) -> Ints:
    """The fixed points that do not stand between two tokens which the user puts together."""
    import numpy as np

    places: dict[int, tuple[int, int]] = {}
    for form in {form for pair in forced for form in pair}:
        for t, text in enumerate(texts):
            for i in np.flatnonzero(text == form).tolist():
                places[form] = (t, i)
    for a, b in forced:
        if a in places and b in places:
            (s, i), (t, j) = places[a], places[b]
            anchors = anchors[:, (anchors[s] < i) == (anchors[t] < j)]
    return anchors


@dataclass(frozen=True, slots=True)
class _Edges:
    """What parts the blocks: tokens that correspond in all texts, and cuts before tokens.

    Block b of text t goes from `stops[t, b]` to `begins[t, b]`; behind each block but the last
    stands an edge, of the width 1 if it is a token, else 0.
    """

    stops: Ints
    begins: Ints
    widths: Ints


def _edges(texts: Sequence[Text], anchors: Ints) -> _Edges:
    """The edges of some texts: anchors that cross no cut, and the cuts, in order."""
    import numpy as np

    size = len(texts)
    cuts = np.array([t.cuts for t in texts], dtype=np.int64).reshape(size, -1)
    if cuts.shape[1]:
        parts = [np.searchsorted(own, at, side="right") for own, at in zip(cuts, anchors)]
        anchors = anchors[:, np.all(np.array(parts) == parts[0], axis=0)]
    begins = np.concatenate([cuts, anchors], axis=1)
    widths = np.concatenate([np.zeros(cuts.shape[1]), np.ones(anchors.shape[1])]).astype(np.int64)
    if cuts.shape[1]:
        order = np.lexsort((widths, begins.sum(axis=0)))  # a cut before the token at which it is
        begins, widths = begins[:, order], widths[order]
    lengths = np.array([[len(t.ids)] for t in texts], dtype=np.int64).reshape(size, 1)
    stops = np.concatenate([np.zeros((size, 1), dtype=np.int64), begins + widths], axis=1)
    return _Edges(stops, np.concatenate([begins, lengths], axis=1), widths)


def _assemble(
    texts: Sequence[Text],
    edges: _Edges,
    widths: Ints,
    loose: list[array[int]],
    ties: list[tuple[int, int, int]],
) -> Placed:
    """Columns of all tokens: anchors stand alone, blocks between them take their width."""
    import numpy as np

    tokens = edges.widths == 1
    passed = np.concatenate(([0], np.cumsum(edges.widths)))  # columns of edges before each block
    bases = np.concatenate(([0], np.cumsum(widths[:-1]))) + passed
    fixed = (bases[:-1] + widths[:-1])[tokens]
    placed: list[Ints] = []
    for w, text in enumerate(texts):
        at = edges.begins[w, :-1][tokens]
        columns = np.empty(len(text.ids), dtype=np.int32)
        free = np.ones(len(text.ids), dtype=bool)
        free[at] = False
        columns[at] = fixed
        within = np.array(loose[w], dtype=np.int64)
        columns[free] = within + np.repeat(bases, edges.begins[w] - edges.stops[w])
        placed.append(columns)
    spans = [(int(bases[b]) + start, int(bases[b]) + end) for b, start, end in ties]
    return Placed(int(edges.widths.sum()) + int(widths.sum()), placed, spans)
