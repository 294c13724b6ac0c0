"""Find in the source the word that a translator quoted in Latin letters."""

from __future__ import annotations

from collections.abc import Sequence

from ..text.stems import stem
from .backward import Candidate
from .dictionary import dictionary
from .forward import fold, romanise
from .tables import NAMES


def find_source_word(latin: str, candidates: Sequence[Candidate], words: Sequence[str]) -> str:
    """The first of some Cyrillic words that a quoted form stands for, or "".

    One that romanises to it comes before one that is another form of a candidate (by lemma
    where the dictionary is there, else by stem).

    >>> find_source_word("chokhom", (), ["нельзя", "чохом"])
    'чохом'
    """
    quoted = fold(latin).lower()
    for word in words:
        if any(fold(romanise(word.lower(), name)) == quoted for name in NAMES):
            return word
    lexicon = dictionary()
    lemmata = {_plain(c.lemma or c.cyrillic) for c in candidates}
    stems = {stem(_plain(c.cyrillic), "ru") for c in candidates}
    for word in words:
        if lexicon and _plain(lexicon.rate(word.lower())[1]) in lemmata:
            return word
        if stem(_plain(word), "ru") in stems:
            return word
    return ""


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")
