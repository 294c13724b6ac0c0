"""Word lists between two languages: the one that ships, and the user's own glossary.

The shipped list `ru-en.tsv` (Russian, tab, English; several words parted by commas) was written
for this project: frequent, political, biblical and everyday words. It carries texts that are too
short to learn anything from.
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
    """Word pairs of the shipped list for two languages, in that order; () where there is none."""
    folder = resources.files(__package__)
    for name, turned in ((f"{left}-{right}.tsv", False), (f"{right}-{left}.tsv", True)):
        file = folder / name
        if file.is_file():
            pairs = tuple(_read(file.read_text(encoding="utf-8")))
            return tuple((b, a) for a, b in pairs) if turned else pairs
    return ()


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
