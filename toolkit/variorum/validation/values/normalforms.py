"""Where a text leaves Unicode's composed form, and how it is fixed in place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """The bounds of each character with the marks that follow it."""
    start = 0
    for i, sign in enumerate(text):
        if i and not unicodedata.combining(sign) and not _jamo(sign):
            yield start, i
            start = i
    if text:
        yield start, len(text)


def _jamo(sign: str) -> bool:
    """Vowels and finals of Hangul compose with what stands before them."""
    return "\u1160" <= sign <= "\u11ff"


def loose(text: str) -> Iterator[tuple[int, int, str]]:
    """Each place that is not composed, with what composes it."""
    for start, end in clusters(text):
        piece = text[start:end]
        composed = unicodedata.normalize("NFC", piece)
        if composed != piece:
            yield start, end, composed


def stays(text: str) -> bool:
    """Does a text hold a compatibility ideograph, which NFC replaces by another character?"""
    return any(
        "\uf900" <= sign <= "\ufaff" or "\U0002f800" <= sign <= "\U0002fa1f" for sign in text
    )


def first_loose(text: str) -> tuple[int, int]:
    """The first such place; the whole text where no single place shows it."""
    return next(((start, end) for start, end, _ in loose(text)), (0, len(text)))
