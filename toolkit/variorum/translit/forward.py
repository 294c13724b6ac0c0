"""Romanise Cyrillic, and ask whether a Latin form is what a scheme gives."""

from __future__ import annotations

import unicodedata
from functools import cache

from ..errors import UsageError
from .tables import AFTER_SIGN, NAMES, SCHEMES, VOWELS, Scheme

_PRIMES = str.maketrans(
    {"'": "ʹ", "’": "ʹ", "‘": "ʹ", "ʼ": "ʹ", "′": "ʹ", '"': "ʺ", "”": "ʺ", "“": "ʺ", "″": "ʺ"}
)
_DROPPED = frozenset("ʹʺ\u0361\ufe20\ufe21")


@cache
def scheme(name: str) -> Scheme:
    """A scheme by name; raises `UsageError` naming those there are."""
    for each in SCHEMES:
        if each.name == name:
            return each
    raise UsageError(f"unknown romanisation {name!r}", hint=f"choose from {', '.join(NAMES)}")


def scheme_of(tag: str) -> str:
    """The scheme that a language tag names, or "" where it names none.

    >>> scheme_of("ru-Latn-alalc97"), scheme_of("ru-Latn")
    ('ala-lc', '')
    """
    return next((s.name for s in SCHEMES if tag.lower() in {known.lower() for known in s.tags}), "")


def tag_of(name: str) -> str:
    """The language tag to write for a scheme.

    >>> tag_of("ala-lc")
    'ru-Latn-alalc97'
    """
    return scheme(name).tags[0]


def romanise(text: str, name: str) -> str:
    """Romanise the Russian letters of a text; everything else stays.

    >>> romanise("чохом, возбудитель", "bgn"), romanise("Ельцин", "bgn"), romanise("ЩИ", "iso9")
    ('chokhom, vozbuditelʹ', 'Yelʹtsin', 'ŜI')
    """
    table = scheme(name)
    text = unicodedata.normalize("NFC", text)
    out: list[str] = []
    for i, char in enumerate(text):
        before = text[i - 1].lower() if i else ""
        after = text[i + 1] if i + 1 < len(text) else ""
        out.append(_letter(char, before, after, table))
    return "".join(out)


def _letter(char: str, before: str, after: str, table: Scheme) -> str:
    low = char.lower()
    latin = table.letters.get(low) or table.old.get(low)
    if latin is None:
        return char
    if low in table.initial and (
        not _is_letter(before) or before in VOWELS or before in AFTER_SIGN
    ):
        latin = table.initial[low]
    if char == low:
        return latin
    return latin.upper() if after.isupper() else latin[:1].upper() + latin[1:]


def _is_letter(char: str) -> bool:
    return bool(char) and char.isalpha()


def standard(latin: str) -> str:
    """A romanised word as the tables write it: NFC, apostrophes as primes.

    >>> standard("vozbuditel'")
    'vozbuditelʹ'
    """
    return unicodedata.normalize("NFC", latin).translate(_PRIMES)


def fold(latin: str) -> str:
    """A romanised word without its marks: diacritics, ties, primes, as memos print it.

    >>> fold("prozrenii\u0361a"), fold("vozbuditelʹ"), fold("borʹba")
    ('prozreniia', 'vozbuditel', 'borba')
    """
    bare = unicodedata.normalize("NFD", standard(latin))
    return "".join(c for c in bare if c not in _DROPPED and unicodedata.category(c) != "Mn")


def agreement(cyrillic: str, latin: str, name: str) -> str:
    """How a given romanisation answers the Cyrillic: "exact", "simplified" or "".

    Simplified = some or all marks dropped (diacritics, ties, soft and hard signs), nothing else.

    >>> agreement("возбудитель", "vozbuditel", "ala-lc"), agreement("чохом", "čoxom", "bgn")
    ('simplified', '')
    """
    due, given = standard(romanise(cyrillic, name)), standard(latin)
    if due == given:
        return "exact"
    return "simplified" if fold(due) == fold(given) and thinned(due, given) else ""


def thinned(due: str, given: str) -> bool:
    """Can a given form be had by only leaving out marks of the due one?"""
    marks = iter(unicodedata.normalize("NFD", due))
    return all(any(c == d for d in marks) for c in unicodedata.normalize("NFD", given))
