"""What kind of word a form is, and what an equal pair of it is worth to an alignment."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pkgutil import get_data  # importlib.resources costs 8 ms to import

FUNCTION = 0.5  # worth of a function word; a content word is worth 1
MARK = 0.25  # worth of a punctuation mark
STOP = 0.6  # worth of a mark that ends a sentence: it holds two rewordings apart
STOPS = frozenset(".!?…。！？।॥") | {"...", "?!", "!?"}
_SHORT = 3  # letters of a function word, where a language has no list


@cache
def function_words() -> frozenset[str]:
    """The function words of every language that has a list."""
    data = get_data("variorum.alignment", "weights/function-words.json") or b"{}"
    return frozenset(word for words in json.loads(data).values() for word in words.split())


def is_mark(form: str) -> bool:
    """Is this a punctuation mark, and no word?"""
    return not any(char.isalnum() for char in form)


class Vocabulary:
    """The worth of forms, worked out once each.

    >>> v = Vocabulary()
    >>> v.worth["catalyst"], v.worth["the"], v.worth[","]
    (1.0, 0.5, 0.25)
    """

    def __init__(self) -> None:
        self.worth: dict[str, float] = _Worth()

    def content(self, forms: Iterable[str]) -> int:
        """How many of these forms are content words."""
        return sum(self.worth[form] >= 1 for form in forms)


class _Worth(dict[str, float]):
    def __missing__(self, form: str) -> float:
        value = 1.0
        if is_mark(form):
            value = STOP if form in STOPS else MARK
        elif form in function_words() or (not form.isascii() and len(form) < _SHORT):
            value = FUNCTION
        self[form] = value
        return value
