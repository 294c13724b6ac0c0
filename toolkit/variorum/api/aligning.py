"""Match passages or words of versions: what `align` means."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal, Unpack, overload

from ..errors import UsageError
from .door import verb
from .machine import Machine
from .versions import language, rows_of, versions

if TYPE_CHECKING:
    from ..host import Host
    from ..model import Links, Row, Synopsis
    from .kinds import Reading, Texts


@overload
def align(
    *texts: Texts, level: Literal["passage"] = "passage", doubtful: float | None = None,
    semantic: bool | None = None, host: Host | None = None, **reading: Unpack[Reading],
) -> Synopsis: ...  # fmt: skip
@overload
def align(
    *texts: Texts, level: Literal["word"], doubtful: float | None = None,
    semantic: bool | None = None, host: Host | None = None, **reading: Unpack[Reading],
) -> Links: ...  # fmt: skip
@overload
def align(
    *texts: Texts, level: str, doubtful: float | None = None, semantic: bool | None = None,
    host: Host | None = None, **reading: Unpack[Reading],
) -> Synopsis | Links: ...  # fmt: skip
@verb
def align(
    *texts: Texts,
    level: str = "passage",
    doubtful: float | None = None,
    semantic: bool | None = None,
    host: Host | None = None,
    **reading: Unpack[Reading],
) -> Synopsis | Links:
    """Match the passages of two or more versions, in one language or several.

    Passages come out as rows of a synopsis, with `doubtful` only those of a confidence below it
    (0 … 1). At the level `word` the words of every two versions in one language are linked row
    by row; `semantic` says whether word vectors help (extra `semantic`; else where it is there).
    """
    if level not in ("passage", "word"):
        raise UsageError(f"no level {level!r}", hint="there are passage and word")
    if not texts:
        raise UsageError("no version to align", hint="name at least two files")
    if doubtful is not None and not 0 <= doubtful <= 1:
        raise UsageError(f"invalid confidence {doubtful}", hint="give a number from 0 to 1")
    reading.setdefault("unit", "auto")
    named = versions(texts, host=host or Machine(), **reading)
    rows = rows_of(named)
    if level == "word":
        return linked(rows, semantic)
    return rows if doubtful is None else replace(rows, rows=_below(rows, doubtful))


def _below(rows: Synopsis, limit: float) -> tuple[Row, ...]:
    return tuple(row for row in rows.rows if row.confidence < limit)


def linked(rows: Synopsis, semantic: bool | None = None) -> Links:
    """The words of every two versions, linked row by row by an aligner that learnt from them."""
    from ..alignment import words
    from ..model import Links

    tongues = {language(w) for w in rows.witnesses if w.language}
    if len(tongues) > 1:
        raise UsageError(
            "words are linked between versions in one language",
            hint="leave the source text out, or align passages",
        )
    pairs = list(combinations(range(len(rows.witnesses)), 2))
    bounds = {
        (a, b): [(rows.tokens(r, a), rows.tokens(r, b)) for r in range(len(rows.rows))]
        for a, b in pairs
    }
    learned = [
        pair
        for (a, b), held in bounds.items()
        for pair in words.row_pairs(rows.witnesses[a], rows.witnesses[b], held)
    ]
    aligner = words.learn(learned, language=next(iter(tongues), "en"), semantic=semantic)
    found = tuple(
        (a, b, words.align(rows.witnesses[a], rows.witnesses[b], held, aligner=aligner))
        for (a, b), held in bounds.items()
    )
    return Links(rows, found, rows.signature.adding(words=aligner.method))
