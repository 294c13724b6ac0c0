"""The rules that name a difference: small predicates on a pair of readings, asked in order.

The first that holds gives the class. A rule looks at two texts and nothing else: never at sigla,
never at the order of witnesses. A project may put its own before these (`ProjectRule`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..text.languages import base
from ..text.normal import STEPS
from ..text.sentences import sentence_bounds
from ..text.stems import stem
from ..text.tokens import spans
from .names import same_full_name, same_name
from .numbers import figure_and_roman, number_value, same_latin_ordinal, with_values
from .spelling import same_spelling
from .tables import Table, table

Synonyms = Callable[[str, str], bool]
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s+[\"“‘«\[(]*\w)")
_EDITORIAL_MARKS = re.compile(r"[\[\]⟦⟧⟨⟩†]")
_LEARNED = (("is", "es"), ("us", "i"), ("um", "a"), ("on", "a"))  # crisis, crises


@dataclass(frozen=True)
class Pair:
    """Lemma and reading, with what the rules ask of them.

    Of `copies`, which share their words, names are not romanised anew, and a sentence is not made
    two: what looks like it is spelling or punctuation.
    """

    lemma: str
    reading: str
    language: str = "en"
    synonyms: Synonyms | None = None
    copies: bool = False
    known: Table = field(default_factory=lambda: table("en"))

    @cached_property
    def words(self) -> tuple[list[str], list[str]]:
        """The words of both sides as written, brackets inside them taken away."""
        return _words(self.lemma), _words(self.reading)

    @cached_property
    def folded(self) -> tuple[list[str], list[str]]:
        """The words as compared: composed, without case, quotes unified."""
        left, right = self.words
        return [_fold(w) for w in left], [_fold(w) for w in right]

    @cached_property
    def unequal(self) -> list[tuple[str, str]]:
        """The word pairs that differ, where both sides have as many words; else nothing."""
        left, right = self.words
        if len(left) != len(right):
            return []
        return [(a, b) for a, b in zip(left, right) if _fold(a) != _fold(b)]

    def each(self, same: Callable[[str, str], bool]) -> bool:
        """Does `same` hold for every pair of words that differ, and is there one?"""
        return bool(self.unequal) and all(same(a, b) for a, b in self.unequal)


@dataclass(frozen=True, slots=True)
class ProjectRule:
    """A rule of the project: both patterns must match the whole lemma and the whole reading; or,
    where there are `pairs` of words, one of them must be these two."""

    cls: str
    lemma: str = ".*"
    reading: str = ".*"
    pairs: frozenset[tuple[str, str]] = frozenset()

    def holds(self, lemma: str, reading: str) -> bool:
        if self.pairs:
            return (lemma, reading) in self.pairs
        return bool(
            re.fullmatch(self.lemma, lemma, re.S) and re.fullmatch(self.reading, reading, re.S)
        )


def _words(text: str) -> list[str]:
    bare = _EDITORIAL_MARKS.sub("", text) if "[" in text else text
    return [bare[a:b] for a, b, word in spans(bare) if word]


def _typed(word: str) -> str:
    return STEPS["quotes"](unicodedata.normalize("NFC", word))


def _unmarked(word: str) -> str:
    return _typed(word).replace("'", "").replace("\N{SOFT HYPHEN}", "")


def _fold(word: str) -> str:
    return STEPS["quotes"](unicodedata.normalize("NFC", word).casefold())


def _bare(word: str) -> str:
    return _fold(STEPS["accents"](word))


def _letters(text: str) -> str:
    return "".join(c for c in _fold(text) if c.isalnum() or unicodedata.category(c)[0] == "M")


def _only_editorial(p: Pair) -> bool:
    """Only an editor's marks differ; blanks agree, so that `postea` and `post ea` are not meant."""
    if _EDITORIAL_MARKS.findall(p.lemma) == _EDITORIAL_MARKS.findall(p.reading):
        return False
    bare = [_EDITORIAL_MARKS.sub("", t).split() for t in (p.lemma, p.reading)]
    return bare[0] == bare[1]


def _split(p: Pair) -> bool:
    return _divided(p) > 0


def _merge(p: Pair) -> bool:
    return _divided(p) < 0


def _divided(p: Pair) -> int:
    """How many sentences more the reading makes of the same words; 0 for copies."""
    if p.copies or _ends(p.reading) == _ends(p.lemma) or p.folded[0] != p.folded[1]:
        return 0
    one, other = (len(sentence_bounds(text, p.language)) for text in (p.lemma, p.reading))
    return other - one


def _ends(text: str) -> int:
    return len(_SENTENCE_END.findall(text))


def _only_marks(p: Pair) -> bool:
    """The same words; an apostrophe, its shape and a soft hyphen are marks, not letters."""
    left, right = ([_unmarked(w) for w in words] for words in p.words)
    return left == right


def _only_case(p: Pair) -> bool:
    left, right = ([_typed(w).lower() for w in words] for words in p.words)
    return left == right


