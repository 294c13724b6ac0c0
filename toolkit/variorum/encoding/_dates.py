"""The date that a bracket says, as TEI's attributes have it: `when`, `from`, `to`, `notAfter`, …"""

from __future__ import annotations

import re

from ..text.editorial import MONTHS

_NUMBER = {name[:3].lower(): n for n, name in enumerate(MONTHS, 1)}
_STEMS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_BEFORE = re.compile(r"no(?:t)? later than|\bbefore\b|\bby\b|until", re.I)
_AFTER = re.compile(r"no(?:t)? earlier than|\bafter\b", re.I)
_YEAR = re.compile(r"\b(1\d{3}|20\d{2})\b")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")


def normalised(text: str) -> dict[str, str]:
    """The attributes of a date that names a month; empty for a bare year or what is not read.

    >>> normalised("no later than November 25, 1963"), normalised("12.05.1956"), normalised("1956")
    ({'notAfter': '1963-11-25'}, {'when': '1956-05-12'}, {})
    """
    day = _day(text)
    if not day:
        return {}
    if _BEFORE.search(text):
        return {"notAfter": day}
    return {"notBefore" if _AFTER.search(text) else "when": day}


def _day(text: str) -> str:
    if iso := _ISO.search(text):
        return iso[0]
    if numeric := _NUMERIC.search(text):
        day, month, whole = (int(part) for part in numeric.groups())
        return f"{whole}-{month:02}-{day:02}" if month <= 12 and day <= 31 else ""
    months = [m for word in re.findall(r"[^\W\d_]{3,}", text) if (m := _month(word))]
    if len(months) != 1:
        return ""
    year = _YEAR.search(text)
    days = _DAY.findall(_YEAR.sub(" ", text))
    if len(days) > 1:
        return ""
    tail = f"{months[0]:02}" + (f"-{int(days[0]):02}" if days else "")
    return f"{year[1]}-{tail}" if year else f"--{tail}"


def _month(word: str) -> int:
    low = word.lower()
    if low[:3] in _NUMBER and (len(low) <= 4 or MONTHS[_NUMBER[low[:3]] - 1].lower() == low):
        return _NUMBER[low[:3]]
    cyrillic = (n for n, stem in enumerate(_STEMS, 1) if low.startswith(stem))
    return next(cyrillic, 0) if "\u0400" <= low[0] <= "\u04ff" else 0
