"""Why a value is not allowed, in words: dates, words, addresses, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .datatypes import BLANKS, Datatype, collapse, datatype, is_uri

_DATES = frozenset("date dateTime gYear gYearMonth gMonthDay gMonth gDay time".split())
_ISO = re.compile(r"(-?)(\d+)(?:-(\d+)(?:-(\d+))?)?")
_SPOKEN = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_SLASHED = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NUMBERS = {
    "boolean": "it must be true, false, 1 or 0",
    "nonNegativeInteger": "it must be a whole number, 0 or more",
    "positiveInteger": "it must be a whole number, 1 or more",
    "integer": "it must be a whole number",
    "decimal": "it must be a number",
    "double": "it must be a number",
    "float": "it must be a number",
    "duration": "it must be an ISO duration, as P1Y2M or PT30M",
    "language": "it must be a language tag, as en, ru or de-1996",
}
_NAMES = ("ID", "IDREF", "NCName", "Name", "NMTOKEN", "QName")


def reason(value: str, types: Iterable[Datatype]) -> str:
    """Say what is wrong with a value that none of the datatypes takes; empty = nothing known."""
    kinds = list(types)
    if kinds and not value.strip(BLANKS):
        dated = any(kind.vocabulary and kind.name in _DATES for kind in kinds)
        return date_reason(value) if dated else "it is empty"
    if facets := _facet_reason(value, kinds):
        return facets
    names = {kind.name for kind in kinds if kind.vocabulary}
    if names & _DATES:
        return date_reason(value)
    for name, text in _NUMBERS.items():
        if name in names:
            return text
    for name in _NAMES:
        if name in names:
            return _name_reason(value, name)
    if "anyURI" in names:
        return _uri_reason(value)
    patterns = [p for kind in kinds for facet, p in kind.params if facet == "pattern"]
    return _pattern_reason(value, patterns)


_BOUNDS = {
    "minInclusive": "it must be {} or more",
    "maxInclusive": "it must be {} or less",
    "minExclusive": "it must be more than {}",
    "maxExclusive": "it must be less than {}",
    "date minInclusive": "it must be {} or later",
    "date maxInclusive": "it must be {} or earlier",
    "date minExclusive": "it must be later than {}",
    "date maxExclusive": "it must be earlier than {}",
    "length": "it must have {} characters",
    "minLength": "it must have {} characters or more",
    "maxLength": "it must have {} characters or fewer",
    "totalDigits": "it must have {} digits or fewer",
    "fractionDigits": "it must have {} digits or fewer after the point",
}


def _facet_reason(value: str, kinds: list[Datatype]) -> str:
    """What a value of the right type does not keep: bounds, lengths, patterns.

    Empty where it is not of the right type, for any of the kinds.
    """
    failing: list[tuple[str, str]] = []
    for kind in kinds:
        if not kind.vocabulary or not datatype(kind.vocabulary, kind.name, ()).allows(value):
            return ""
        dated = "date " if kind.name in _DATES else ""
        failing += [
            (f"{dated}{facet[0]}" if f"{dated}{facet[0]}" in _BOUNDS else facet[0], facet[1])
            for facet in kind.params
            if not datatype(kind.vocabulary, kind.name, (facet,)).allows(value)
        ]
    patterns = [bound for facet, bound in failing if facet == "pattern"]
    words = [_BOUNDS[facet].format(bound) for facet, bound in failing if facet in _BOUNDS]
    found = [*words, _pattern_reason(value, patterns)]
    return " or ".join(dict.fromkeys(text for text in found if text))


def date_reason(value: str) -> str:
    """Say why a text is not a date of ISO 8601, as XSD and TEI write them."""
    text = value.strip(BLANKS)
    if not text:
        return "it is empty, not a date"
    for pattern, order in ((_SPOKEN, (3, 2, 1)), (_SLASHED, (1, 2, 3))):
        if found := pattern.fullmatch(text):
            year, month, day = (int(found[i]) for i in order)
            if month <= 12 and month >= 1 and 1 <= day <= _DAYS[month - 1]:
                return f"not a date as ISO 8601 writes it: perhaps {year:04}-{month:02}-{day:02}"
    if found := _ISO.fullmatch(text):
        return _iso_reason(found)
    return "not a date: write year-month-day, as 1988-10-06, 1988-10 or 1988"


def _iso_reason(found: re.Match[str]) -> str:
    sign, year, month, day = found[1], found[2], found[3], found[4]
    if len(year) < 4:
        return f"not a date: a year has four digits, as {sign}{int(year):04}"
    if int(year) == 0:
        return "not a date: there is no year 0"
    if month is not None and not 1 <= int(month) <= 12:
        return f"not a date: month {int(month)}"
    if day is not None and not 1 <= int(day) <= _DAYS[int(month) - 1]:
        return f"not a date: day {int(day)} of month {int(month)}"
    if (month and len(month) != 2) or (day and len(day) != 2):
        parts = [year, *(f"{int(part):02}" for part in (month, day) if part)]
        return f"not a date: month and day have two digits, as {sign}{'-'.join(parts)}"
    if day is not None:
        return f"not a date: month {int(month)} of {int(year)} has no day {int(day)}"
    return "not a date"


def _name_reason(value: str, name: str) -> str:
    text = value.strip(BLANKS)
    if any(blank in text for blank in BLANKS):
        return "a name has no spaces"
    if ":" in text and name in ("ID", "IDREF", "NCName"):
        return "a name has no colon"
    if text[0].isdigit() or text[0] in ".-":
        return "a name does not begin with a digit, a full stop or a hyphen"
    odd = next((c for c in text if not (c.isalnum() or c in "._-:")), "")
    return f"a name has no {odd!r}" if odd else "it is not a name as XML knows them"


def _uri_reason(value: str) -> str:
    bad = next((token for token in collapse(value).split(" ") if not is_uri(token)), value)
    if bad.count("#") > 1:
        return f'"{bad}" is not a URI: it has two #; put a space between two pointers'
    if re.search("%(?![0-9A-Fa-f]{2})", bad):
        return f'"{bad}" is not a URI: after % come two digits or letters A to F'
    if ":" in bad:
        return (
            f'"{bad}" is not a URI: what precedes the colon is not a scheme, or nothing follows it'
        )
    return f'"{bad}" is not a URI'


def _pattern_reason(value: str, patterns: list[str]) -> str:
    if r"[^\p{C}\p{Z}]+" in patterns:
        if any(c.isspace() for c in value.strip(BLANKS)):
            return "it must be one word, without spaces"
        return "it must be one word; a character in it is invisible or not a character"
    if patterns:
        return "it must match the pattern " + " or ".join(dict.fromkeys(patterns))
    return ""
