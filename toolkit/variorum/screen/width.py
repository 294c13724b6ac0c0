"""How many columns a text takes on a terminal, and lines that never take more.

East Asian wide and full-width characters take two columns, combining marks and most format
characters none (Unicode Standard Annex 11; ambiguous characters count as narrow).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with a role: what it is (`base`, `other`, `shared`, `mark`, …), not how it looks."""

    text: str
    role: str = ""


@cache
def char_width(char: str) -> int:
    """Columns of one character. Of those that terminals show in one way or another, the most.

    The tables are those of `wcwidth`, which is loaded (16 ms) when a character needs it. It gives
    vowel signs that stand beside their letter (U+093E) no column, as they have in a terminal that
    shapes the script; others give them one, so that a line would grow too long.

    >>> [char_width(c) for c in "aщ漢"], char_width("\\u0301")
    ([1, 1, 2], 0)
    """
    if _NARROW.fullmatch(char) or char in _SEEN or unicodedata.category(char) == "Mc":
        return 1
    from wcwidth import wcwidth

    return max(0, wcwidth(char))


_JOINER = "\N{ZERO WIDTH JOINER}"
# A soft hyphen, and the sign that asks for the picture of a letter: some terminals give a column.
_SEEN = frozenset("\N{SOFT HYPHEN}\N{VARIATION SELECTOR-16}")
_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))  # of skin


def width(text: str) -> int:
    """Columns of a text."""
    return len(text) if text.isascii() else sum(map(char_width, text))


def clusters(text: str) -> Iterator[str]:
    """What must not be parted: a letter with its marks, a picture made of several.

    >>> [len(c) for c in clusters("cafe\\u0301")]
    [1, 1, 1, 2]
    """
    if text.isascii():
        yield from text
        return
    start = 0
    for k in range(1, len(text)):
        char = text[k]
        joined = _joins(char) or text[k - 1] == _JOINER
        if not joined or (char_width(char) and width(text[start:k]) >= _PICTURE):
            yield text[start:k]
            start = k
    if text:
        yield text[start:]


@cache
def _joins(char: str) -> bool:
    """Does a character belong to the one before it?"""
    return char in _TONES or char in _SEEN | {_JOINER} or unicodedata.category(char) in _MARKS


_NARROW = re.compile(  # a column each: letters, dashes and quotes, our own lines and arrows
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0410-\u044f\u2010-\u2027\u2500-\u257f\u2934\u2935]*"
)
_WORD = re.compile(r"[^ ]+ *| +")
_PICTURE = 8  # columns from which on a cluster is parted all the same: a family of four
_MARKS = ("Mn", "Me", "Mc")


def clean(text: str) -> str:
    """Text for a terminal: white space is blanks, control characters are shown, not obeyed."""
    text = " ".join(text.split()) if text.isprintable() is False else text
    return "".join(
        c if unicodedata.category(c) != "Cc" else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def wrap(pieces: Iterable[Piece], columns: int) -> list[list[Piece]]:
    """Lines of at most the given number of columns, broken at blanks and beside wide characters.

    A word longer than a line is broken between letters, never before a combining mark.
    """
    lines: list[list[Piece]] = [[]]
    room = columns
    pieces = list(pieces)
    for chunk in _words(pieces, columns) or _chunks(pieces, columns):
        needed = sum(width(p.text) for p in chunk)
        bare = needed - _trailing(chunk)
        if bare > room and lines[-1]:
            lines.append([])
            room = columns
        lines[-1] += chunk
        room -= needed
    return [_stripped(line) for line in lines]


def _trailing(chunk: list[Piece]) -> int:
    text = chunk[-1].text
    return len(text) - len(text.rstrip(" "))


def _stripped(line: list[Piece]) -> list[Piece]:
    while line and not line[-1].text.strip(" "):
        line = line[:-1]
    if line:
        line = [*line[:-1], Piece(line[-1].text.rstrip(" "), line[-1].role)]
    return line


def _words(pieces: Sequence[Piece], columns: int) -> list[list[Piece]] | None:
    """The unbreakable stretches of plain text, which are its words with the blanks after them.

    None where a letter is not a column, or a word is longer than a line: that takes a closer look.
    """
    chunks: list[list[Piece]] = []
    size, blank = 0, True
    for piece in pieces:
        if not _NARROW.fullmatch(piece.text):
            return None
        for text in _WORD.findall(piece.text):
            if blank and text[0] != " ":
                chunks.append([])
                size = 0
            elif not chunks:
                chunks.append([])
            chunks[-1].append(Piece(text, piece.role))
            size += len(text)
            blank = text[-1] == " "
            if size > columns and len(text.rstrip(" ")) + size - len(text) > columns:
                return None
    return chunks


def _chunks(pieces: Iterable[Piece], columns: int) -> Iterator[list[Piece]]:
    """Unbreakable stretches: up to and with the blanks after them, whatever the roles."""
    chunk: list[Piece] = []
    size = before = 0  # columns of the chunk, of the cluster before
    blank = False  # was that one a blank
    for piece in pieces:
        at = start = 0
        for cluster in clusters(piece.text):
            wide = width(cluster)
            breaks = cluster != " " and (blank or size + wide > columns)
            if breaks or (wide > 1 and before > 1 and at > start):
                if start < at:
                    chunk.append(Piece(piece.text[start:at], piece.role))
                if chunk:
                    yield chunk
                chunk, size, start = [], 0, at
            size, before, blank = size + wide, wide, cluster == " "
            at += len(cluster)
        if start < at:
            chunk.append(Piece(piece.text[start:at], piece.role))
    if chunk:
        yield chunk
