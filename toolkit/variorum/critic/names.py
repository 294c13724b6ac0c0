"""One name in two romanisations: Phomvihan, Fomvikhan; Ceaușescu, Чаушеску."""

from __future__ import annotations

import re
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
SHORT = 4  # letters; a shorter name must have the same skeleton


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
    >>> same_name("Berlin", "Moscow"), same_name("sage", "sags"), same_name("Polish", "Poland")
    (False, False, False)
    """
    if not (a[:1].isupper() and b[:1].isupper()) or a.casefold() == b.casefold():
        return False
    if any(c.isdigit() for c in a + b):
        return False
    left, right = skeleton(a), skeleton(b)
    if left == right:
        return True
    if min(len(a), len(b)) <= SHORT or left[:1] != right[:1]:
        return False
    return left[-1:] == right[-1:] and alike(left, right) >= ALIKE
