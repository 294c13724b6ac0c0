"""One number in figures or words: enough of six languages to see that `16` is `sixteen`."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_RUSSIAN = (
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
    "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
).split()
_RUSSIAN_TENS = (
    "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split()
)
_LATIN = (
    "nullus unus duo tres quattuor quinque sex septem octo nouem decem undecim duodecim tredecim "
    "quattuordecim quindecim sedecim septendecim duodeuiginti undeuiginti uiginti"
).split()
_FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
).split()
_GERMAN = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig"
).split()
_SCALE = {
    "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000,
    "сто": 100, "тысяча": 1000, "тысяч": 1000, "тысячи": 1000, "миллион": 1_000_000,
}  # fmt: skip
_WORDS = (
    {word: n for n, word in enumerate(_ONES)}
    | {word: n for n, word in enumerate(_ORDINALS)}
    | {word: n for n, word in enumerate(_RUSSIAN)}
    | {word: n for n, word in enumerate(_LATIN)}
    | {word: n for n, word in enumerate(_FRENCH) if n > 1}
    | {word: n for n, word in enumerate(_GERMAN)}
    | {word: 10 * n for n, word in enumerate(_TENS, 2)}
    | {word: 10 * n for n, word in enumerate(_RUSSIAN_TENS, 2)}
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_FORM = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
# Latin ordinals, in words or as a figure with an ending (`3o`, `IIIus`), in any case or gender.
_LATIN_ENDING = "(us|a|um|m|i|ae|e|o|am|os|as|orum|arum|is)"
_LATIN_FIGURE = re.compile(rf"(\d+|[ivxlc]+){_LATIN_ENDING}")
_LATIN_ORDINALS = (
    "prim secund terti quart quint sext septim octau non decim undecim duodecim tertiadecim "
    "quartadecim quintadecim"
).split()
_LATIN_WORD = re.compile(f"({'|'.join(_LATIN_ORDINALS)}){_LATIN_ENDING}")


def same_latin_ordinal(one: str, other: str) -> bool:
    """Is one of two words a Latin ordinal in figures, the other the same number?

    Two that are both spelt out are two words or two forms of one.

    >>> same_latin_ordinal("tertio", "3o"), same_latin_ordinal("iii", "3o")
    (True, True)
    >>> same_latin_ordinal("quinto", "9"), same_latin_ordinal("primo", "primus")
    (False, False)
    """
    words = one.casefold(), other.casefold()
    figures = [_latin_figure(word) for word in words]
    if figures == [None, None]:
        return False
    a, b = (_latin_word(word) if value is None else value for word, value in zip(words, figures))
    return a is not None and a == b


def _latin_figure(word: str) -> float | None:
    plain = _figure(word)
    found = _LATIN_FIGURE.fullmatch(word) if plain is None else None
    if found is None:
        return plain
    if found[1].isdigit():
        return float(found[1])
    return float(_roman(found[1])) if _ROMAN_FORM.fullmatch(found[1]) else None


def _latin_word(word: str) -> float | None:
    found = _LATIN_WORD.fullmatch(word.replace("v", "u").replace("j", "i"))
    return float(_LATIN_ORDINALS.index(found[1]) + 1) if found else None


def number_value(words: list[str]) -> float | None:
    """The number that case-folded words spell; None where they spell none.

    >>> number_value(["16"]), number_value(["sixteen"]), number_value(["twenty", "one"])
    (16.0, 16.0, 21.0)
    >>> number_value(["the", "one"]) is None
    True
    """
    if not words:
        return None
    if len(words) == 1 and (plain := _figure(words[0])) is not None:
        return plain
    parts = [part for w in words for part in w.split("-")]
    if parts[0] == "and" or parts[-1] == "and":
        return None
    total, current = 0, 0
    for word in (part for part in parts if part != "and"):
        if word in _WORDS:
            current += _WORDS[word]
        elif word in _SCALE:
            current = max(current, 1) * _SCALE[word]
            if _SCALE[word] > 100:
                total, current = total + current, 0
        else:
            return None
    return float(total + current)


def with_values(words: Sequence[str]) -> list[str | float]:
    """The words with each number in figures or words as its value, longest first.

    >>> with_values("october 6th about two thousand men".split())
    ['october', 6.0, 'about', 2000.0, 'men']
    """
    found: list[str | float] = []
    at = 0
    while at < len(words):
        last = at
        while last < min(len(words), at + 8) and _spelt(words[last]):
            last += 1
        for end in range(max(last, at + 1), at, -1):
            value = number_value(list(words[at:end]))
            if value is not None and not _is_roman_word(words[at:end]):
                found.append(value)
                at = end
                break
        else:
            found.append(words[at])
            at += 1
    return found


def figure_and_roman(a: str, b: str) -> bool:
    """Is one in figures what the other is in Roman letters, `i` too, which alone is a word?

    >>> figure_and_roman("i", "1"), figure_and_roman("i", "i"), figure_and_roman("4", "iv")
    (True, False, True)
    """
    figure, letters = (a, b) if a.isdecimal() else (b, a)
    return (
        figure.isdecimal()
        and bool(_ROMAN_FORM.fullmatch(letters))
        and _roman(letters) == int(figure)
    )


def _spelt(word: str) -> bool:
    """Can a word be part of a number of several words?"""
    return all(p in _WORDS or p in _SCALE or p == "and" for p in word.split("-"))


def _is_roman_word(words: Sequence[str]) -> bool:
    """Letters that could be a Roman number are a word inside a phrase: `mix`, `vi`."""
    return len(words) == 1 and _ROMAN_FORM.fullmatch(words[0]) is not None


def _figure(word: str) -> float | None:
    if not word.isalpha():
        bare = re.sub(r"(?<=\d)(?:st|nd|rd|th|-?й|-?го|-?е)$", "", word)
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", bare):
            return float(bare.replace(",", ""))
    inner = word.strip(".·")
    if len(inner) > 1 or (inner and inner != word):
        late = inner[:-1] + "i" if inner.endswith("j") else inner  # xij
        if _ROMAN_FORM.fullmatch(late):
            return float(_roman(late))
    return None


def _roman(word: str) -> int:
    values = [_ROMAN[c] for c in word]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following))
