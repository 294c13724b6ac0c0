"""What a user knows about the text to be encoded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from ..model import Witness


@dataclass(frozen=True)
class Options:
    """Statements for the header; `""` = not known, and then not said.

    `language` and `source_language` are BCP 47 tags. `terms` gives the original spelling of
    transliterated words (`("chokhom", "чохом")`).
    """

    title: str = ""
    author: str = ""
    translator: str = ""
    language: str = ""
    source_language: str = ""
    siglum: str = ""
    responsibility: str = ""  # who made the encoding
    publisher: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    brackets: tuple[tuple[str, str, str], ...] = ()  # rulings of `inventory.obeyed`

    @cached_property
    def _classes(self) -> dict[tuple[str, str], str]:
        return {(content, found): kind for content, found, kind in self.brackets}

    def class_of(self, content: str, found: str) -> str:
        """The class that the user gave a bracket, "" for none."""
        return self._classes.get((content, found)) or self._classes.get((content, ""), "")

    def completed(self, witness: Witness) -> Options:
        """These options, with what the witness itself says where they are silent."""
        return replace(
            self,
            title=self.title or witness.title,
            language=self.language or witness.language or "und",
            siglum=self.siglum or witness.siglum,
        )

    @property
    def resp(self) -> str:
        """To whom the words in brackets are owed: the translator, else an unnamed editor."""
        return "#tr" if self.translator else "#ed"

    @property
    def transliterated(self) -> str:
        """The tag of source words in Latin letters, the scheme being unstated."""
        return f"{self.source_language.split('-')[0] or 'und'}-Latn"

    @property
    def original(self) -> str:
        """The tag of source words in Cyrillic."""
        return self.source_language or "und-Cyrl"
