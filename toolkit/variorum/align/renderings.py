"""What stands in one version for a word of another: by word links, else by the words around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..model import Link, Synopsis, Witness
from ..text.stems import stem

Links = Callable[[Sequence[str], Sequence[str]], Iterable[Link]]

PHRASE = 6  # words in a rendering, at most: longer runs are no answer to one word


def word_before(witness: Witness, token: int) -> int | None:
    """The last word before a token in the same passage."""
    start = witness.passages[witness.passage_at(token)].start
    return next((i for i in range(token - 1, start - 1, -1) if witness.kinds[i] == 0), None)


def rendering(term: int, x: int, y: int, row: int, synopsis: Synopsis, links: Links | None) -> str:
    """What version y has in a row for the word before token `term` of version x; or ""."""
    a, b = synopsis.witnesses[x], synopsis.witnesses[y]
    if a.language.split("-")[0] != b.language.split("-")[0] and a.language and b.language:
        return ""
    anchor = word_before(a, term)
    left, right = synopsis.tokens(row, x), synopsis.tokens(row, y)
    if anchor is None or not right:
        return ""
    linked = _linked(anchor, a, left, b, right, links) if links else None
    run = linked or _between(anchor, term, a, left, b, right)
    return b.slice(run.start, run.stop) if run else ""


def _linked(
    anchor: int, a: Witness, left: range, b: Witness, right: range, links: Links
) -> range | None:
    """The tokens of b that links join to the anchor, when they stand close together."""
    words_a = [a.slice(i, i + 1) for i in left]
    words_b = [b.slice(j, j + 1) for j in right]
    hits = [
        right.start + j
        for link in links(words_a, words_b)
        if anchor - left.start in link.a
        for j in link.b
    ]
    if not hits or max(hits) - min(hits) >= PHRASE:
        return None
    return range(min(hits), max(hits) + 1)


def _between(
    anchor: int, term: int, a: Witness, left: range, b: Witness, right: range
) -> range | None:
    """The words of b between the nearest words before and after the anchor that both have.

    A word counts when it stands once in each row, so that it cannot be mistaken.
    """
    twins = _twins(a, left, b, right)
    if any(i == anchor for i, _ in twins):
        return next(range(j, j + 1) for i, j in twins if i == anchor)
    edges = (left.start - 1, right.start - 1), (left.stop, right.stop)
    before = max((pair for pair in twins if pair[0] < anchor), default=edges[0])
    after = min((pair for pair in twins if pair[0] > term), default=edges[1])
    # words that both repeat (so no twins) still stand for each other beside a twin
    i, j, end = before[0] + 1, before[1] + 1, after[1]
    while i < anchor and j < end and _stem(a, i) == _stem(b, j):
        i, j = i + 1, j + 1
    words = [k for k in range(j, end) if b.kinds[k] == 0]
    if not words or len(words) > PHRASE:
        return None
    return range(words[0], words[-1] + 1)


def _twins(a: Witness, left: range, b: Witness, right: range) -> list[tuple[int, int]]:
    """Pairs of words that each row has once, by stem, in the order of a and rising in b."""
    ours, theirs = _single(a, left), _single(b, right)
    pairs = sorted((i, theirs[s]) for s, i in ours.items() if s in theirs)
    rising: list[tuple[int, int]] = []
    for i, j in pairs:
        if not rising or j > rising[-1][1]:
            rising.append((i, j))
    return rising


def _single(witness: Witness, tokens: range) -> dict[str, int]:
    places: dict[str, list[int]] = {}
    for i in tokens:
        if witness.kinds[i] == 0:
            places.setdefault(_stem(witness, i), []).append(i)
    return {s: found[0] for s, found in places.items() if len(found) == 1}


def _stem(witness: Witness, token: int) -> str:
    word = witness.slice(token, token + 1).lower().replace("’", "'")
    return stem(word, witness.language or "en")
