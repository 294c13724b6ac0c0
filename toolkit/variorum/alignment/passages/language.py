"""Which language a version is in: as told, else guessed from its letters."""

from __future__ import annotations

from collections.abc import Iterable

_SAMPLE = 20_000  # characters looked at; scripts do not change later in a text
_UKRAINIAN = frozenset("іїєґ")
_RUSSIAN = frozenset("ыэъё")


def base(tag: str) -> str:
    """The primary subtag of a BCP 47 tag: `ru` of `ru-Cyrl`."""
    return tag.replace("_", "-").split("-")[0].lower()


def guess(passages: Iterable[str]) -> str:
    """The language that the letters of a text suggest; "" where they suggest none.

    Only scripts are told apart: Cyrillic is Russian unless letters of Ukrainian outweigh those
    that Ukrainian lacks, Latin is English (the common case), Greek and Armenian are themselves.

    >>> guess(["Каждая страна"]), guess(["Each country"]), guess(["«…»"])
    ('ru', 'en', '')
    """
    counts: dict[str, int] = {}
    seen = 0
    for passage in passages:
        for char in passage.lower():
            if char.isalpha():
                script = _script(char)
                counts[script] = counts.get(script, 0) + 1
        seen += len(passage)
        if seen > _SAMPLE:
            break
    ukrainian = counts.pop("uk", 0)
    russian = counts.pop("ru-only", 0)
    if ukrainian or russian:
        winner = "uk" if ukrainian > russian else "ru"
        counts[winner] = counts.pop("ru", 0) + ukrainian + russian
    if not counts:
        return ""
    best = min(counts, key=lambda code: (-counts[code], code))
    return "" if best == "other" else best


def _script(char: str) -> str:
    point = ord(char)
    if char in _UKRAINIAN:
        return "uk"
    if char in _RUSSIAN:
        return "ru-only"
    if 0x400 <= point < 0x530:
        return "ru"
    if point < 0x250 or 0x1E00 <= point < 0x1F00:
        return "en"
    if 0x370 <= point < 0x400 or 0x1F00 <= point < 0x2000:
        return "el"
    if 0x530 <= point < 0x590:
        return "hy"
    return "other"
