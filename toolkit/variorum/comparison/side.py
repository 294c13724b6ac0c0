"""One version in a row: its tokens there, their texts, what is printed around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Witness
from ..text.spans import with_marks


@dataclass(frozen=True, slots=True)
class Side:
    """The tokens of one version in a row: their indexes, texts, folded forms."""

    witness: Witness
    tokens: tuple[int, ...]  # rising, though passages may be out of order between rows
    marks: Sequence[tuple[int, int, str]] = ()  # printed brackets that are markup

    @property
    def forms(self) -> list[str]:
        witness = self.witness
        return [witness.forms[witness.ids[t]] for t in self.tokens]

    @property
    def ends(self) -> bool:
        """Is the last word here the last of the version?"""
        return bool(self.tokens) and self.tokens[-1] + 1 == len(self.witness)

    def text(self, k: int) -> str:
        """The text of the k-th token here."""
        t = self.tokens[k]
        return self.witness.text[self.witness.starts[t] : self.witness.ends[t]]

    def full(self, start: int, end: int) -> str:
        """The text of tokens start:end here, with the white space that follows each."""
        if start >= end:
            return ""
        return self.witness.full_slice(self.tokens[start], self.tokens[end - 1] + 1)

    def shown(self, start: int, end: int) -> str:
        """As `full`, with the brackets that the markup says print has."""
        if not self.marks or start >= end:
            return self.full(start, end)
        witness, low = self.witness, self.tokens[start]
        begin = witness.starts[low] if low else 0
        stop = begin + len(self.full(start, end))
        return with_marks(witness.text, self.marks, begin, stop)

    def space(self, k: int) -> str:
        """The white space after the k-th token here."""
        t = self.tokens[k]
        starts, text = self.witness.starts, self.witness.text
        after = starts[t + 1] if t + 1 < len(starts) else len(text)
        return text[self.witness.ends[t] : after]
