"""Cut a text into words and marks, in any script, without losing a character.

A token never parts a combining mark from its base; between two tokens there is only white space.
Words keep inner apostrophes, hyphens, soft hyphens and joiners (`don't`, `co-op`), the points of
a number (`1,000.50`) and around a scribe's (`.xii.`, `·xx·`), a bracket that completes a word
(`E[rich]`) and the strokes of a Hebrew abbreviation (`ה׳`, `רמב״ם`). `&` and `⁊` are words, since
they are read as such. Scripts written without
spaces (Han, kana, Thai, Lao, Khmer, Burmese) are cut by character cluster, Tibetan by syllable.
Each mark is a token of its own, except that a run of one mark (`...`, `--`) stays together.
"""

from __future__ import annotations

import re
from array import array
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_INNER = r"'’ʼ·_\-‐‑"  # apostrophes, punt volat, hyphens: inside a word only
_AND = r"&c?(?![^\W\d_])|⁊c?(?![^\W\d_])"  # the signs, and `&c`
_RUNS = r"([.\-–—*_·…!?])\{group}+"  # one mark repeated

_READ = re.compile(r"[\w&⁊]")

# Latin, Greek, Cyrillic and Armenian without combining marks: what the plain pattern can cut.
_PLAIN_TEXT = re.compile(
    "[\t-\r -\u02ff\u0370-\u0482\u048a-\u058a\u1e00-\u1fff\u2000-\u200b\u2010-\u20cf\u2100-\u218f]*"
)


def _numeral(more: str = "") -> str:
    """A number between points, as scribes set it: `.xii.`, `.m.cc.xx.`, `·iiij·`."""
    digits = rf"(?:[ivxlcdmjIVXLCDMJıſ]{more})+"
    return rf"(?<![^\s(\[])[.·]+(?:{digits}[.·]+)+(?!\w)"


def _grammar(run: str, more: str = "") -> str:
    """A word: runs of letters, joined by inner marks, perhaps completed by a bracket."""
    joined = rf"{run}(?:(?:[{_INNER}]{more}|(?<=\d)[.,](?=\d)){run})*"
    return rf"{joined}(?:\[(?!sic\])(?!\d){joined}\](?:{joined})?)?"


@cache
def _plain() -> re.Pattern[str]:
    """The fast pattern, for text without combining marks and dense scripts."""
    word = _grammar(r"[^\W_]+(?:\N{SOFT HYPHEN}+[^\W_]+)*\N{SOFT HYPHEN}*")
    return re.compile(rf"({word}|{_numeral()}|{_AND})|{_RUNS.format(group=2)}|\S")


@cache
def _full() -> Any:
    """The pattern for every script; group 1 is set when the token is a word."""
    import regex

    dense = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
    more = (
        r"[\p{M}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{SOFT HYPHEN}"
        r"\N{COMBINING GRAPHEME JOINER}]*+"
    )
    abbreviated = r"|\N{HEBREW PUNCTUATION GERSHAYIM}|(?<=\p{Hebrew})\"(?=\p{Hebrew})"
    geresh = r"(?:(?<=\p{Hebrew})\N{HEBREW PUNCTUATION GERESH})?+"
    word = _grammar(rf"(?:[[\p{{L}}\p{{N}}\p{{Co}}]--[{dense}]]{more}{geresh})+", abbreviated)
    syllable = r"[\p{Tibetan}&&[\p{L}\p{N}]][\p{Tibetan}&&[\p{L}\p{M}\p{N}]]*+"
    cluster = rf"[[{dense}]&&[\p{{L}}\p{{N}}]]{more}"
    return regex.compile(
        rf"({word}|{syllable}|{cluster}|{_numeral(more)}|{_AND})|{_RUNS.format(group=2)}|(?!\s)\X",
        regex.V1,
    )


def spans(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield `(start, end, is_word)` for each token, in code points.

    >>> text = "E[rich] Honecker [chokhom]."
    >>> [text[a:b] for a, b, _ in spans(text)]
    ['E[rich]', 'Honecker', '[', 'chokhom', ']', '.']
    """
    pattern: Any = _plain() if _PLAIN_TEXT.fullmatch(text) else _full()
    for match in pattern.finditer(text):
        start, end = match.span()
        yield start, end, match.lastindex == 1


@cache
def _numerals() -> re.Pattern[str]:
    return re.compile(_numeral(r"[\u0300-\u036f]*"))


def is_numeral(token: str) -> bool:
    """Is this a number between points? Its last point ends no sentence.

    >>> [is_numeral(t) for t in (".xii.", "·xx·", ".m.cc.", ".", "xii.", ".mix")]
    [True, True, True, False, False, False]
    """
    return token[:1] in (".", "·") and _numerals().fullmatch(token) is not None


def ends_in_numeral(text: str) -> bool:
    """Does a text end in a number between points?"""
    last = text.rstrip().rpartition(" ")[2]
    return is_numeral(last)


def has_word(text: str) -> bool:
    """Is there anything that is read as a word?

    >>> has_word("&"), has_word("⁊"), has_word(" ;"), has_word("ϗ")
    (True, True, False, True)
    """
    return _READ.search(text) is not None


def tokenise(text: str) -> tuple[array[int], array[int], bytes]:
    """Token starts, ends and kinds (0 word, 1 punctuation) as columns."""
    starts, ends, kinds = array("i"), array("i"), bytearray()
    for start, end, word in spans(text):
        starts.append(start)
        ends.append(end)
        kinds.append(not word)
    return starts, ends, bytes(kinds)
