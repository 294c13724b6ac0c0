"""A change as pieces with its markers: `[-old-]{+new+}`, or `‹old → new›` where glyphs serve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model.comparison import EQUAL, Change
from .look import Look
from .width import Piece, clean

_NEAR = 6  # words in which a bracket must end to be shown whole beside a change
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def move_label(number: int) -> str:
    """a, b, …, z, aa, ab, …"""
    label = ""
    while number:
        number, rest = divmod(number - 1, 26)
        label = _LETTERS[rest] + label
    return label


def blank_after(text: str) -> str:
    """The blank that stands outside the markers."""
    return " " if text[-1:].isspace() else ""


def pieces_of(changes: Iterable[Change], look: Look, *, elide: bool) -> Iterator[Piece]:
    """One version against the base as a line of text with marked changes."""
    listed = list(changes)
    for k, change in enumerate(listed):
        if change.kind == EQUAL:
            text = clean(change.other)
            if elide:
                text = _elided(text, look, k == 0, k == len(listed) - 1)
            parted = change.base if any(c.base.strip() for c in listed[k + 1 : k + 2]) else ""
            blank = blank_after(change.other) or blank_after(parted)
            yield Piece(text.strip() + blank if text.strip() else "")
        else:
            yield from marked(change, look)


def _elided(text: str, look: Look, first: bool, last: bool) -> str:
    """Agreement shortened: two words beside each change, or the bracket that they end or begin."""
    words = text.split()
    if len(words) <= look.elide:
        return text
    dots = look.glyph("…")
    head = "" if first else " ".join(words[: _whole(words, "[", "]")]) + " "
    tail = "" if last else " " + " ".join(words[-_whole(words[::-1], "]", "[") :])
    return text if len(f"{head}{dots}{tail}") >= len(text) else f"{head}{dots}{tail}"


def _whole(words: list[str], opens: str, closes: str) -> int:
    """How many words are shown: two, or as many as end the bracket that they open, if few do."""
    for count in range(2, _NEAR):
        shown = "".join(words[:count])
        if shown.count(opens) <= shown.count(closes):
            return count
    return 2


def marked(change: Change, look: Look) -> Iterator[Piece]:
    """One change with its markers, and the blank after it outside them."""
    old, new = clean(change.base).strip(), clean(change.other).strip()
    if change.move:
        yield from _moved(change, old, new, look)
    elif look.arrows:
        yield Piece(look.glyph("‹"), "mark")
        yield from _side(old or look.glyph("∅"), "base", change.shared)
        yield Piece(look.glyph(" → "), "mark")
        yield from _side(new or look.glyph("∅"), "other", change.shared)
        yield Piece(look.glyph("›"), "mark")
    else:
        if old:
            yield from (
                Piece("[-", "mark"),
                *_side(old, "base", change.shared),
                Piece("-]", "mark"),
            )
        if new:
            yield from (
                Piece("{+", "mark"), *_side(new, "other", change.shared), Piece("+}", "mark")
            )  # fmt: skip
    if blank := blank_after(change.other or change.base):
        yield Piece(blank)


def _moved(change: Change, old: str, new: str, look: Look) -> Iterator[Piece]:
    label = move_label(change.move)
    if old:  # here the base has it
        yield from (
            Piece(look.glyph(f"⤴{label}[-"), "mark"),
            Piece(old, "base"),
            Piece("-]", "mark"),
        )
    if new:  # here the other version has it
        yield from (
            Piece(look.glyph(f"⤵{label}{{+"), "mark"),
            Piece(new, "moved"),
            Piece("+}", "mark"),
        )


def _side(text: str, role: str, shared: tuple[str, ...]) -> Iterator[Piece]:
    """One side of a phrase; the words that both sides have keep the colour of agreement."""
    return (Piece(p.text, p.role or role) for p in phrase_side(text, shared))


def phrase_side(text: str, shared: tuple[str, ...]) -> Iterator[Piece]:
    """One side of a phrase in pieces; the role of the words that both sides have is `shared`."""
    at = 0
    for word in map(clean, shared):
        found = _find(text, word, at)
        if found < 0:
            continue
        if found > at:
            yield Piece(text[at:found])
        yield Piece(text[found : found + len(word)], "shared")
        at = found + len(word)
    if at < len(text):
        yield Piece(text[at:])


def _find(text: str, word: str, start: int) -> int:
    """Where a whole word next stands, whatever its case."""
    low, sought = text.lower(), word.lower()
    if len(low) != len(text):
        return -1
    found = low.find(sought, start)
    while found >= 0:
        before, after = low[found - 1 : found], low[found + len(sought) : found + len(sought) + 1]
        if not (before.isalnum() or after.isalnum()) or not sought.isalnum():
            return found
        found = low.find(sought, found + 1)
    return -1
