"""Words as numbers: every form is interned once, with its stem and what kind of word it is.

Tables over the vocabulary turn comparisons of cells into comparisons of integers. The
vocabulary grows with the number of distinct forms, never with the length of the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ...text.normal import Pipeline
from ...text.stems import stem

if TYPE_CHECKING:
    from .arrays import Floats, Ints

FREQUENT = 1 / 300  # share of all tokens above which a short word counts as a function word
SHORT = 4  # letters; only where no list of function words is known


@cache
def function_words(language: str) -> frozenset[str]:
    """The function words known for a language; empty where there is no list."""
    file = resources.files(__package__).joinpath("../weights/function-words.json")
    table: dict[str, str] = json.loads(file.read_text("utf-8"))
    return frozenset(table.get(language.split("-")[0].lower() or "en", "").split())


class Tables(NamedTuple):
    """Arrays by form id."""

    stems: Ints  # stem id
    kinds: Ints  # 0 content, 1 function word, 2 mark
    rarity: Floats


class Vocabulary:
    """The forms met so far: form id, stem id, function word or not, how often.

    Ids depend on the order of meeting; nothing that is computed from them does. The words of the
    first side are in `language`, those of the second in `other`: one form has one id, but the stem
    and the kind that it has in the language of its side.
    """

    def __init__(self, language: str = "en", other: str = "") -> None:
        self.languages = (language, other or language)
        self._normal = Pipeline(("nfc", "quotes", "dashes", "casefold"))
        self._known = tuple(function_words(tongue) for tongue in self.languages)
        self._tokens: dict[str, int] = {}  # token as written -> form id
        self._form_ids: dict[str, int] = {}
        self._stem_ids: dict[str, int] = {}
        self.forms: list[str] = []
        self.counts: list[int] = []  # occurrences in what was learned
        self.total = 0
        self._tables: tuple[Tables, Tables] | None = None
        self._traits: Ints | None = None

    def __len__(self) -> int:
        return len(self.forms)

    def ids(self, tokens: Sequence[str]) -> list[int]:
        """The form ids of tokens; new forms are taken in."""
        known = self._tokens
        return [known[t] if t in known else self._add(t) for t in tokens]

    def count(self, ids: Iterable[int]) -> None:
        """Note that these forms occur."""
        for i in ids:
            self.counts[i] += 1
            self.total += 1
        self._tables = None

    def _add(self, token: str) -> int:
        form = self._normal(token)
        number = self._form_ids.get(form)
        if number is None:
            number = self._form_ids[form] = len(self.forms)
            self.forms.append(form)
            self.counts.append(0)
        self._tokens[token] = number
        return number

    def is_function(self, number: int, side: int = 0) -> bool:
        """Is a form a function word on a side, by the list or, without one, by frequency?"""
        form = self.forms[number]
        if self._known[side]:
            return form in self._known[side]
        frequent = self.counts[number] > FREQUENT * max(self.total, 1)
        return frequent and len(form) <= SHORT and form.isalpha()

    def tables(self) -> tuple[Tables, Tables]:
        """What is known of the forms as words of the first side, and as words of the second."""
        if self._tables is None or len(self._tables[0].stems) != len(self.forms):
            first = self._table(0)
            alike = self.languages[0] == self.languages[1]
            self._tables = (first, first if alike else self._table(1))
        return self._tables

    @property
    def stems(self) -> tuple[Ints, Ints]:
        """The stem id of every form id, on either side."""
        first, second = self.tables()
        return first.stems, second.stems

    def _table(self, side: int) -> Tables:
        import numpy as np

        size = len(self.forms)
        kinds = np.fromiter((self._kind(i, side) for i in range(size)), np.int8, size)
        counts = np.array(self.counts, np.float32)
        rarity = 0.1 * np.log(max(self.total, 1) / (counts + 1)).astype(np.float32)
        stems = np.fromiter(
            (self._stem(form, self.languages[side]) for form in self.forms), np.int64, size
        )
        return Tables(stems, kinds, rarity)

    def _stem(self, form: str, language: str) -> int:
        return self._stem_ids.setdefault(stem(form, language), len(self._stem_ids))

    def _kind(self, number: int, side: int) -> int:
        if self.is_function(number, side):
            return 1
        return 0 if any(c.isalnum() for c in self.forms[number]) else 2

    def traits(self) -> Ints:
        """By form id, 64 bits: which pairs of neighbouring letters a form has, hashed.

        Forms that share no bit share no two letters in a row and need not be compared.
        """
        import numpy as np

        done = 0 if self._traits is None else len(self._traits)
        if self._traits is None or done != len(self.forms):
            new = np.array([_trait(form) for form in self.forms[done:]], np.int64)
            self._traits = new if self._traits is None else np.concatenate((self._traits, new))
        return self._traits


def _trait(form: str) -> int:
    """The letter pairs of a form as bits of a signed 64-bit number."""
    bits = 0
    for x, y in pairwise(form):
        bits |= 1 << ((ord(x) * 31 + ord(y)) % 63)
    return bits
