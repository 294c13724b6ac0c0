"""Romanisation of Russian, letter by letter, in four schemes.

BGN/PCGN 1947, ALA-LC 1997, ISO 9:1995 and the scholarly (scientific) system. Letters of the old
orthography are read where a scheme knows them, never guessed on the way back.
"""

from __future__ import annotations

from dataclasses import dataclass, field

VOWELS = frozenset("аеёиоуыэюяіѣѵ")
AFTER_SIGN = frozenset("йъь")

_COMMON = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "ë", "з": "z", "и": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "ъ": "ʺ", "ы": "y", "ь": "ʹ",
}  # fmt: skip
_ENGLISH = {"ж": "zh", "х": "kh", "ч": "ch", "ш": "sh", "щ": "shch"}
_HACEKS = {"ж": "ž", "ц": "c", "ч": "č", "ш": "š", "й": "j", "э": "è"}


@dataclass(frozen=True, slots=True)
class Scheme:
    """One romanisation: its letters, and those written otherwise at the start of a syllable.

    `initial` holds at the beginning of a word and after a vowel, й, ъ or ь. `tags` are the
    language tags that name the scheme; the first is the one to write.
    """

    name: str
    title: str
    letters: dict[str, str]
    tags: tuple[str, ...]
    initial: dict[str, str] = field(default_factory=dict)
    old: dict[str, str] = field(default_factory=dict)


BGN = Scheme(
    "bgn",
    "BGN/PCGN",
    _COMMON | _ENGLISH | {"й": "y", "ц": "ts", "э": "e", "ю": "yu", "я": "ya"},
    ("ru-Latn-t-ru-m0-bgn", "ru-Latn-x-bgn"),
    initial={"е": "ye", "ё": "yë"},
)
ALA_LC = Scheme(
    "ala-lc",
    "ALA-LC",
    _COMMON | _ENGLISH | {"й": "ĭ", "ц": "t\u0361s", "э": "ė", "ю": "i\u0361u", "я": "i\u0361a"},
    ("ru-Latn-alalc97", "ru-Latn-t-ru-m0-alaloc"),
    old={"і": "ī", "ѣ": "i\u0361e", "ѳ": "ḟ", "ѵ": "ẏ"},
)
ISO_9 = Scheme(
    "iso9",
    "ISO 9:1995",
    _COMMON | _HACEKS | {"х": "h", "щ": "ŝ", "ю": "û", "я": "â"},
    ("ru-Latn-t-ru-m0-iso", "ru-Latn-x-iso9"),
    old={"і": "ì", "ѣ": "ě", "ѳ": "f\u0300", "ѵ": "ỳ"},
)
SCHOLARLY = Scheme(
    "scholarly",
    "scholarly",
    _COMMON | _HACEKS | {"х": "x", "щ": "šč", "ю": "ju", "я": "ja"},
    ("ru-Latn-x-scholar", "ru-Latn-x-scientific"),
    old={"і": "i", "ѣ": "ě", "ѳ": "f", "ѵ": "i"},
)
SCHEMES: tuple[Scheme, ...] = (BGN, ALA_LC, ISO_9, SCHOLARLY)
NAMES: tuple[str, ...] = tuple(s.name for s in SCHEMES)
