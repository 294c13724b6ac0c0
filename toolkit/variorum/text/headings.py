"""Headings of plain text: `CHAPTER XII`, `Erstes Kapitel`, `Глава 3`, `IV.`, `PROLOGUE`.

What a division is called (chapter, book, part, …) in seventeen languages, and its number: Arabic,
Roman, or in words. Two headings of one number correspond in whatever languages they are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pkgutil import get_data

_ROMAN = re.compile(r"(?=[ivxlc])(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ARTICLES = frozenset("the la le das die der der erstes het".split()) - {"erstes"}
_LONGEST = 12  # words of a heading with its title
_WITH_TITLE = 40  # where `Chapter 12` stands before an argument of old custom
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
_FAR = 400  # characters: no heading is longer
_CLOSERS = "\"'”’»›)]*_"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says of its division: its name as written, and its number (0 = none)."""

    label: str  # "chapter", "глава"; "" for a bare number
    number: int


@cache
def _table() -> tuple[frozenset[str], dict[str, int], frozenset[str]]:
    import tomllib

    data = get_data("variorum.text", "words/headings.toml")
    assert data is not None, "the words of headings are part of the package"
    said = tomllib.loads(data.decode("utf-8"))
    labels = frozenset(word for line in said["labels"].values() for word in line.split())
    numbers: dict[str, int] = {}
    for line in said["numbers"].values():
        for value, forms in enumerate(line.split(), 1):
            for form in forms.split("|"):
                numbers.setdefault(form, value)
    return labels, numbers, frozenset(said["named"]["all"].split())


def heading(text: str) -> Heading | None:
    """What a line says if it is a heading by its words; None where its words are none.

    >>> heading("CHAPTER XII. In which all is lost"), heading("Erstes Kapitel")
    (Heading(label='chapter', number=12), Heading(label='kapitel', number=1))
    >>> heading("Chapter and verse were quoted."), heading("I am here.")
    (None, None)
    """
    labels, _, named = _table()
    if len(text) > _FAR or not _may_head(text):
        return None
    words = _WORD.findall(_plain(text))
    plainly = len(words) > 1 and words[0] in labels and _numeral(words[1]) > 0
    if not words or len(words) > (_WITH_TITLE if plainly else _LONGEST):
        return None
    for at in (0, 1, 2):
        if at < len(words) and words[at] in labels and all(_number(w) for w in words[:at][-1:]):
            return _labelled(words, at, text)
    if len(words) == 1 and (number := _numeral(words[0])):
        return Heading("", number) if _bare(text) else None
    if len(words) <= 3 and words[0] in named and not _ends_sentence(text):
        return Heading(words[0], 0)
    return None


def _may_head(text: str) -> bool:
    """Is one of the first three words a name or a number of divisions? Most lines are done here."""
    labels, numbers, named = _table()
    for word in text.split(None, 3)[:3]:
        bare = _plain(word).strip(".,:;()[]'’\"-–—")
        if bare in labels or bare in named or bare in numbers or _numeral(bare):
            return True
    return False


def _labelled(words: list[str], at: int, text: str) -> Heading | None:
    """`Chapter 3`, `Chapter the Third`, `Third Chapter`, and a title after them."""
    if at and (number := _number(words[at - 1])):
        return Heading(words[at], number) if len(words) <= at + 3 else None
    after = [w for w in words[at + 1 : at + 3] if w not in _ARTICLES]
    number = _number(after[0]) if after else 0
    if not number:
        return None
    title = len(words) > at + 2
    if title and _ends_sentence(text) and not re.match(r"\W*\w+\s+\S+?\s*[.:—–-]", text.strip()):
        return None  # `Part one was read aloud.`
    return Heading(words[at], number)


def is_title_line(text: str) -> bool:
    """Is this a short line all in capitals, as titles are set?

    >>> is_title_line("RECORD OF A CONVERSATION"), is_title_line("TOP"), is_title_line("A man.")
    (True, False, False)
    """
    return (
        text.isupper()
        and len(text) <= _FAR
        and sum(c.isupper() for c in text) >= 6
        and len(text.split()) <= _LONGEST
        and text.strip()[-1:] not in ",;"
    )


@lru_cache(4096)
def _plain(text: str) -> str:
    if text.isascii():
        return text.strip().strip("*_#=").lower()
    decomposed = unicodedata.normalize(
        "NFD", text.strip().strip("*_#=").lower().translate(_LETTERS)
    )
    return "".join(c for c in decomposed if not unicodedata.combining(c) or c in "\u0306").replace(
        "и\u0306", "й"
    )


def _number(word: str) -> int:
    return _numeral(word) or _table()[1].get(word, 0)


def _numeral(word: str) -> int:
    """The value of Arabic or Roman figures; 0 for anything else."""
    if word.isdecimal():
        return int(word) if len(word) <= 3 else 0
    if not _ROMAN.fullmatch(word):
        return 0
    values = [_VALUES[c] for c in word]
    return sum(-v if values[i + 1 : i + 2] > [v] else v for i, v in enumerate(values))


def _bare(text: str) -> bool:
    """A number alone: figures, or Roman in capitals, with no more than a stop or brackets."""
    figures = text.strip().strip(".()[]*_-–— ")
    return figures.isdecimal() or figures.isupper()


def _ends_sentence(text: str) -> bool:
    return text.rstrip().rstrip(_CLOSERS)[-1:] in tuple(".!?…")
