"""The script of a letter, and the script in which a language is usually written."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from functools import cache

_ASCII = bytes(range(128))
_PLAIN = re.compile("[A-Za-z]")
_PLAIN_BYTES = string.ascii_letters.encode()
_BY_NAME = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr", "ARABIC": "Arab",
    "ETHIOPIC": "Ethi", "ARMENIAN": "Armn", "GEORGIAN": "Geor", "COPTIC": "Copt",
    "SYRIAC": "Syrc", "GLAGOLITIC": "Glag", "GOTHIC": "Goth", "DEVANAGARI": "Deva",
    "TAMIL": "Taml", "BENGALI": "Beng", "GRANTHA": "Gran", "TELUGU": "Telu", "KANNADA": "Knda",
    "MALAYALAM": "Mlym", "SINHALA": "Sinh", "TIBETAN": "Tibt", "THAI": "Thai", "KHMER": "Khmr",
    "MYANMAR": "Mymr", "MONGOLIAN": "Mong", "CJK": "Hani", "HIRAGANA": "Hira",
    "KATAKANA": "Kana", "HANGUL": "Hang", "RUNIC": "Runr", "AVESTAN": "Avst",
}  # fmt: skip

_LANGUAGES = {
    "Cyrl": "ru uk be bg mk cu orv chu rus ukr",
    "Latn": "en de fr it es pt nl la pl cs sk sl hr hu fi sv da no nb nn is et lv lt ro ca gl eu "
            "ga cy br sq tr vi id ms sw eo ang enm gmh goh fro frm sga non mt af lb",
    "Grek": "grc el gmy",
    "Hebr": "he hbo yi jpa",
    "Arab": "ar fa ur ps",
    "Ethi": "gez am ti",
    "Armn": "hy xcl",
    "Geor": "ka oge",
    "Copt": "cop",
    "Syrc": "syc syr",
    "Deva": "hi mr ne",
    "Jpan": "ja",
    "Hans": "zh lzh cmn",
    "Kore": "ko",
}  # fmt: skip
_USUAL = {language: script for script, tags in _LANGUAGES.items() for language in tags.split()}
_MADE_OF = {  # scripts that are written with several
    "Jpan": frozenset({"Hani", "Hira", "Kana"}),
    "Hans": frozenset({"Hani"}),
    "Hant": frozenset({"Hani"}),
    "Kore": frozenset({"Hang", "Hani"}),
    "Cyrs": frozenset({"Cyrl"}),
    "Latf": frozenset({"Latn"}),
    "Polyton": frozenset({"Grek"}),
}
VARIANTS_IN_LATIN = frozenset("alalc97 pinyin wadegile hepburn heploc tongyong jyutping".split())


@cache
def script(letter: str) -> str:
    """The four-letter code of a letter's script; "" for signs, marks and modifiers.

    >>> script("ж"), script("a"), script("ʹ"), script("1")
    ('Cyrl', 'Latn', '', '')
    """
    if not letter.isalpha() or unicodedata.category(letter) == "Lm":
        return ""
    for word in unicodedata.name(letter, "").split():
        if word in _BY_NAME:
            return _BY_NAME[word]
    return ""


@cache
def expected(tag: str) -> frozenset[str]:
    """The scripts in which text of a language tag is written; empty where that is not known.

    >>> sorted(expected("ru")), sorted(expected("ru-Latn-alalc97")), sorted(expected("x-own"))
    (['Cyrl'], ['Latn'], [])
    """
    parts = tag.split("-")
    if parts[0].lower() in ("x", "i"):
        return frozenset()
    for part in parts[1:]:
        if len(part) == 1:
            break  # extensions and private use say nothing of the script
        if len(part) == 4 and part.isalpha():
            code = part.title()
            known = code in _MADE_OF or code in _BY_NAME.values()
            return _MADE_OF.get(code, frozenset({code})) if known else frozenset()
        if part.lower() in VARIANTS_IN_LATIN:
            return frozenset({"Latn"})
    usual = _USUAL.get(parts[0].lower(), "")
    return _MADE_OF.get(usual, frozenset({usual})) if usual else frozenset()


def count(text: str) -> Counter[str]:
    """How many letters of each script a text has, the script that comes first first.

    >>> count("Жab, жc")
    Counter({'Latn': 3, 'Cyrl': 2})
    """
    found: Counter[str] = Counter()
    for letter, n in _letters(text).items():
        if of := script(letter):
            found[of] += n
    return found


def scripts(text: str) -> set[str]:
    """The scripts of the letters of a text.

    >>> sorted(scripts("Жab, жc"))
    ['Cyrl', 'Latn']
    """
    found = set(map(script, set(without_ascii(text)))) - {""}
    return found | {"Latn"} if _PLAIN.search(text) else found


def without_ascii(text: str) -> str:
    """A text without its characters of ASCII.

    They are dropped from its bytes at once: most of a long text is never looked at.
    """
    if text.isascii():
        return ""
    return (
        text.encode(errors="surrogatepass").translate(None, _ASCII).decode(errors="surrogatepass")
    )


def _letters(text: str) -> dict[str, int]:
    """How often each letter stands in a text; one Latin letter stands for all those of ASCII."""
    first = _PLAIN.search(text)
    if first is None:
        return Counter(text)
    data = text.encode(errors="surrogatepass")
    plain = len(data) - len(data.translate(None, _PLAIN_BYTES))
    before = dict.fromkeys(text[: first.start()], 0)
    return before | {first[0]: plain} | Counter(without_ascii(text))


NAMES = {
    "Latn": "Latin", "Cyrl": "Cyrillic", "Grek": "Greek", "Hebr": "Hebrew", "Arab": "Arabic",
    "Ethi": "Ethiopic", "Hani": "Chinese", "Copt": "Coptic", "Syrc": "Syriac", "Armn": "Armenian",
    "Geor": "Georgian", "Glag": "Glagolitic", "Deva": "Devanagari",
}  # fmt: skip


def said(code: str) -> str:
    """A script by its English name."""
    return NAMES.get(code, code)
