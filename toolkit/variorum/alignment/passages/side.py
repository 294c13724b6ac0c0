"""One side of an alignment as columns: which word stems stand in which passage, how often.

Nothing here knows the other side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...text.stems import stem
from ...text.tokens import spans

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

FEWEST = 24  # passages from which on the frequency of a word is what the text says
_PARTS = re.compile("[-‐‑]")
_BRACKETED = re.compile(r"\[(\w[\w'’ʹʺ]{2,})\]")


@dataclass(frozen=True, slots=True)
class Side:
    """A version cut into passages, reduced to what alignment looks at.

    Occurrence k says that stem `stem[k]` stands `count[k]` times in passage `passage[k]`;
    occurrences are sorted by passage. `forms[u]` are the written forms of stem u that may be
    names, numbers or bracketed transliterations.
    """

    language: str
    lengths: Ints  # characters a passage, at least 1
    passage: Ints
    stem: Ints
    count: Floats
    stems: tuple[str, ...]
    forms: tuple[frozenset[str], ...]

    @property
    def n(self) -> int:
        return len(self.lengths)

    def document_frequency(self) -> Ints:
        """In how many passages each stem stands."""
        import numpy as np

        return np.bincount(self.stem, minlength=len(self.stems)).astype(np.int64)


def words(text: str) -> list[str]:
    """The words of a passage as written, hyphenated ones in their parts, apostrophes straight."""
    found: list[str] = []
    for start, end, is_word in spans(text):
        if is_word:
            word = text[start:end].replace("’", "'").replace("\N{SOFT HYPHEN}", "")
            found.extend(p for p in _PARTS.split(word.replace("[", "").replace("]", "")) if p)
    return found


def key(word: str, language: str) -> str:
    """What two occurrences of a word have in common: its stem, or the digits of a number."""
    if word[0].isdigit():
        return word.replace(",", "").replace("\N{NO-BREAK SPACE}", "")
    return stem(word.lower().replace("ё", "е"), language)


def side(passages: Sequence[str], language: str, vocabulary: dict[str, int]) -> Side:
    """Read the passages of one version.

    `vocabulary` numbers the stems and grows; two versions of one language share it.
    """
    import numpy as np

    where: list[int] = []
    which: list[int] = []
    count: list[int] = []
    forms: dict[int, set[str]] = {}
    keys: dict[str, int] = {}
    for number, text in enumerate(passages):
        bracketed = set(_BRACKETED.findall(text)) if "[" in text else set()
        tally: dict[int, int] = {}
        for word in words(text):
            u = keys.get(word)
            if u is None:
                u = keys[word] = vocabulary.setdefault(key(word, language), len(vocabulary))
            tally[u] = tally.get(u, 0) + 1
            if word[0].isupper() or word[0].isdigit() or word in bracketed:
                forms.setdefault(u, set()).add(word)
        where.extend([number] * len(tally))
        which.extend(tally)
        count.extend(tally.values())
    stems = tuple(vocabulary)
    return Side(
        language=language,
        lengths=np.array([max(1, len(p)) for p in passages], dtype=np.int64),
        passage=np.array(where, dtype=np.int64),
        stem=np.array(which, dtype=np.int64),
        count=np.array(count, dtype=np.float64),
        stems=stems,
        forms=tuple(frozenset(forms.get(u, ())) for u in range(len(stems))),
    )


def inverse_frequency(df: Ints, n: int) -> Floats:
    """The weight of each stem, ln((N + 1) / (1 + df)), never negative.

    N is at least `FEWEST`: in a text of two passages every word that both share would weigh
    nothing, though it is all that speaks for them.
    """
    import numpy as np

    return np.maximum(np.log((max(n, FEWEST) + 1) / (1.0 + df)), 0.0)
