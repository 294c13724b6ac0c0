"""The paragraphs, headings and verses of the base around its passages, whatever a passage is.

Aligned by sentences a paragraph `p3` is the passages `p3.1`, `p3.2`, …; in print it stays one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..model import Passage, Witness

VERSE = "l"
HEADING = "head"


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a passage stands: in a block (a paragraph, a heading, a verse), among its passages.

    `of` is the block's own number and `kind` what it is; `opens` and `closes` say whether it
    begins and ends with the passage, and `parted` whether white space follows the passage within
    it. A verse says whether its stanza begins or ends with it.
    """

    of: str
    kind: str
    opens: bool
    closes: bool
    parted: bool
    stanza_opens: bool = False
    stanza_closes: bool = False

    @property
    def whole(self) -> bool:
        """Is the passage all of its block?"""
        return self.opens and self.closes


def frames(base: Witness) -> dict[str, Frame]:
    """The frame of every passage of the base, by the passage's id."""
    passages = base.passages or (Passage("p1", 0, len(base)),)
    blocks = _blocks(passages)
    last = len(passages) - 1
    return {
        passage.id: Frame(
            of=passage.id if opens and closes and passage.kind != "s" else _above(passage),
            kind=kind,
            opens=opens,
            closes=closes,
            parted=n < last and _gap(base, passage.end),
            stanza_opens=kind == VERSE and (not n or _new_stanza(base, passages[n - 1], passage)),
            stanza_closes=kind == VERSE
            and (n == last or _new_stanza(base, passage, passages[n + 1])),
        )
        for n, (passage, (kind, opens, closes)) in enumerate(zip(passages, blocks, strict=True))
    }


def _blocks(passages: Sequence[Passage]) -> Iterator[tuple[str, bool, bool]]:
    """For each passage the kind of its block, and whether it begins and ends it."""
    begins = [True, *(not _together(a, b) for a, b in pairwise(passages))]
    for passage, opens, closes in zip(passages, begins, [*begins[1:], True], strict=True):
        yield ("p" if passage.kind == "s" else passage.kind), opens, closes


def _together(a: Passage, b: Passage) -> bool:
    """Are two neighbours sentences of one paragraph?"""
    return a.kind == b.kind == "s" and _above(a) == _above(b)


def _above(sentence: Passage) -> str:
    """The paragraph of a sentence: `p3` of `p3.1`."""
    return sentence.id.rpartition(".")[0] or sentence.id


def _gap(base: Witness, token: int) -> bool:
    return 0 < token < len(base) and base.ends[token - 1] < base.starts[token]


def _new_stanza(base: Witness, a: Passage, b: Passage) -> bool:
    """Does another stanza begin with `b`: after a blank line, or after prose?"""
    if a.kind != VERSE or b.kind != VERSE:
        return True
    if not 0 < b.start < len(base):
        return False
    between = base.text[base.ends[b.start - 1] : base.starts[b.start]]
    return between.replace("\r\n", "\n").count("\n") > 1
