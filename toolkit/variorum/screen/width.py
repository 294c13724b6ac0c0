"""How many columns a text takes on a terminal, and lines that never take more.

East Asian wide and full-width characters take two columns, combining marks and format characters
none (Unicode Standard Annex 11; ambiguous characters count as narrow).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with a role: what it is (`base`, `other`, `shared`, `mark`, …), not how it looks."""

    text: str
    role: str = ""


@cache
def char_width(char: str) -> int:
    """Columns of one character.

    >>> [char_width(c) for c in "aщ漢"], char_width("\\u0301")
    ([1, 1, 2], 0)
    """
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Columns of a text."""
    return len(text) if text.isascii() else sum(map(char_width, text))


def clean(text: str) -> str:
    """Text for a terminal: white space is blanks, control characters are shown, not obeyed."""
    text = " ".join(text.split()) if text.isprintable() is False else text
    return "".join(
        c if unicodedata.category(c) != "Cc" else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def wrap(pieces: Iterable[Piece], columns: int) -> list[list[Piece]]:
    """Lines of at most so many columns, broken at blanks and beside wide characters.

    A word longer than a line is broken between letters, never before a combining mark.
    """
    lines: list[list[Piece]] = [[]]
    room = columns
    for chunk in _chunks(pieces, columns):
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


def _chunks(pieces: Iterable[Piece], columns: int) -> Iterator[list[Piece]]:
    """Unbreakable stretches: up to and with the blanks after them, whatever the roles."""
    chunk: list[Piece] = []
    size = 0
    for piece in pieces:
        start = 0
        text = piece.text
        for k, char in enumerate(text):
            wide = char_width(char)
            breaks = k > 0 and (
                (text[k - 1] == " " and char != " ") or (wide == 2 and char_width(text[k - 1]) == 2)
            )
            fresh = k == 0 and bool(chunk) and chunk[-1].text.endswith(" ") and char != " "
            if breaks or fresh or (size + wide > columns and char != " "):
                if start < k:
                    chunk.append(Piece(text[start:k], piece.role))
                if chunk:
                    yield chunk
                chunk, size, start = [], 0, k
            size += wide
        if start < len(text):
            chunk.append(Piece(text[start:], piece.role))
    if chunk:
        yield chunk
