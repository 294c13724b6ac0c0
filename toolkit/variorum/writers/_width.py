"""How wide a text is in cells of a terminal."""

from __future__ import annotations

import unicodedata


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes.

    >>> columns_of("cafe\\u0301"), columns_of("日本")
    (4, 4)
    """
    width = 0
    for c in text:
        if unicodedata.category(c) in ("Mn", "Me", "Cf"):
            continue
        width += 2 if unicodedata.east_asian_width(c) in "WF" else 1
    return width
