"""Word alignment of versions of one text, in one language or two: learn from all, then link."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from ...model import Link
from .. import encoder
from . import meaning, scorer
from .batches import Batch, Pair, batches, windows
from .clustering import with_blocks
from .division import Piece, pieces
from .extraction import extract
from .kinds import Cells, word_links
from .lexicon import Lexicon
from .phrases import with_phrases
from .teaching import taught
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from ..encoder import Encoder
    from .arrays import Bools, Floats

Tokens = Sequence[str]

ENOUGH = 400  # segments from which on a text's own lexicon is trusted
LINK, FURTHER = 0.25, 0.5  # with an encoder: a link from here, a further link of a free word
SAMPLE = 3_000_000  # cells that are learned from at most


class Aligner:
    """Links words of two versions. Made by `learn`; the same input gives the same links."""

    def __init__(self, judge: scorer.Scorer, encoder: Encoder | None = None) -> None:
        self._scorer = judge
        self._encoder = encoder

    @property
    def method(self) -> str:
        """What is used, for the signature: feature set and version of its weights."""
        weights = self._scorer.weights
        meaning = self._scorer.vectors
        told = f"+{meaning.name}" if meaning and meaning.name else ""
        encoded = f"+encoder-{self._encoder.version}" if self._encoder else ""
        return f"{weights.name}-{weights.version}{told}{encoded}"

    def is_function(self, word: str) -> bool:
        """Is a word, as written, one of those that every sentence needs?"""
        vocabulary = self._scorer.vocabulary
        return all(vocabulary.is_function(i) for i in vocabulary.ids([word]))

    def links(self, a: Tokens, b: Tokens) -> tuple[Link, ...]:
        """The links of one pair of segments, in order of a; words and phrases."""
        return next(self.links_many([(a, b)]))

    def links_many(self, pairs: Iterable[tuple[Tokens, Tokens]]) -> Iterator[tuple[Link, ...]]:
        """The links of many pairs, in their order. A pair with an empty side has none."""
        for window in windows(pairs):
            found: list[list[Link]] = [[] for _ in window]
            for judged in self._judged(window):
                self._link(window, judged, found)
            yield from map(_sorted, found)

    def matrices_and_links(
        self, pairs: Iterable[tuple[Tokens, Tokens]]
    ) -> Iterator[tuple[Floats, tuple[Link, ...]]]:
        """What `matrices` and `links_many` give, each pair judged once."""
        import numpy as np

        for window in windows(pairs):
            linked: list[list[Link]] = [[] for _ in window]
            tables = [np.zeros((len(a), len(b)), np.float32) for a, b in window]
            for judged in self._judged(window):
                self._link(window, judged, linked)
                _fill(judged, tables)
            yield from zip(tables, map(_sorted, linked), strict=True)

    def _link(
        self, window: Sequence[tuple[Tokens, Tokens]], judged: _Judged, found: list[list[Link]]
    ) -> None:
        """Add the links of a block of parts to those of the segments of their window."""
        support = self._scorer.support(judged.batch, judged.found)
        for row, part in enumerate(judged.parts):
            cells = self._cells(window[part.place], part.piece, row, judged, support)
            found[part.place] += _moved(_whole(cells), part.piece)

    def cells(self, pairs: Iterable[tuple[Tokens, Tokens]]) -> Iterator[list[tuple[int, int]]]:
        """The linked cells `(i, j)` of many pairs, sorted, without kinds and phrases: faster."""
        import numpy as np

        for window in windows(pairs):
            found: list[list[tuple[int, int]]] = [[] for _ in window]
            for judged in self._judged(window):
                for row, i, j in np.argwhere(judged.chosen).tolist():
                    place, piece = judged.parts[row]
                    found[place].append((i + piece.a_start, j + piece.b_start))
            yield from map(sorted, found)

    def matrix(self, a: Tokens, b: Tokens) -> Floats:
        """The probability of each cell of one pair, (len(a), len(b))."""
        return next(self.matrices([(a, b)]))

    def matrices(self, pairs: Iterable[tuple[Tokens, Tokens]]) -> Iterator[Floats]:
        """The probability of each cell of many pairs, in their order: faster than one by one."""
        import numpy as np

        for window in windows(pairs):
            found = [np.zeros((len(a), len(b)), np.float32) for a, b in window]
            for judged in self._judged(window):
                _fill(judged, found)
            yield from found

    def _judged(self, window: Sequence[tuple[Tokens, Tokens]]) -> Iterator[_Judged]:
        """Every part of a window of segments, judged, in blocks of similar size."""
        link, further = self._thresholds
        ids = self._scorer.vocabulary.ids
        parts: list[_Part] = []
        numbers: list[Pair] = []
        for place, (a, b) in enumerate(window):
            left, right = ids(a), ids(b)
            for x in pieces(left, right):
                parts.append(_Part(place, x))
                numbers.append((left[x.a_start : x.a_end], right[x.b_start : x.b_end]))
        for batch in batches(numbers):
            told = self._told(window, [parts[k] for k in batch.places], batch)
            found = self._scorer.judge(batch, told)
            chosen = extract(found.p, batch, threshold=link, further=further)
            yield _Judged(batch, [parts[k] for k in batch.places], found.p, chosen, found)

    @property
    def _thresholds(self) -> tuple[float, float]:
        weights = self._scorer.weights
        return (LINK, FURTHER) if self._encoder else (weights.threshold, weights.further)

    def _told(
        self, window: Sequence[tuple[Tokens, Tokens]], parts: Sequence[_Part], batch: Batch
    ) -> Floats | None:
        """What the encoder says of a block of parts: each word where it stands in its segment."""
        import numpy as np

        if self._encoder is None:
            return None
        told = np.zeros((2, *batch.mask.shape), np.float32)
        for row, (place, x) in enumerate(parts):
            n, m = x.a_end - x.a_start, x.b_end - x.b_start
            told[:, row, :n, :m] = self._encoder.probabilities(
                *window[place], slice(x.a_start, x.a_end), slice(x.b_start, x.b_end)
            )
        return told

    def _cells(
        self, pair: tuple[Tokens, Tokens], piece: Piece, row: int, judged: _Judged, support: Floats
    ) -> Cells:
        """What is known of one part of a segment."""
        a, b = pair[0][piece.a_start : piece.a_end], pair[1][piece.b_start : piece.b_end]
        cut = (row, slice(0, len(a)), slice(0, len(b)))
        vocabulary, words = self._scorer.vocabulary, judged.found.words
        functions = [
            [vocabulary.is_function(i, n) for i in vocabulary.ids(side)]
            for n, side in enumerate((a, b))
        ]
        return Cells(
            a=a,
            b=b,
            p=judged.p[cut],
            chosen=judged.chosen[cut],
            form=words.form[cut],
            stem=words.stem[cut],
            near=words.near[cut],
            support=support[cut],
            functions=(functions[0], functions[1]),
            block=None if judged.found.block is None else judged.found.block[cut],
        )


class _Part(NamedTuple):
    """A piece of the segment that stands at a place of a window."""

    place: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class _Judged:
    """A block of parts and what was found out about them."""

    batch: Batch
    parts: list[_Part]
    p: Floats
    chosen: Bools
    found: scorer.Judgement


def _fill(judged: _Judged, tables: list[Floats]) -> None:
    """Put the probabilities of a block of parts into the tables of their segments."""
    for row, (place, x) in enumerate(judged.parts):
        n, m = x.a_end - x.a_start, x.b_end - x.b_start
        tables[place][x.a_start : x.a_end, x.b_start : x.b_end] = judged.p[row, :n, :m]


def _sorted(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (link.a, link.b)))


def _whole(cells: Cells) -> tuple[Link, ...]:
    """The links of words and of phrases."""
    links = word_links(cells)
    if cells.block is None:
        return with_phrases(cells, links)
    return with_blocks(cells, links, cells.block)


def _moved(links: Iterable[Link], piece: Piece) -> Iterator[Link]:
    """Links of a piece, counted from the beginning of its segment."""
    for link in links:
        a = tuple(i + piece.a_start for i in link.a)
        b = tuple(j + piece.b_start for j in link.b)
        yield Link(a, b, link.kind, link.confidence)


class Sample:
    """An even selection of a stream of segments that never holds more than a given number of cells.

    When it is full every second one goes, and from then on only every second is taken.
    """

    def __init__(self, cells: int = SAMPLE) -> None:
        self._limit = cells
        self._kept: list[tuple[array[int], array[int]]] = []
        self._cells = 0
        self._stride = 1
        self.seen = 0

    def add(self, a: Sequence[int], b: Sequence[int]) -> None:
        """Offer one segment; its turn comes by its number, never by chance."""
        if not (a and b):
            return
        if self.seen % self._stride == 0:
            self._kept.append((array("i", a), array("i", b)))
            self._cells += len(a) * len(b)
        self.seen += 1
        while self._cells > self._limit and len(self._kept) > 1:
            self._kept = self._kept[::2]
            self._cells = sum(len(x) * len(y) for x, y in self._kept)
            self._stride *= 2

    def pairs(self) -> list[Pair]:
        """What was kept."""
        return [(a.tolist(), b.tolist()) for a, b in self._kept]


def learn(
    pairs: Iterable[tuple[Tokens, Tokens]],
    *,
    language: str = "en",
    other: str = "",
    semantic: bool | None = None,
    neural: bool | None = None,
) -> Aligner:
    """Read the pairs of segments once and make an aligner for them and their like.

    The vocabulary, and which words correspond; from `ENOUGH` segments on with the weights that
    trust the latter more. The first side of every pair is in `language`, the second in `other`
    ("": the same). `semantic` asks for word vectors (extra `semantic`): None uses them where they
    are installed, False never, True raises `MissingExtra` where they are missing; for other
    languages than English they are those of the extra `multilingual`. `neural` asks in the same
    way for the encoder (extra `neural`), which is for English only. Memory is bounded, but for the
    distinct words.
    """
    vocabulary = Vocabulary(language, other)
    sample = Sample()
    for a, b in pairs:
        left, right = vocabulary.ids(a), vocabulary.ids(b)
        vocabulary.count(left)
        vocabulary.count(right)
        for x in pieces(left, right):
            sample.add(left[x.a_start : x.a_end], right[x.b_start : x.b_end])
    found = meaning.open_if(semantic, *vocabulary.languages)
    size = "long" if sample.seen >= ENOUGH else "short"
    weights = scorer.load(f"{'semantic' if found else 'lexical'}-{size}")
    judge = scorer.Scorer(vocabulary, Lexicon.empty(), found, weights)
    blocks = [batch for window in windows(sample.pairs()) for batch in batches(window)]
    taught_ = replace(judge, lexicon=taught(judge, blocks, weights.seed))
    return Aligner(taught_, encoder.open_if(neural, *vocabulary.languages))
