"""Which romanisation a document uses: one word rarely decides, all its words together do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .backward import Candidate, back
from .tables import NAMES


@dataclass(frozen=True, slots=True)
class Fit:
    """How many of a document's words a scheme explains."""

    scheme: str
    words: int
    of: int


def schemes(words: Iterable[str]) -> tuple[Fit, ...]:
    """Every scheme with the number of words that it explains, best first.

    A word votes for the schemes under which the dictionary knows it (without a dictionary: under
    which it is shortest in Cyrillic). Words that no scheme explains do not count. Schemes that
    tie stand in the order of the table; the first is not more probable than its equals.

    >>> [(f.scheme, f.words) for f in schemes(["chokhom", "vozbuditel"])]
    [('bgn', 2), ('ala-lc', 2), ('iso9', 1), ('scholarly', 1)]
    """
    votes = [consistent(back(word)) for word in sorted(set(words))]
    votes = [vote for vote in votes if vote]
    counts = {name: sum(name in vote for vote in votes) for name in NAMES}
    order = sorted(NAMES, key=lambda name: (-counts[name], NAMES.index(name)))
    return tuple(Fit(name, counts[name], len(votes)) for name in order)


def consistent(candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """The schemes under which a word makes sense, from its candidates."""
    listed = list(candidates)
    if not listed:
        return ()
    if not listed[0].known:
        fewest = min(len(c.cyrillic) for c in listed)
        listed = [c for c in listed if len(c.cyrillic) == fewest]
    return tuple(name for name in NAMES if any(name in c.schemes for c in listed))
