"""Cut a witness into passages of another size: sentences, lines, paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..errors import UsageError
from ..model import Passage, Witness
from .sentences import sentence_bounds

FAR = 3  # times: languages differ in their words for one passage by no more than two
MANY = 12  # passages, below which their mean length is chance
UNITS = ("auto", "sentence", "paragraph", "line")
# Headings, verses and the short lines of plays and letters are one sentence whatever stops they
# have: an output prints them as such.
_WHOLE = frozenset("head l stage salute dateline closer signed toc".split())


def cut(witness: Witness, unit: str) -> Witness:
    """The same witness, its passages being sentences, lines or paragraphs.

    `auto` and `paragraph` keep what the reader found. A sentence never crosses a passage; the
    sentences of passage `p3` are `p3.1`, `p3.2`, …; a heading or a verse is not cut.
    Raises `UsageError` for another unit.
    """
    if unit not in UNITS:
        raise UsageError(f"unknown unit {unit!r}", hint=f"choose from {', '.join(UNITS)}")
    if unit in ("auto", "paragraph"):
        return witness
    passages: list[Passage] = []
    for passage in witness.passages:
        passages.extend(_pieces(witness, passage, unit))
    return replace(witness, passages=tuple(passages), divisions=divisions(witness))


def divisions(witness: Witness) -> tuple[tuple[str, int, int], ...]:
    """The file's own divisions, however the witness is cut: id, first token, end."""
    return witness.divisions or tuple((p.id, p.start, p.end) for p in witness.passages)


def uneven(witnesses: Sequence[Witness]) -> str:
    """The siglum of a witness whose passages are `FAR` times as long as another's; "" for none.

    Paragraphs of the one then stand against sentences or sections of the other, and no passage has
    a partner; cut into sentences both have. Headings and short texts say nothing.
    """
    lengths = []
    for witness in witnesses:
        held = [len(p) for p in witness.passages if len(p) and p.kind != "head"]
        if len(held) >= MANY:
            lengths.append((sum(held) / len(held), witness.siglum))
    longest, least = max(lengths, default=(0.0, "")), min(lengths, default=(0.0, ""))
    return longest[1] if longest[0] > FAR * least[0] else ""


def _pieces(witness: Witness, passage: Passage, unit: str) -> list[Passage]:
    if not len(passage) or (unit == "sentence" and passage.kind in _WHOLE):
        return [passage]
    offset = witness.starts[passage.start]
    text = witness.text[offset : witness.ends[passage.end - 1]]
    if unit == "sentence":
        bounds = sentence_bounds(text, witness.language or "en")
    else:
        bounds = _lines(text)
    firsts = [bisect_left(witness.starts, offset + a) for a, _ in bounds] + [passage.end]
    pieces = [(a, b) for a, b in pairwise(firsts) if a < b]
    if len(pieces) == 1:
        return [passage]
    lines = _lines_of(witness, passage, [a for a, _ in pieces])
    return [
        replace(
            passage,
            id=f"{passage.id}.{n}",
            start=a,
            end=b,
            kind="l" if unit == "line" else "s",
            line=line,
        )
        for n, ((a, b), line) in enumerate(zip(pieces, lines), 1)
    ]


def _lines_of(witness: Witness, passage: Passage, tokens: list[int]) -> list[int]:
    """The source lines of rising tokens, where the passage's own is known and line ends are kept.

    Each line end is looked at once: a passage may be a whole book.
    """
    if not passage.line:
        return [0] * len(tokens)
    found, line, at = [], passage.line, witness.starts[passage.start]
    for token in tokens:
        line += witness.text.count("\n", at, witness.starts[token])
        at = witness.starts[token]
        found.append(line)
    return found


def _lines(text: str) -> tuple[tuple[int, int], ...]:
    bounds, start = [], 0
    for line in text.splitlines(keepends=True):
        bounds.append((start, start + len(line)))
        start += len(line)
    return tuple(bounds)
