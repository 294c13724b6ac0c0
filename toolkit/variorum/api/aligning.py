"""Match passages or words of versions: what `align` means."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Unpack, overload

from ..errors import UsageError
from ..model.alignment import Link
from .deciding import report
from .door import verb
from .linking import linking
from .machine import Machine
from .versions import language, rows_of, versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..alignment.words import Aligner
    from ..host import Host
    from ..model import Links, Row, Synopsis, Witness
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

    The result is a synopsis of rows; `doubtful` keeps only rows with a confidence below it (0 … 1).
    At the level `word` the words of every two versions are linked row by row, each link with a
    confidence, in one language or two. `semantic` turns word vectors on or off (extra `semantic`;
    of other languages than English `multilingual`; by default they are used if installed).
    """
    if level not in ("passage", "word"):
        raise UsageError(f"unknown level {level!r}", hint="choose passage or word")
    if not texts:
        raise UsageError("no version to align", hint="name at least two files")
    if doubtful is not None and not 0 <= doubtful <= 1:
        raise UsageError(f"invalid confidence {doubtful}", hint="give a number from 0 to 1")
    reading.setdefault("unit", "auto")
    named = versions(texts, host=host or Machine(), **reading)
    rows = rows_of(named)
    if level == "word":
        found = linked(rows, semantic, linking(named.neural, named.host))
        if named.docket.of("align", "apart"):
            from ..critic.decisions import words

            found = words.linked(found, named.docket)
        report(named.docket, named.host)
        return found
    report(named.docket, named.host)
    return rows if doubtful is None else replace(rows, rows=_below(rows, doubtful))


def _below(rows: Synopsis, limit: float) -> tuple[Row, ...]:
    return tuple(row for row in rows.rows if row.confidence < limit)


def linked(rows: Synopsis, semantic: bool | None = None, neural: bool | None = None) -> Links:
    """The words of every two versions, linked row by row by an aligner that learnt from them."""
    from ..alignment import words
    from ..model import Links

    held = {
        (a, b): [(rows.tokens(r, a), rows.tokens(r, b)) for r in range(len(rows.rows))]
        for a, b in combinations(range(len(rows.witnesses)), 2)
    }
    aligners = _aligners(rows, held, semantic, neural)
    found = []
    for (a, b), bounds in held.items():
        pair = _oriented(rows, a, b, bounds)
        links = words.align(*pair.sides, pair.bounds, aligner=aligners[pair.tongues])
        found.append((a, b, tuple(map(_turned, links)) if pair.turned else links))
    methods = ",".join(sorted({aligner.method for aligner in aligners.values()}))
    return Links(rows, tuple(found), rows.signature.adding(words=methods))


Bounds = list[tuple[range, range]]  # for each row the tokens of two versions
Tongues = tuple[str, str]  # the languages of two versions, sorted


def _aligners(
    rows: Synopsis,
    held: dict[tuple[int, int], Bounds],
    semantic: bool | None,
    neural: bool | None,
) -> dict[Tongues, Aligner]:
    """An aligner for each pair of languages, from all that versions in them have."""
    from ..alignment import words

    learned: dict[Tongues, list[Any]] = {}
    for (a, b), bounds in held.items():
        pair = _oriented(rows, a, b, bounds)
        learned.setdefault(pair.tongues, []).extend(words.row_pairs(*pair.sides, pair.bounds))
    return {
        (one, other): words.learn(
            pairs,
            language=one,
            other=other,
            semantic=semantic,
            neural=neural if one == other else False,
        )
        for (one, other), pairs in learned.items()
    }


class _Oriented(NamedTuple):
    """Two versions, that in the first language by its code before the other."""

    tongues: Tongues
    sides: tuple[Witness, Witness]
    bounds: Bounds
    turned: bool


def _oriented(rows: Synopsis, a: int, b: int, bounds: Bounds) -> _Oriented:
    """A version without a language is in the other's; two without one are in English."""
    one, other = rows.witnesses[a], rows.witnesses[b]
    left = language(one) or language(other) or "en"
    right = language(other) or left
    if left <= right:
        return _Oriented((left, right), (one, other), bounds, turned=False)
    return _Oriented((right, left), (other, one), [(y, x) for x, y in bounds], turned=True)


def _turned(links: Sequence[Link]) -> tuple[Link, ...]:
    """The links of a row, seen from the other version."""
    seen = (Link(x.b, x.a, x.kind, x.confidence) for x in links)
    return tuple(sorted(seen, key=lambda x: (x.a, x.b)))
