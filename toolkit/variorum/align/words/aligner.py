"""Word alignment of versions of one text in one language: learn from all, then link each pair."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ...model import Link
from . import lexicon, scorer, vectors
from .batches import Batch, Pair, batches, windows
from .extraction import extract
from .kinds import Cells, word_links
from .phrases import with_phrases
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from .arrays import Bools, Floats

Tokens = Sequence[str]

ENOUGH = 400  # segments from which on a text says something about itself
SAMPLE = 4_000_000  # cells that are learned from at most


class Aligner:
    """Links words of two versions. Made by `learn`; the same input gives the same links."""

    def __init__(self, judge: scorer.Scorer) -> None:
        self._scorer = judge

    @property
    def method(self) -> str:
        """What is used, for the signature: feature set and version of its weights."""
        weights = self._scorer.weights
        return f"{weights.name}-{weights.version}"

    def links(self, a: Tokens, b: Tokens) -> tuple[Link, ...]:
        """The links of one pair of segments, in order of a; words and phrases."""
        return next(self.links_many([(a, b)]))

    def links_many(self, pairs: Iterable[tuple[Tokens, Tokens]]) -> Iterator[tuple[Link, ...]]:
        """The links of many pairs, in their order. A pair with an empty side has none."""
        for window in windows(pairs):
            numbered = self._numbered(window)
            found: list[tuple[Link, ...]] = [()] * len(window)
            for batch, judged, chosen in self._chosen(numbered):
                for row, place in enumerate(batch.places):
                    cells = self._cells(window[place], row, judged, chosen)
                    found[place] = with_phrases(cells, word_links(cells))
            yield from found

    def cells(self, pairs: Iterable[tuple[Tokens, Tokens]]) -> Iterator[list[tuple[int, int]]]:
        """The linked cells `(i, j)` of many pairs, sorted, without kinds and phrases: faster."""
        import numpy as np

        for window in windows(pairs):
            found: list[list[tuple[int, int]]] = [[] for _ in window]
            for batch, _, chosen in self._chosen(self._numbered(window)):
                for row, i, j in np.argwhere(chosen).tolist():
                    found[batch.places[row]].append((i, j))
            yield from found

    def matrix(self, a: Tokens, b: Tokens) -> Floats:
        """The probability of each cell of one pair, (len(a), len(b))."""
        import numpy as np

        for batch in batches(self._numbered([(a, b)])):
            p: Floats = self._scorer.judge(batch).p[0]
            return p
        return np.zeros((len(a), len(b)), np.float32)

    def _numbered(self, window: Sequence[tuple[Tokens, Tokens]]) -> list[Pair]:
        ids = self._scorer.vocabulary.ids
        return [(ids(a), ids(b)) for a, b in window]

    def _cells(
        self, pair: tuple[Tokens, Tokens], row: int, judged: scorer.Judgement, chosen: Bools
    ) -> Cells:
        """What is known of one segment of a block."""
        a, b = pair
        cut = (row, slice(0, len(a)), slice(0, len(b)))
        vocabulary = self._scorer.vocabulary
        functions = [[vocabulary.is_function(i) for i in vocabulary.ids(side)] for side in pair]
        return Cells(
            a=a,
            b=b,
            p=judged.p[cut],
            chosen=chosen[cut],
            form=judged.words.form[cut],
            stem=judged.words.stem[cut],
            near=judged.words.near[cut],
            support=judged.support[cut],
            functions=(functions[0], functions[1]),
        )

    def _chosen(self, window: list[Pair]) -> Iterator[tuple[Batch, scorer.Judgement, Bools]]:
        weights = self._scorer.weights
        for batch in batches(window):
            judged = self._scorer.judge(batch)
            chosen = extract(judged.p, batch, threshold=weights.threshold, further=weights.further)
            yield batch, judged, chosen


class Sample:
    """An even selection of a stream of segments that never holds more than so many cells.

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
        if self.seen % self._stride == 0 and len(a) * len(b) <= self._limit:
            self._kept.append((array("i", a), array("i", b)))
            self._cells += len(a) * len(b)
        self.seen += 1
        while self._cells > self._limit:
            self._kept = self._kept[::2]
            self._cells = sum(len(x) * len(y) for x, y in self._kept)
            self._stride *= 2

    def pairs(self) -> list[Pair]:
        """What was kept."""
        return [(a.tolist(), b.tolist()) for a, b in self._kept]


def learn(
    pairs: Iterable[tuple[Tokens, Tokens]], *, language: str = "en", semantic: bool | None = None
) -> Aligner:
    """Read the pairs of segments once and make an aligner for them and their like.

    Vocabulary and, from `ENOUGH` segments on, which words answer which. `semantic` asks for word
    vectors (extra `semantic`): None uses them where they are installed and the language is
    English, False never, True raises `MissingExtra` where they are missing. Memory is bounded,
    but for the distinct words.
    """
    vocabulary = Vocabulary(language)
    sample = Sample()
    for a, b in pairs:
        left, right = vocabulary.ids(a), vocabulary.ids(b)
        vocabulary.count(left)
        vocabulary.count(right)
        if left and right:
            sample.add(left, right)
    own = _lexicon(vocabulary, sample) if sample.seen >= ENOUGH else None
    meaning = vectors.open_if(semantic, language)
    name = f"{'semantic' if meaning else 'lexical'}-{'long' if own else 'short'}"
    return Aligner(scorer.Scorer(vocabulary, own, meaning, scorer.load(name)))


def _lexicon(vocabulary: Vocabulary, sample: Sample) -> lexicon.Lexicon | None:
    blocks = [batch for window in windows(sample.pairs()) for batch in batches(window)]
    return lexicon.learn(blocks, vocabulary.tables()[0])
