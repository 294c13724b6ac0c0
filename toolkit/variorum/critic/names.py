"""One name in two romanisations: Phomvihan, Fomvikhan; Ceaușescu, Чаушеску."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..text.normal import STEPS
from .spelling import alike

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".split(),
    )
)
# What romanisations of one sound have in common; longest first.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch|šč|sz?cz", "S"),
        (r"zh|ž|dzh|dj|dž", "J"),
        (r"kh|ch(?=[aou]?[tn])|h", "h"),
        (r"tch|ch|č|cz|tsch", "C"),
        (r"sh|š|sz|ș|ş", "S"),
        (r"ts|tz|c(?=[eiy])|ț", "z"),
        (r"ph|ff", "f"),
        (r"[wv]|f(?=f?$)", "v"),
        (r"ck|q|c|x", "k"),
        (r"(?<=[aeiou])[iyj]+", "i"),
        (r"[iyj]+[aou]|[iyj]+e", "e"),
        (r"[iyj]+", "i"),
        (r"'|ʹ|ʺ|’|-", ""),
    )
)
ALIKE = 0.75  # similarity of sound skeletons above which two capitalised words are one name
LIKELY = 0.4  # the same, of one part of a name whose other part is the same
SHORT = 4  # letters; a shorter name must have the same skeleton
_VOWELS = "aeiouy"
_CLASSES = {
    "S": "zJCs",
    "k": "hgkx",
    "p": "bpfv",
    "t": "dt",
    "": _VOWELS,
}  # sounds that are mistaken
_CONSONANTS = str.maketrans({c: heard for heard, all_ in _CLASSES.items() for c in all_})


@cache
def skeleton(name: str) -> str:
    """What is left of a name when the romanisation is taken away: consonants and rough vowels."""
    latin = "".join(_CYRILLIC.get(c, c).replace("-", "") for c in name.casefold())
    bare = STEPS["ligatures"](latin)
    for pattern, sound in _SOUNDS:
        bare = pattern.sub(sound, bare)
    bare = STEPS["accents"](bare)
    return re.sub(r"(.)\1+", r"\1", bare)


def same_name(a: str, b: str) -> bool:
    """Are two capitalised words one name in two forms?

    >>> same_name("Phomvihan", "Fomvikhan"), same_name("Ceaucescu", "Ceaușescu")
    (True, True)
    >>> same_name("Berlin", "Moscow"), same_name("sage", "sags"), same_name("Austria", "Australia")
    (False, False, False)
    """
    if not (a[:1].isupper() and b[:1].isupper()) or a.casefold() == b.casefold():
        return False
    if any(c.isdigit() for c in a + b):
        return False
    left, right = skeleton(a), skeleton(b)
    if left == right:
        return True
    # Austria and Australia are alike, and two: a romanisation may alter a consonant, not add one.
    heard = [side.translate(_CONSONANTS) for side in (left, right)]
    if min(len(a), len(b)) <= SHORT or heard[0] != heard[1] or left[-1:] != right[-1:]:
        return False
    return (left[:1] in _VOWELS) == (right[:1] in _VOWELS) and alike(left, right) >= ALIKE


def same_full_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """Are these one name of several parts, one of which is plainly the same?

    >>> same_full_name(["Wo", "Thi", "Khong"], ["Vo", "Chi", "Cong"])
    True
    >>> same_full_name(["John", "Smith"], ["John", "Brown"])
    False
    """
    if len(a) != len(b) or len(a) < 2 or not all(w[:1].isupper() for w in (*a, *b)):
        return False
    sames = [x.casefold() == y.casefold() or same_name(x, y) for x, y in zip(a, b)]
    rest = [(x, y) for x, y, same in zip(a, b, sames) if not same]
    return any(sames) and all(_may_be(x, y) for x, y in rest)


def _may_be(a: str, b: str) -> bool:
    """May these be parts of one name: alike, one vowel for each vowel?"""
    left, right = skeleton(a), skeleton(b)
    vowels = [[c for c in side if c in _VOWELS] for side in (left, right)]
    return vowels[0] == vowels[1] and alike(left, right) >= LIKELY
