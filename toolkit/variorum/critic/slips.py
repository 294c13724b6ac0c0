"""Slips that say nothing of each other: what stands side by side and is yet two readings.

A scribe who errs in one word may err in the next. Where the two differ in kind, one spelt otherwise
and one left out, or where there are two witnesses only and all their differences are of the same
two, that they are neighbours makes them no phrase.
"""

from __future__ import annotations

from ..text.normal import STEPS
from .columns import Texts

LIKE = 0.7  # share of letters from which a word is another spelt or inflected otherwise


def alike(texts: Texts) -> bool:
    """Are there two witnesses only, whose single words are like each other?

    Two witnesses differ in one way wherever they differ: that they do so twice side by side says
    nothing. A word that answers its like stays alone.

    >>> alike(("veut", "veult")), alike(("veut", "peust")), alike(("veut", "veult", "veut"))
    (True, False, False)
    """
    extant = [text for text in texts if text is not None]
    if len(extant) != 2 or not all(extant) or any(" " in text for text in extant):
        return False
    a, b = (text.casefold() for text in extant)
    return _likeness(a, b) >= LIKE


def differ_in_kind(last: Texts, column: Texts, base: int) -> bool:
    """Is a word spelt or inflected otherwise in one column, and left out or put in in the other?

    That one scribe does both side by side says nothing: each is a slip of its own. So is a capital
    beside another word. Where letters run across the border (`contra traditionem`,
    `contradictionem`) it is one reading.
    """
    kinds = [_kind(texts, base) for texts in (last, column)]
    if "formal" in kinds:
        return kinds[0] != kinds[1]
    return sorted(kinds) == ["like", "silent"] and not runs_across(last, column, base)


def _kind(texts: Texts, base: int) -> str:
    """How all who differ in a column differ from the base: `formal`, `like`, `silent` or else."""
    own = texts[base]
    others = {text for text in texts if text is not None and text != own}
    if own is None or not others:
        return ""
    if own == "" or others == {""}:
        return "silent"
    if "" in others:
        return ""
    words = {bare(text) for text in others} - {bare(own)}
    if not words:
        return "formal"
    return "like" if all(_likeness(bare(own), word) >= LIKE for word in words) else ""


def runs_across(last: Texts, column: Texts, base: int) -> bool:
    """Have some in two columns together what is liker to the base's than in each alone?

    Or has the word that stayed taken the ending of the one that went?

    >>> runs_across(("contra", "", "contra"), ("traditionem", "contradictionem", "x"), 0)
    True
    >>> runs_across(("et", ""), ("consequitur", "consequetur"), 0)
    False
    """
    own = bare(last[base]), bare(column[base])
    for a, b in dict.fromkeys(zip(last, column)):
        if a is None or b is None or (a, b) == (last[base], column[base]):
            continue
        texts = bare(a), bare(b)
        for n in (0, 1):
            stayed, went = own[n], own[1 - n]
            if texts[1 - n] or not texts[n] or not stayed or not went:
                continue
            ending = texts[n][-2:]
            if ending == went[-2:] != stayed[-2:]:
                return True
        both = [(x, y) for x, y in zip(own, texts) if x and y]
        alone = max((_likeness(x, y) for x, y in both), default=0.0)
        if _likeness("".join(own), "".join(texts)) > alone:
            return True
    return False


def is_unlike(own: str, other: str) -> bool:
    """Is a word another one, and none that is spelt or inflected otherwise?

    >>> is_unlike("tunc", "etc"), is_unlike("tunc", "tunca")
    (True, False)
    """
    return _likeness(bare(own), bare(other)) < LIKE


def _likeness(a: str, b: str) -> float:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(a, b)


def bare(text: str | None) -> str:
    """A word without its accents and its case."""
    return STEPS["accents"](text).casefold() if text else ""
