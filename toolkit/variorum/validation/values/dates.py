"""Dates as TEI writes them: W3C forms with as much precision as they have."""

from __future__ import annotations

import re

Date = tuple[int, int, int]  # year, month, day; 0 = not said
_W3C = re.compile(r"(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*|Z|[+-]\d\d:\d\d)?")


def parse(value: str) -> Date | None:
    """A date with its precision; None where it is not a date (the grammar says that).

    >>> parse("1988-12"), parse("-0044-03-15"), parse("late 1988")
    ((1988, 12, 0), (-44, 3, 15), None)
    """
    match = _W3C.fullmatch(value.strip())
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    return (year, month, day) if month <= 12 and day <= 31 else None


def after(first: Date, second: Date) -> bool:
    """Is the first surely later than the second, as far as both are precise?

    >>> after((1988, 12, 0), (1988, 11, 30)), after((1988, 0, 0), (1988, 11, 30))
    (True, False)
    """
    for a, b in zip(first, second):
        if not a or not b:
            return False
        if a != b:
            return a > b
    return False
