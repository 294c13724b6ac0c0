"""What stands in one version for a word of another: by word links, else by the words around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..alignment.passages.cognates import fold
from ..model import Link, Synopsis, Witness
from ..text.stems import stem

Links = Callable[[Sequence[str], Sequence[str]], Iterable[Link]]

DOUBTFUL = 0.2  # confidence of a link below which it tells nothing
ALIKE = 0.45  # likeness of a quoted word and its rendering from which on they are of one origin
LONG = 5  # letters: shorter words look alike by chance
PHRASE = 6  # words in a rendering, at most: longer runs are no answer to one word


def word_before(witness: Witness, token: int) -> int | None:
    """The last word before a token in the same passage."""
    start = witness.passages[witness.passage_at(token)].start
    return next((i for i in range(token - 1, start - 1, -1) if witness.kinds[i] == 0), None)


def rendering(
    term: range, x: int, y: int, row: int, synopsis: Synopsis, links: Links | None
) -> range:
    """What version y has in a row for some tokens of version x; may be empty."""
    a, b = synopsis.witnesses[x], synopsis.witnesses[y]
    left, right = synopsis.tokens(row, x), synopsis.tokens(row, y)
    if not term or not right or not _one_language(a, b):
        return range(0)
    found = _linked(term, a, left, b, right, links) if links else None
    return found or _between(term, a, left, b, right) or range(0)


def glossed(
    bracket: int, term: str, x: int, row: int, synopsis: Synopsis, links: Links | None
) -> range:
    """The words of version x that a bracket from token `bracket` on explains; may be empty.

    A word that looks like the term (`governess … [guvernantka]`) among the last few is it. Else
    it is the last word, with the phrase that the links of some other version make it part of;
    where these link it but nothing to speak of answers it, it cannot be told.
    """
    witness = synopsis.witnesses[x]
    last = word_before(witness, bracket)
    if last is None:
        return range(0)
    alike = _alike(term, witness, last)
    if alike is not None:
        return range(alike, alike + 1)
    left = synopsis.tokens(row, x)
    around: list[tuple[float, int, range]] = []
    for y, other in enumerate(synopsis.witnesses):
        right = synopsis.tokens(row, y)
        if links and y != x and right and _one_language(witness, other):
            around += _phrases(last, witness, left, other, right, links)
    if not around:
        return range(last, last + 1)
    confidence, _, run = max(around, key=lambda p: (p[0], p[1]))
    return run if confidence >= DOUBTFUL else range(0)


def _phrases(
    word: int, a: Witness, left: range, b: Witness, right: range, links: Links
) -> Iterator[tuple[float, int, range]]:
    """The links of a word: confidence, length, and the run of a's tokens that ends with it."""
    for link in links(_words(a, left), _words(b, right)):
        if word - left.start in link.a and any(b.kinds[right.start + j] == 0 for j in link.b):
            run = range(left.start + min(link.a), word + 1)
            if len(run) == len([i for i in link.a if i + left.start <= word]):
                yield round(link.confidence, 4), len(run), run


def _alike(term: str, witness: Witness, last: int) -> int | None:
    """The word that shares its origin with the term, among the last few of the passage."""
    from rapidfuzz.distance import Levenshtein

    start = witness.passages[witness.passage_at(last)].start
    quoted = fold(term)
    found = []
    for i in range(max(start, last - PHRASE), last + 1):
        word = fold(witness.slice(i, i + 1))
        if witness.kinds[i] == 0 and min(len(word), len(quoted)) >= LONG:
            found.append((Levenshtein.normalized_similarity(quoted, word), i))
    best = max(found, default=(0.0, 0))
    return best[1] if best[0] >= ALIKE else None


def _one_language(a: Witness, b: Witness) -> bool:
    tongues = [w.language.split("-")[0] for w in (a, b)]
    return tongues[0] == tongues[1] or not all(tongues)


def _words(witness: Witness, tokens: range) -> list[str]:
    return [witness.slice(i, i + 1) for i in tokens]


def _linked(
    term: range, a: Witness, left: range, b: Witness, right: range, links: Links
) -> range | None:
    """The tokens of b that links join to some of a, when they stand close together."""
    own = {i - left.start for i in term if a.kinds[i] == 0}
    words = [k for k in links(_words(a, left), _words(b, right)) if k.confidence >= DOUBTFUL]
    hits = sorted(
        {
            j + right.start
            for k in words
            if own & set(k.a)
            for j in k.b
            if not b.kinds[right.start + j]
        }
    )
    if not hits or hits[-1] - hits[0] >= PHRASE:
        return None
    return range(hits[0], hits[-1] + 1)


def _between(term: range, a: Witness, left: range, b: Witness, right: range) -> range | None:
    """The words of b between the nearest words before and after some of a that both have.

    A word counts when it stands once in each row, so that it cannot be mistaken.
    """
    twins = _twins(a, left, b, right)
    same = [j for i, j in twins if i in term]
    if same:
        return range(same[0], same[-1] + 1)
    edges = (left.start - 1, right.start - 1), (left.stop, right.stop)
    before = max((pair for pair in twins if pair[0] < term.start), default=edges[0])
    after = min((pair for pair in twins if pair[0] >= term.stop), default=edges[1])
    # words that both repeat (so no twins) still stand for each other beside a twin
    i, j, end = before[0] + 1, before[1] + 1, after[1]
    while i < term.start and j < end and _stem(a, i) == _stem(b, j):
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
