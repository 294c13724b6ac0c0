"""Word lists between two languages: the one that ships, and the user's own glossary.

The shipped lists were written for this project: `ru-en.tsv` (Russian, tab, English; several words
parted by commas) has frequent, political, biblical and everyday words, `everyday.tsv` some things
that every story speaks of, a column for each language. They carry texts that are too short to
learn anything from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from .side import key, words

LISTED = 0.9  # similarity of two words that a list calls translations of each other
GIVEN = 1.0  # the user's own glossary is not doubted


@cache
def shipped(left: str, right: str) -> tuple[tuple[str, str], ...]:
    """Word pairs of the shipped lists for two languages, in that order; () where there is none."""
    folder = resources.files(__package__)
    found = list(_everyday(left, right))
    for name, turned in ((f"{left}-{right}.tsv", False), (f"{right}-{left}.tsv", True)):
        file = folder / name
        if file.is_file():
            pairs = _read(file.read_text(encoding="utf-8"))
            found += [(b, a) for a, b in pairs] if turned else pairs
    return tuple(dict.fromkeys(found))


def _everyday(left: str, right: str) -> Iterator[tuple[str, str]]:
    """The pairs of two columns of the list of everyday words in many languages."""
    lines = resources.files(__package__).joinpath("everyday.tsv").read_text(encoding="utf-8")
    header, *rows = (line.split("\t") for line in lines.splitlines())
    if left in header and right in header:
        at = header.index(left), header.index(right)
        for row in rows:
            yield from _read(f"{row[at[0]]}\t{row[at[1]]}")


def _read(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            left, right = line.split("\t")
            for a in left.split(","):
                for b in right.split(","):
                    yield a.strip(), b.strip()


def scored(
    pairs: Iterable[tuple[str, str]],
    languages: tuple[str, str],
    stems: tuple[dict[str, int], dict[str, int]],
    score: float,
) -> Iterator[tuple[int, int, float]]:
    """The pairs of stems that a word list joins; a phrase of k words joins each at score / k.

    Only stems that both texts have are yielded.
    """
    for left, right in pairs:
        a = [stems[0].get(key(w, languages[0])) for w in words(left)]
        b = [stems[1].get(key(w, languages[1])) for w in words(right)]
        size = max(len(a), len(b))
        for u in a:
            for v in b:
                if u is not None and v is not None:
                    yield u, v, score / size
