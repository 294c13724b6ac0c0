"""The Russian dictionary of pymorphy3 (extra `russian`), as a tree of beginnings of words."""

from __future__ import annotations

from functools import cache
from typing import Any

_SEPARATOR = b"\x01"  # between a word and its data in the dictionary's automaton


class Dictionary:
    """Word beginnings and word scores. A node is a state of the dictionary's automaton."""

    def __init__(self, analyser: Any) -> None:
        self._analyser = analyser
        self._tree = analyser.dictionary.words.dct
        self.root = int(self._tree.ROOT)

    def follow(self, node: int, letter: str) -> int | None:
        """The node that one more letter leads to, or None where no word goes on so."""
        found = self._tree.follow_bytes(letter.encode("utf-8"), node)
        return int(found) if found else None

    def is_word(self, node: int) -> bool:
        """Does a word end here?"""
        return bool(self._tree.follow_bytes(_SEPARATOR, node))

    def rate(self, word: str) -> tuple[float, str]:
        """Score 0 to 1 and lemma of a word.

        Half of the score is for being a dictionary form, in which translators quote words (of
        1 000 lemmas it puts .99 first, the dictionary's own score .94), half is the
        dictionary's own.
        """
        parses = self._analyser.parse(word)
        best = max(parses, key=lambda p: (p.normal_form == word, p.score))
        quoted = best.normal_form == word
        return round((float(best.score) + quoted) / 2, 4), str(best.normal_form)


@cache
def dictionary() -> Dictionary | None:
    """The dictionary, or None where the extra `russian` is not installed."""
    try:
        import pymorphy3
    except ImportError:
        return None
    return Dictionary(pymorphy3.MorphAnalyzer(lang="ru"))
