"""The classes of reading: one table, one set of names in every output."""

from __future__ import annotations

from dataclasses import dataclass

from .shown import Shown


@dataclass(frozen=True, slots=True, repr=False)
class ReadingClass(Shown):
    """A kind of difference between a reading and the lemma."""

    name: str
    group: str  # "formal", "substantive", "editorial" or the project's own
    letter: str  # one or two letters for narrow places: the page, the margin
    description: str


CLASSES: tuple[ReadingClass, ...] = (
    ReadingClass("orthographic", "formal", "o", "the same word spelt otherwise"),
    ReadingClass("punctuation", "formal", "p", "only marks differ"),
    ReadingClass("case", "formal", "c", "only capitals differ"),
    ReadingClass("word-division", "formal", "d", "the same letters, divided otherwise"),
    ReadingClass("name-form", "formal", "n", "one name in two romanisations or forms"),
    ReadingClass("number-form", "formal", "nr", "one number in figures or words"),
    ReadingClass("damaged", "formal", "vd", "what is left of a damaged word fits (ut videtur)"),
    ReadingClass("inflection", "substantive", "i", "another form of the same word"),
    ReadingClass("synonym", "substantive", "s", "another word of the same meaning"),
    ReadingClass("lexical", "substantive", "l", "another word"),
    ReadingClass("phrase", "substantive", "ph", "a run of words reworded"),
    ReadingClass("word-order", "substantive", "w", "the same words in another order"),
    ReadingClass("transposition", "substantive", "t", "a block that stands elsewhere"),
    ReadingClass("omission", "substantive", "om", "words of the base left out"),
    ReadingClass("addition", "substantive", "ad", "words that the base has not"),
    ReadingClass("split", "substantive", "sp", "one sentence made two"),
    ReadingClass("merge", "substantive", "m", "two sentences made one"),
    ReadingClass("editorial", "editorial", "e", "only brackets or editorial marks differ"),
)

FORMAL: tuple[str, ...] = tuple(c.name for c in CLASSES if c.group == "formal")
SUBSTANTIVE: tuple[str, ...] = tuple(c.name for c in CLASSES if c.group == "substantive")
