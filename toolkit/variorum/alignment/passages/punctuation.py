"""Marks that mean the same in every language: questions, exclamations, speech, dashes, brackets.

They are read as words of a side, so that a passage of speech is set beside a passage of speech and
a question beside a question, in whatever way each language writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .side import Side

ALIKE = 0.7  # how surely a mark of one side is answered by its like on the other
MOST = 2  # of one mark in a passage that are counted
_KINDS = {
    "?": "?؟？\u037e՞፧", "!": "!！՜", '"': "\"«»“”„‟「」『』〝〞", "-": "—–―", "(": "(（[",
    ":": ":：", ";": ";；؛", "…": "…⋯",
}  # fmt: skip
_OF = {mark: kind for kind, marks in _KINDS.items() for mark in marks}
_GREEK = {**_OF, ";": "?", "·": ";", "\u0387": ";"}
_PREFIX = "\0"  # no word begins so


def with_marks(side: Side, passages: Sequence[str]) -> Side:
    """The side with the marks of its passages as further words."""
    import numpy as np

    of = _GREEK if side.language in ("el", "grc") else _OF
    stems = {stem: number for number, stem in enumerate(side.stems)}
    found = [
        (number, stems.setdefault(_PREFIX + kind, len(stems)), min(count, MOST))
        for number, text in enumerate(passages)
        for kind, count in _counted(text, of)
    ]
    passage, stem, count = np.array(found, dtype=np.int64).reshape(-1, 3).T
    passage = np.concatenate([side.passage, passage])
    order = np.argsort(passage, kind="stable")
    return replace(
        side,
        passage=passage[order],
        stem=np.concatenate([side.stem, stem])[order],
        count=np.concatenate([side.count, count.astype(np.float64)])[order],
        stems=tuple(stems),
        forms=(*side.forms, *[frozenset[str]()] * (len(stems) - len(side.stems))),
    )


def _counted(text: str, of: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """The kinds of marks in a passage, in a fixed order, with their number."""
    kinds = [of[char] for char in text if char in of]
    for kind in _KINDS:
        if kind in kinds:
            yield kind, kinds.count(kind)


def marks(left: Side, right: Side) -> Iterator[tuple[int, int, float]]:
    """The pairs of stems that are one mark."""
    other = {s: v for v, s in enumerate(right.stems) if s.startswith(_PREFIX)}
    for u, stem in enumerate(left.stems):
        if stem in other:
            yield u, other[stem], ALIKE
