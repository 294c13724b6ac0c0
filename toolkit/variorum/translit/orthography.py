"""What Russian spelling never has, and so which Latin letter groups a scheme never gives."""

from __future__ import annotations

import unicodedata
from functools import cache

from .forward import fold, scheme, standard
from .inverse import CHUNK, inverse
from .tables import VOWELS

_SIGNS = frozenset("ъь")
_SOFTENING = frozenset("еёюяи")


def may_follow(before: str, letter: str) -> bool:
    """Can a Russian word have this letter after that one ("" = the word begins)?

    >>> may_follow("и", "ы"), may_follow("о", "й"), may_follow("", "ь")
    (False, True, False)
    """
    vowel_before = before in VOWELS if before else False
    if letter in _SIGNS or letter == "ы":
        return bool(before) and not vowel_before and before not in _SIGNS and before != "й"
    if letter == "й":
        return not before or vowel_before
    if before == "ъ":
        return letter in _SOFTENING
    return True


def illegal_groups(latin: str, name: str) -> tuple[str, ...]:
    """The letter groups of a romanised text that a scheme never gives, in order.

    Marks may be dropped, but a mark that the scheme does not use is illegal.

    >>> illegal_groups("prozreniia", "ala-lc"), illegal_groups("prozreniya", "ala-lc")
    ((), ('iya',))
    >>> illegal_groups("čohom", "bgn")
    ('č',)
    """
    found: list[str] = []
    for word in standard(latin).lower().replace("-", " ").split():
        letters = "".join(c for c in word if c.isalpha() or unicodedata.combining(c) or c in "ʹʺ")
        foreign = [c for c in _clusters(letters) if c not in _alphabet(name)]
        if foreign:
            found.extend(foreign)
        elif group := _stuck(fold(letters), name):
            found.append(group)
    return tuple(found)


def _clusters(word: str) -> list[str]:
    """Letters with their marks."""
    out: list[str] = []
    for char in unicodedata.normalize("NFD", word):
        if out and unicodedata.combining(char):
            out[-1] = unicodedata.normalize("NFC", out[-1] + char)
        else:
            out.append(char)
    return out


@cache
def _alphabet(name: str) -> frozenset[str]:
    """Every letter of a scheme, with its marks and without."""
    table = scheme(name)
    full = {
        c
        for latin in (*table.letters.values(), *table.initial.values(), *table.old.values())
        for c in _clusters(latin)
    }
    return frozenset(full | {fold(c) for c in full})


def _stuck(folded: str, name: str) -> str:
    """The group at which reading by the scheme's letters comes to a halt; "" if it does not."""
    chunks = inverse(name)
    reached: list[set[str]] = [set() for _ in range(len(folded) + 1)]
    reached[0] = {""}
    for at in range(len(folded)):
        for before in sorted(reached[at]):
            for size in range(1, min(CHUNK, len(folded) - at) + 1):
                for letter in chunks.get(folded[at : at + size], ()):
                    if may_follow(before, letter) or may_follow("ь", letter):
                        _reach(reached[at + size], before, letter)
    if not folded or reached[-1]:
        return ""
    last = max(at for at, letters in enumerate(reached) if letters)
    return folded[max(0, last - 1) : last + 2]


def _reach(letters: set[str], before: str, letter: str) -> None:
    """A sign that print dropped may stand between consonant and letter."""
    dropped = bool(before) and before not in VOWELS and before not in "йъь"
    if may_follow(before, letter) or (dropped and may_follow("ь", letter)):
        letters.add(letter)
