"""Words that a line end has parted: the signs that say so, and which of them are the word's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from .lexicon import is_english

HYPHENS = ("-", "‐", "¬", "⸗", "⹀", "=", "\u00ad")  # signs that a word goes on in the next line
_DOUBTFUL = ("-", "‐")  # that may as well be part of the word
_HYPHEN = re.compile(r"(?<=([^\W\d_]))[-‐¬⸗⹀=\u00ad](?:\r\n|\r|\n)[ \t]*(?=([^\W\d_]))")
_MAY_HYPHEN = re.compile("[-‐¬⸗⹀=\u00ad][\r\n]")


def line_ends(text: str, low: int, high: int) -> Iterator[tuple[int, int, bool]]:
    """The signs between letters at the line ends of `text[low:high]`, each with the white space
    after it (start, end), and whether the sign is part of the word."""
    if not _MAY_HYPHEN.search(text, low, high):
        return
    ends = list(_HYPHEN.finditer(text, low, high))
    if not ends:
        return
    known = Counter(re.findall(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*", text[low:high].lower()))
    for match in ends:
        sign = text[match.start()]
        before = re.search(r"[^\W\d_]+$", text[max(0, match.start() - 40) : match.start()])
        after = re.match(r"[^\W\d_]+", text[match.end() : match.end() + 40])
        if before is None or after is None:
            continue
        kept = stays(before[0], sign, after[0], known)
        yield match.start(), match.end(), kept


def stays(
    before: str, sign: str, after: str, known: Mapping[str, int] = {}, *, english: bool = True
) -> bool:
    """Is the sign between the letters at a line's end and those after it part of the word?

    `known` counts the words of the text. Only a plain hyphen can be one, before a capital or
    between two words of English (`english`) that are none together.

    >>> stays("proba", "-", "biles"), stays("well", "-", "known")
    (False, True)
    >>> stays("Jean", "-", "Paul"), stays("Zei", "⸗", "chen")
    (True, False)
    """
    if sign not in _DOUBTFUL:
        return False
    if not after[0].islower():
        return True
    left, right = before.lower(), after.lower()
    return _keeps(left, right, known) if english else bool(known.get(f"{left}-{right}"))


def _keeps(left: str, right: str, known: Mapping[str, int]) -> bool:
    """Is the hyphen part of the word, as in `well-known`?"""
    if known.get(left + right) or is_english(left + right):
        return False
    if known.get(f"{left}-{right}"):
        return True
    return is_english(left) and is_english(right) and min(len(left), len(right)) > 1
