"""The class of a reading against the lemma, by the rules in order."""

from __future__ import annotations

from collections.abc import Sequence

from .rules import Pair, ProjectRule, Synonyms, class_of, pairs_of
from .tables import table


def classify(
    lemma: str,
    reading: str,
    *,
    language: str = "en",
    synonyms: Synonyms | None = None,
    copies: bool = False,
) -> str:
    """The class of a reading by name (contracts: classes of reading).

    >>> [classify("colour", r) for r in ("color", "Colour", "colours", "hue", "")]
    ['orthographic', 'case', 'inflection', 'lexical', 'omission']
    """
    return Classifier(language=language, synonyms=synonyms, copies=copies)(lemma, reading)


class Classifier:
    """The rules for one apparatus; remembers pairs, since a text repeats its differences.

    `copies` says whether the texts are copies of one text or translations; `spelling` are the
    project's own patterns (`tables.own_patterns`).
    """

    def __init__(
        self,
        *,
        language: str = "en",
        rules: Sequence[ProjectRule] = (),
        synonyms: Synonyms | None = None,
        copies: bool = False,
        spelling: tuple[tuple[str, str, str], ...] = (),
    ) -> None:
        self._language = language
        self._copies = copies
        self._table = table(language, spelling)
        self._rules = tuple(rules)
        self._synonyms = synonyms
        self._known: dict[tuple[str, str], str] = {}
        self._pairs: dict[tuple[str, str], tuple[tuple[str, str, str], ...]] = {}

    def __call__(self, lemma: str, reading: str) -> str:
        """The class of a reading; the project's rules are asked first."""
        key = (lemma, reading)
        if key not in self._known:
            self._known[key] = self._decide(lemma, reading)
        return self._known[key]

    def _decide(self, lemma: str, reading: str) -> str:
        for rule in self._rules:
            if rule.holds(lemma, reading):
                return rule.cls
        return class_of(self._pair(lemma, reading))

    def pairs(self, lemma: str, reading: str) -> tuple[tuple[str, str, str], ...]:
        """The word pairs of a reading with the class of each; none where all have one class."""
        key = (lemma, reading)
        if key not in self._pairs:
            found = pairs_of(self._pair(lemma, reading)) if " " in lemma else []
            several = len({cls for _, _, cls in found}) > 1
            self._pairs[key] = tuple(found) if several else ()
        return self._pairs[key]

    def _pair(self, lemma: str, reading: str) -> Pair:
        return Pair(lemma, reading, self._language, self._synonyms, self._copies, self._table)


__all__ = ["Classifier", "Synonyms", "classify"]
