"""The tables turned round: which Cyrillic letters a run of Latin letters may stand for."""

from __future__ import annotations

from functools import cache

from .forward import fold, scheme

CHUNK = 4  # the longest run of Latin letters for one Cyrillic letter (shch)


@cache
def inverse(name: str) -> dict[str, tuple[str, ...]]:
    """Folded Latin chunk -> Cyrillic letters."""
    table = scheme(name)
    chunks: dict[str, list[str]] = {}
    for letter, latin in (*table.letters.items(), *table.initial.items()):
        chunk = fold(latin)
        if chunk:
            chunks.setdefault(chunk, []).append(letter)
    return {chunk: tuple(letters) for chunk, letters in chunks.items()}