def _same_letters(p: Pair) -> bool:
    """Folding the case folds more than case: the long s, the sharp s, the final sigma."""
    return p.folded[0] == p.folded[1]


def _only_division(p: Pair) -> bool:
    return _letters(p.lemma) == _letters(p.reading) != ""


def _numbers(p: Pair) -> bool:
    """One number in figures or words; or the same phrase, whose numbers are written otherwise."""
    left, right = p.folded
    value = number_value(left)
    if value is not None and value == number_value(right):
        return True
    if len(left) == len(right) == 1 and figure_and_roman(left[0], right[0]):
        return True
    if base(p.language) == "la" and p.each(same_latin_ordinal):
        return True
    if min(len(left), len(right)) < 2 or sorted(left) == sorted(right):
        return False  # the same words, perhaps in another order
    values = [with_values(side) for side in (left, right)]
    figures = [[v for v in side if isinstance(v, float)] for side in values]
    return bool(figures[0]) and sorted(map(str, values[0])) == sorted(map(str, values[1]))


def _names(p: Pair) -> bool:
    """One name in two forms; in translations only, and no word that the language has."""
    if p.copies:
        return False
    if p.each(lambda a, b: same_name(a, b) and not p.known.both_words(a.lower(), b.lower())):
        return True
    return same_full_name(*p.words)


def _spelling(p: Pair) -> bool:
    """One word spelt otherwise; without accents, since folding makes an iota subscript a letter."""
    return p.each(
        lambda a, b: (
            same_spelling(_typed(a), _typed(b), p.known)
            or same_spelling(STEPS["accents"](_typed(a)), STEPS["accents"](_typed(b)), p.known)
        )
    )


def _only_pointed(p: Pair) -> bool:
    """Only points and accents differ: vowels of Arabic and Hebrew, `Über` and `Uber`."""
    left, right = ([_bare(w) for w in side] for side in p.words)
    return left == right


def _inflected(p: Pair) -> bool:
    return p.each(lambda a, b: _one_word(_fold(a), _fold(b), p.language, p.known))


def _one_word(a: str, b: str, language: str, known: Table) -> bool:
    if stem(a, language) == stem(b, language) or known.inflected(a, b):
        return True
    return any(
        {a, b} == {a[: -len(x)] + x, a[: -len(x)] + y}
        for one, other in _LEARNED
        for x, y in ((one, other), (other, one))
        if a.endswith(x) and len(a) > len(x) + 2
    )


def _order(p: Pair) -> bool:
    left, right = p.folded
    return left != right and sorted(left) == sorted(right) and len(left) > 1


def _synonyms(p: Pair) -> bool:
    same = p.synonyms
    return same is not None and p.each(lambda a, b: same(_fold(a), _fold(b)))


def _one_word_each(p: Pair) -> bool:
    return len(p.words[0]) == len(p.words[1]) == 1


def pairs_of(p: Pair) -> list[tuple[str, str, str]]:
    """The word pairs that differ, where both sides have as many words, with the class of each.

    A part of one name in two forms is a form of the name, unlike as its letters may be.
    """
    found = []
    name = _names(p)
    for a, b in p.unequal:
        pair = replace(p, lemma=a, reading=b)
        cls = next(cls for cls, holds in RULES if holds(pair))
        found.append((a, b, "name-form" if name and cls == "lexical" else cls))
    return found


def _by_pairs(p: Pair) -> str:
    """The heaviest class of the word pairs of a phrase of equal length; "" where there is none.

    Of translations, a pair of other words makes the whole a phrase.
    """
    if len(p.unequal) < 2 and not (p.unequal and len(p.words[0]) > 1):
        return ""
    heaviest = max((cls for _, _, cls in pairs_of(p)), key=_WEIGHTS.index)
    return heaviest if p.copies or heaviest not in ("synonym", "lexical") else ""


_WEIGHTS = (
    "punctuation case orthographic word-division number-form name-form editorial inflection "
    "synonym lexical phrase omission addition word-order split merge".split()
)
RULES: tuple[tuple[str, Callable[[Pair], bool]], ...] = (
    ("editorial", _only_editorial),
    ("split", _split),
    ("merge", _merge),
    ("punctuation", _only_marks),
    ("omission", lambda p: not p.words[1]),
    ("addition", lambda p: not p.words[0]),
    ("case", _only_case),
    ("orthographic", _same_letters),
    ("orthographic", _only_pointed),
    ("word-division", _only_division),
    ("number-form", _numbers),
    ("name-form", _names),
    ("orthographic", _spelling),
    ("inflection", _inflected),
    ("word-order", _order),
    ("synonym", _synonyms),
    ("lexical", _one_word_each),
    ("phrase", lambda p: True),
)


def class_of(pair: Pair) -> str:
    """The first rule that holds; a phrase of pairs has the class of its heaviest pair."""
    name = next(name for name, holds in RULES if holds(pair))
    return (_by_pairs(pair) or name) if name == "phrase" else name
