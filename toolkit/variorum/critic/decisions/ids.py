"""Ids that sort by the time at which a decision was made (ULID, github.com/ulid/spec).

Time and randomness are given by the caller; an id enters no result.
"""

from __future__ import annotations

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
_CHANCE = 80  # bits


def made(seconds: float, chance: bytes, after: str = "") -> str:
    """The id of a moment (seconds since 1970) and ten random bytes; always later than `after`.

    >>> made(0, bytes(10)), made(0, bytes(10), after="0" * 26)
    ('00000000000000000000000000', '00000000000000000000000001')
    """
    number = (int(seconds * 1000) << _CHANCE) | int.from_bytes(chance[:10], "big")
    if is_id(after):
        number = max(number, _number(after) + 1)
    return _written(number)


def is_id(text: str) -> bool:
    """Is this an id of this kind?"""
    return len(text) == LENGTH and all(sign in SIGNS for sign in text)


def _number(text: str) -> int:
    number = 0
    for sign in text:
        number = number * 32 + SIGNS.index(sign)
    return number


def _written(number: int) -> str:
    signs = ""
    for _ in range(LENGTH):
        number, rest = divmod(number, 32)
        signs = SIGNS[rest] + signs
    return signs
