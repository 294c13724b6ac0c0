"""Where a text leaves Unicode's composed form, and how it is mended in place."""

from __future__ import annotations

import unicodedata


def clusters(text: str) -> list[tuple[int, int]]:
    """The bounds of each character with the marks that follow it."""
    bounds = []
    start = 0
    for i, sign in enumerate(text):
        if i and not unicodedata.combining(sign) and not _jamo(sign):
            bounds.append((start, i))
            start = i
    if text:
        bounds.append((start, len(text)))
    return bounds


def _jamo(sign: str) -> bool:
    """Vowels and finals of Hangul compose with what stands before them."""
    return "\u1160" <= sign <= "\u11ff"


def loose(text: str) -> list[tuple[int, int, str]]:
    """Each place that is not composed, with what composes it."""
    found = []
    for start, end in clusters(text):
        piece = text[start:end]
        composed = unicodedata.normalize("NFC", piece)
        if composed != piece:
            found.append((start, end, composed))
    return found


def first_loose(text: str) -> tuple[int, int]:
    """The first such place; the whole text where no single place shows it."""
    places = loose(text)
    return (places[0][0], places[0][1]) if places else (0, len(text))
