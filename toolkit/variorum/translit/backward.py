"""Back from Latin letters to Cyrillic: every candidate, none in silence.

The inverse of the forward tables, from chunks of one to four Latin letters; each candidate is
romanised again and must give the input. A word printed without marks (*folded*) may have lost
soft and hard signs. With the dictionary of the extra `russian` the search follows only beginnings
of real words; without it, or for a word that it lacks, the rules alone answer, likeliest first,
and the candidate says so.
"""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .dictionary import Dictionary, dictionary
from .forward import fold, romanise, standard, thinned
from .inverse import CHUNK, inverse
from .orthography import may_follow
from .tables import NAMES

RULED = 12  # candidates that the rules alone give, at most
_STEPS = 20_000  # of the rule-only search: a bound for hostile input
_DROPPED = 0.4  # the price of a mark that print left out
_CONSONANTS = frozenset("бвгджзйклмнпрстфхцчшщ")
_RARE = {"ё": 1.0, "э": 1.5, "ъ": 2.0, "ь": 1.5, "щ": 0.1, "й": 0.2, "ы": 0.3}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A Cyrillic word that a Latin form may stand for.

    `score` ranks candidates of one form, 0 to 1; `lemma` is the dictionary form, "" where the
    word is not in the dictionary (or there is none).
    """

    cyrillic: str
    schemes: tuple[str, ...]
    score: float
    known: bool
    lemma: str = ""


def back(latin: str, schemes: Sequence[str] = NAMES) -> tuple[Candidate, ...]:
    """Every Cyrillic word that romanises to a Latin one under some scheme, best first.

    Words of the dictionary come before all others; only when none is found do the rules answer
    alone. Marks (diacritics, ties, primes) may be there, or dropped, or partly dropped.

    >>> [c.cyrillic for c in back("vozbuditelʹ", ("iso9",))][:1]
    ['возбудитель']
    """
    word = standard(latin.strip()).lower()
    if not any(c.isalpha() for c in word):
        return ()
    lexicon = dictionary()
    found: dict[str, list[str]] = {}
    for name in schemes:
        for cyrillic in _listed(word, name, lexicon) if lexicon else ():
            found.setdefault(cyrillic, []).append(name)
    if found and lexicon:
        return tuple(_cased(c, latin) for c in _ranked(found, lexicon))
    return tuple(_cased(c, latin) for c in _ruled(word, schemes))


def _listed(word: str, name: str, lexicon: Dictionary) -> Iterator[str]:
    """Words of the dictionary that romanise to a word, full or folded."""
    chunks = inverse(name)
    folded = fold(word)
    stack = [(0, "", lexicon.root)]
    seen: set[str] = set()
    while stack:
        at, text, node = stack.pop()
        if at == len(folded) and lexicon.is_word(node) and text not in seen:
            seen.add(text)
            if _gives(text, word, folded, name):
                yield text
        for size, letter in _next(folded, at, text, chunks):
            step = lexicon.follow(node, letter)
            if step is not None:
                stack.append((at + size, text + letter, step))


def _gives(cyrillic: str, word: str, folded: str, name: str) -> bool:
    """Does the candidate romanise to the word, with all marks of the word accounted for?"""
    due = standard(romanise(cyrillic, name))
    if due == word:
        return True
    return fold(due) == folded and thinned(due, word)


def _next(
    folded: str, at: int, text: str, chunks: dict[str, tuple[str, ...]]
) -> Iterator[tuple[int, str]]:
    """The letters that may come next, with the number of Latin letters they use up."""
    for size in range(1, min(CHUNK, len(folded) - at) + 1):
        for letter in chunks.get(folded[at : at + size], ()):
            yield size, letter
    if at < len(folded) and not folded[at].isalpha():
        yield 1, folded[at]
    if text and text[-1] in _CONSONANTS and text[-1] != "й":
        yield 0, "ь"
        yield 0, "ъ"


def _ranked(found: dict[str, list[str]], lexicon: Dictionary) -> list[Candidate]:
    """Dictionary words, best first: by what the dictionary thinks of them, then alphabet."""
    made = []
    for cyrillic, names in found.items():
        score, lemma = lexicon.rate(cyrillic)
        made.append(Candidate(cyrillic, tuple(names), score, True, lemma))
    return sorted(made, key=lambda c: (-c.score, len(c.cyrillic), c.cyrillic))


def _ruled(word: str, schemes: Sequence[str]) -> list[Candidate]:
    """What the rules alone give: fewest and commonest letters first."""
    costs: dict[str, float] = {}
    names: dict[str, list[str]] = {}
    for name in schemes:
        for cost, cyrillic in _rule_paths(word, name):
            costs[cyrillic] = min(cost, costs.get(cyrillic, cost))
            names.setdefault(cyrillic, []).append(name)
    order = sorted(costs, key=lambda c: (costs[c], c))[:RULED]
    return [Candidate(c, tuple(names[c]), round(1 / (1 + costs[c]), 4), False) for c in order]


def _rule_paths(word: str, name: str) -> Iterator[tuple[float, str]]:
    """Inversions by rule, cheapest first: a letter costs 1, a rare one more."""
    chunks, folded = inverse(name), fold(word)
    heap: list[tuple[float, str, int]] = [(0.0, "", 0)]
    given = 0
    for _ in range(_STEPS):
        if not heap or given >= RULED:
            return
        cost, text, at = heapq.heappop(heap)
        if at == len(folded) and _gives(text, word, folded, name):
            given += 1
            yield cost + _DROPPED * _dropped_marks(text, word, name), text
        for size, letter in _next(folded, at, text, chunks):
            if may_follow(text[-1:], letter):
                price = 1.0 + _RARE.get(letter, 0.0)
                heapq.heappush(heap, (cost + price, text + letter, at + size))


def _dropped_marks(cyrillic: str, word: str, name: str) -> int:
    """How many marks print left out, if the word stands for this one."""
    due = unicodedata.normalize("NFD", standard(romanise(cyrillic, name)))
    return len(due) - len(unicodedata.normalize("NFD", word))


def _cased(candidate: Candidate, latin: str) -> Candidate:
    """The candidate with the capital of the Latin form."""
    first = latin.strip()[:1]
    if not first.isupper():
        return candidate
    word = candidate.cyrillic
    return Candidate(
        word[:1].upper() + word[1:],
        candidate.schemes,
        candidate.score,
        candidate.known,
        candidate.lemma,
    )
