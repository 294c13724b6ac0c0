"""The rules that name a difference: small predicates on a pair of readings, asked in order.

The first that holds gives the class. A rule looks at two texts and nothing else: never at sigla,
never at the order of witnesses. A project may put its own before these (`ProjectRule`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from ..text.normal import STEPS
from ..text.stems import stem
from ..text.tokens import spans
from .names import same_name
from .numbers import number_value
from .spelling import same_spelling

Synonyms = Callable[[str, str], bool]
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s+[\"“‘«\[(]*\w)")
_EDITORIAL_MARKS = re.compile(r"[\[\]⟦⟧⟨⟩†]")
_IRREGULAR = [
    frozenset(group.split())
    for group in (
        "be am is are was were been being",
        "have has had having",
        "do does did done doing",
        "go goes went gone going",
        "man men",
        "woman women",
        "child children",
        "person people",
        "say says said saying",
        "make makes made making",
        "take takes took taken taking",
        "come comes came coming",
        "see sees saw seen seeing",
        "know knows knew known",
        "give gives gave given giving",
        "think thinks thought",
        "find finds found",
        "this these",
        "that those",
        "i me my mine",
        "he him his",
        "she her hers",
        "we us our ours",
        "they them their theirs",
        "who whom whose",
        "good better best",
        "bad worse worst",
        "быть был была было были есть будет будут",
    )
]

_LEARNED = (("is", "es"), ("us", "i"), ("um", "a"), ("on", "a"))  # crisis, crises


@dataclass(frozen=True)
class Pair:
    """Lemma and reading, with what the rules ask of them."""

    lemma: str
    reading: str
    language: str = "en"
    synonyms: Synonyms | None = None

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
    """A rule of the project: both patterns must match the whole lemma and the whole reading."""

    cls: str
    lemma: str = ".*"
    reading: str = ".*"

    def holds(self, lemma: str, reading: str) -> bool:
        return bool(
            re.fullmatch(self.lemma, lemma, re.S) and re.fullmatch(self.reading, reading, re.S)
        )


def _words(text: str) -> list[str]:
    bare = _EDITORIAL_MARKS.sub("", text) if "[" in text else text
    return [bare[a:b] for a, b, word in spans(bare) if word]


def _typed(word: str) -> str:
    return STEPS["quotes"](unicodedata.normalize("NFC", word))


def _fold(word: str) -> str:
    return STEPS["quotes"](unicodedata.normalize("NFC", word).casefold())


def _bare(word: str) -> str:
    return _fold(STEPS["accents"](word))


def _letters(text: str) -> str:
    return "".join(c for c in _fold(text) if c.isalnum() or unicodedata.category(c)[0] == "M")


def _only_editorial(p: Pair) -> bool:
    bare = [_EDITORIAL_MARKS.sub("", t).split() for t in (p.lemma, p.reading)]
    return p.lemma != p.reading and "".join(bare[0]) == "".join(bare[1])


def _split(p: Pair) -> bool:
    return _ends(p.reading) > _ends(p.lemma) and p.folded[0] == p.folded[1]


def _merge(p: Pair) -> bool:
    return _ends(p.reading) < _ends(p.lemma) and p.folded[0] == p.folded[1]


def _ends(text: str) -> int:
    return len(_SENTENCE_END.findall(text))


def _only_marks(p: Pair) -> bool:
    """The same words; the shape of an apostrophe is a mark's, not a letter's."""
    left, right = ([_typed(w) for w in words] for words in p.words)
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
    value = number_value(p.folded[0])
    return value is not None and value == number_value(p.folded[1])


def _names(p: Pair) -> bool:
    return p.each(same_name)


def _spelling(p: Pair) -> bool:
    """One word spelt otherwise; without accents, since folding makes an iota subscript a letter."""
    return p.each(
        lambda a, b: same_spelling(_fold(a), _fold(b)) or same_spelling(_bare(a), _bare(b))
    )


def _inflected(p: Pair) -> bool:
    return p.each(lambda a, b: _one_word(_fold(a), _fold(b), p.language))


def _one_word(a: str, b: str, language: str) -> bool:
    if stem(a, language) == stem(b, language):
        return True
    if any(a in group and b in group for group in _IRREGULAR):
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


RULES: tuple[tuple[str, Callable[[Pair], bool]], ...] = (
    ("editorial", _only_editorial),
    ("split", _split),
    ("merge", _merge),
    ("punctuation", _only_marks),
    ("omission", lambda p: not p.words[1]),
    ("addition", lambda p: not p.words[0]),
    ("case", _only_case),
    ("orthographic", _same_letters),
    ("word-division", _only_division),
    ("number-form", _numbers),
    ("name-form", _names),
    ("inflection", _inflected),
    ("orthographic", _spelling),
    ("word-order", _order),
    ("synonym", _synonyms),
    ("lexical", _one_word_each),
    ("phrase", lambda p: True),
)
