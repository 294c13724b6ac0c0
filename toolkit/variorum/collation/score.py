"""One score for a pair of forms: equality, likeness, the user's equivalences, a scorer.

All scores are whole numbers (an ordinary equal word is worth `WORD`), so that sums over many
witnesses are exact, ties are true ties, and no order of addition can change a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import category

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .options import Scorer

WORD = 100  # an equal pair of a word that occurs once a witness
MARK = 24  # an equal pair of marks: less than the gap it would take to reach a farther one
COMMONEST = 64  # an equal pair of the most frequent words
LONG = 5  # letters from which a word is not taken for a particle; one is taken off for each less
STEP = 6  # what each doubling of a word's frequency takes off
LIKE = 0.55  # likeness from which two words attract each other; random words pass it rarely
NEAR = 75  # what the nearest unequal words get, in parts of a hundred of an equal pair
MIXED = 15  # taken off for a word facing a mark
LONGEST = 64  # code points of a token that are compared; two tokens of 1 MB would take minutes
RARE = 4  # occurrences a witness up to which a word may carry a short fixed run
ALONE = 2  # and up to which it may be a fixed point by itself
APART = -1_000_000  # a pair that the user keeps apart
FORCED = 1_000_000  # a pair that the user puts together


def letters(form: str) -> str:
    """What likeness looks at: the letters without points beside them, clipped if there are many.

    A pointed Hebrew or Arabic word has as many points as letters and would be unlike itself
    unpointed. An accent that makes one letter with its vowel tells words apart, and stays: without
    it the forms of the Greek article attract each other, to the worse of an edited Greek table.

    >>> letters("הָאָרֶץ") == "הארץ", letters("ἦν"), letters("\N{COMBINING ACUTE ACCENT}")
    (True, 'ἦν', '\u0301')
    """
    bare = form if form.isascii() else "".join(c for c in form if category(c) != "Mn") or form
    return bare if len(bare) <= LONGEST else bare[: LONGEST - 16] + bare[-16:]


@dataclass(slots=True)
class Scores:
    """Scores between the forms of one collation, by form number.

    `forms` are the distinct forms, `words[i]` whether form i is a word (else a mark) and
    `weights[i]` what an equal pair of it is worth. `fixed` overrides single pairs (i < j).
    """

    forms: list[str]
    words: list[bool]
    weights: list[int]
    counts: NDArray[np.int64]  # occurrences in all witnesses, of the forms that these have
    size: int  # witnesses
    rare: NDArray[np.bool_]  # forms that may carry a short fixed run
    single: NDArray[np.bool_]  # forms that may be a fixed point alone
    near: bool = True
    scorer: Scorer | None = None
    fixed: dict[tuple[int, int], int] = field(default_factory=dict)
    max_cells: int = 16_000_000  # of one table of the aligner
    limits: set[str] = field(default_factory=set)  # which limits were passed, to be told
    _known: dict[tuple[int, int], int] = field(default_factory=dict)
    _bare: dict[int, str] = field(default_factory=dict)

    def table(self, ids: Sequence[int]) -> list[list[int]]:
        """Scores of all pairs of some forms, as rows. For few forms."""
        known = self._known
        if self.scorer is not None or len(ids) > 40:
            rows: list[list[int]] = self.matrix(ids, ids).tolist()
            return rows
        if len(known) > 500_000:
            known.clear()
        size = len(ids)
        rows = [[0] * size for _ in ids]
        for i, a in enumerate(ids):
            rows[i][i] = self.weights[a]
            for j in range(i):
                b = ids[j]
                key = (a, b) if a < b else (b, a)
                value = known.get(key)
                if value is None:
                    value = known[key] = self._pair(*key)
                rows[i][j] = rows[j][i] = value
        return rows

    def matrix(self, left: Sequence[int], right: Sequence[int]) -> NDArray[np.int64]:
        """The same as an array, for many forms at once: a row a form of the left."""
        import numpy as np

        at, to = np.array(left, dtype=np.int64), np.array(right, dtype=np.int64)
        words_l = np.array([self.words[i] for i in left], dtype=bool)[:, None]
        words_r = np.array([self.words[i] for i in right], dtype=bool)[None, :]
        weights_l = np.array([self.weights[i] for i in left], dtype=np.int64)
        weights_r = np.array([self.weights[i] for i in right], dtype=np.int64)
        likeness = self._likeness(left, right)
        least = np.minimum(weights_l[:, None], weights_r[None, :])
        gain = least * NEAR * (likeness - LIKE) / (1 - LIKE) / 100
        out = np.rint(np.where(likeness > LIKE, gain, 0)).astype(np.int64)
        out[~words_l & ~words_r] = 0
        out[words_l != words_r] = -MIXED
        same = at[:, None] == to[None, :]
        out[same] = least[same]
        self._override(out, left, right)
        return out

    def _override(self, out: NDArray[np.int64], left: Sequence[int], right: Sequence[int]) -> None:
        if not self.fixed:
            return
        rows = {form: i for i, form in enumerate(left)}
        columns = {form: i for i, form in enumerate(right)}
        for (a, b), value in self.fixed.items():
            for x, y in ((a, b), (b, a)):
                if x in rows and y in columns:
                    out[rows[x], columns[y]] = value

    def _likeness(self, left: Sequence[int], right: Sequence[int]) -> NDArray[np.float64]:
        import numpy as np

        a, b = [self.forms[i] for i in left], [self.forms[i] for i in right]
        like = np.full((len(a), len(b)), LIKE, dtype=np.float64)
        if self.near:
            from rapidfuzz.process import cdist

            clipped, others = [self._letters(i) for i in left], [self._letters(i) for i in right]
            share, head = _measures()
            like = cdist(clipped, others, scorer=share, dtype=np.float64)
            like = (like + cdist(clipped, others, scorer=head, dtype=np.float64)) / 2
        if self.scorer is not None:
            there = np.asarray(self.scorer(a, b), dtype=np.float64)
            back = np.asarray(self.scorer(b, a), dtype=np.float64).T
            like = np.maximum(like, np.maximum(there, back))
        result: NDArray[np.float64] = np.clip(like, 0.0, 1.0)
        return result

    def _letters(self, form: int) -> str:
        known = self._bare.get(form)
        if known is None:
            known = self._bare[form] = letters(self.forms[form])
        return known

    def _pair(self, a: int, b: int) -> int:
        fixed = self.fixed.get((a, b))
        if fixed is not None:
            return fixed
        if self.words[a] != self.words[b]:
            return -MIXED
        if not self.words[a] or not self.near:
            return 0
        share, head = _measures()
        x, y = self._letters(a), self._letters(b)
        like: float = (share(x, y) + head(x, y)) / 2
        if like <= LIKE:
            return 0  # unlike words attract nothing: where they stand is left to the gaps
        least = min(self.weights[a], self.weights[b])
        return round(least * NEAR * (like - LIKE) / (1 - LIKE) / 100)


@cache
def _measures() -> tuple[Any, Any]:
    """Two likenesses: the share of common letters, and one in which beginnings count for more.

    A word is known by its beginning (inflection changes the end), a misspelling by its letters.
    """
    from rapidfuzz.distance import Indel, JaroWinkler

    return Indel.normalized_similarity, JaroWinkler.normalized_similarity


def weight(form: str, count: int, witnesses: int, word: bool) -> int:
    """What an equal pair of a form is worth that occurs `count` times in all witnesses."""
    if not word:
        return MARK
    doublings = (count // max(witnesses, 1)).bit_length()
    short = max(0, LONG - len(form))
    return max(COMMONEST, WORD - short - STEP * max(doublings - 1, 0))


def rarity(
    words: NDArray[np.bool_], counts: NDArray[np.number[Any]], witnesses: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words may carry a short fixed run, and which may be a fixed point alone."""
    rare = words & (counts <= RARE * witnesses)
    return rare, rare & (counts <= ALONE * witnesses)
