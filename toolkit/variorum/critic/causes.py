"""Why a scribe may have erred, where the texts themselves show it: the eye leapt, or looked twice.

The names are TEI's for `rdg/@cause` (Guidelines 13.1.4): an omission whose end is like the end of
what stands before it (homeoteleuton), or whose beginning is like that of what follows
(homeoarchy); words or letters written twice (dittography) or, of two that are equal, once
(haplography). A likeness is no proof: the lemma may as well be the addition.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Apparatus, Kind, Reading, VariationUnit, Witness

LEAST = 4  # letters by which the ends of two words are alike enough to mislead the eye
SHORT = 3  # letters of a word with which many phrases begin by mere chance

AROUND = 12  # tokens of the base that are looked at on either side

Words = Sequence[str]


def cause_of(apparatus: Apparatus, unit: VariationUnit, reading: Reading) -> str:
    """The cause of one reading of a unit; "" where the base has not the lemma, or nothing shows.

    Translators err differently from scribes: in translations, collated by links, none is reported.
    """
    table = apparatus.collation
    if table.signature.get("collate").startswith("links"):
        return ""
    if unit.lemma is None or reading is unit.lemma or reading.cls == "transposition":
        return ""
    base = table.witnesses[table.index(apparatus.base)]
    own = next((b for b in unit.lemma.blocks if b.siglum == apparatus.base), None)
    if own is None:  # a person preferred another reading: the base is no longer what was copied
        return ""
    first = reading.blocks[0]
    return cause(
        _words(base, own.start, own.end),
        _words(table.witnesses[table.index(first.siglum)], first.start, first.end),
        _words(base, max(own.start - AROUND, 0), own.start),
        _words(base, own.end, min(own.end + AROUND, len(base))),
    )


def _words(witness: Witness, start: int, end: int) -> list[str]:
    """Normal forms of the tokens that are words."""
    return [
        witness.normal(i).casefold() for i in range(start, end) if witness.kinds[i] == Kind.WORD
    ]


def cause(lemma: Words, reading: Words, before: Words = (), after: Words = ()) -> str:
    """The cause of a reading against the lemma; "" where the texts show none.

    Words are normal forms without marks; `before` and `after` is what the base has around them.

    >>> cause(["and", "spoke", "to", "them"], [], ["went", "to", "them"], ["again"])
    'homeoteleuton'
    >>> cause(["therefore", "he", "came"], [], ["one"], ["therefore", "they", "left"])
    'homeoarchy'
    >>> cause(["great"], [], ["the", "great"], ["king"])
    'haplography'
    >>> cause([], ["great"], ["the", "great"], ["king"])
    'dittography'
    >>> cause(["possession"], ["possessession"]), cause(["remember"], ["rember"])
    ('dittography', 'haplography')
    >>> cause(["old"], [], ["the", "wise"], ["man"]), cause(["man"], ["men"])
    ('', '')
    """
    if lemma and not reading:
        return _omission(lemma, before, after)
    if reading and not lemma:
        return "dittography" if _repeats(reading, before, after) else ""
    if len(lemma) == len(reading) == 1:
        return _letters(lemma[0], reading[0])
    return ""


def _repeats(words: Words, before: Words, after: Words) -> bool:
    """Do the words stand beside themselves?"""
    own, n = list(words), len(words)
    return list(before[-n:]) == own or list(after[:n]) == own


def _omission(gone: Words, before: Words, after: Words) -> str:
    if _repeats(gone, before, after):  # of several words, the eye leapt from like to like
        return "haplography" if len(gone) == 1 else "homeoteleuton"
    if len(gone) < 2:  # one word left out needs no leap
        return ""
    if before and _alike_at_end(before[-1], gone[-1]):
        return "homeoteleuton"
    if after and len(gone[0]) > SHORT and gone[0] == after[0]:
        return "homeoarchy"
    return ""


def _alike_at_end(a: str, b: str) -> bool:
    """Two equal words, or longer words with one ending of `LEAST` letters and more.

    >>> _alike_at_end("in", "in"), _alike_at_end("dominorum", "servorum")
    (True, True)
    """
    if a == b:
        return True
    return min(len(a), len(b)) > LEAST and a[-LEAST:] == b[-LEAST:]


def _letters(lemma: str, reading: str) -> str:
    """One word with a run of two letters or more twice, where the other has it once."""
    if _doubled(lemma, reading):
        return "dittography"
    return "haplography" if _doubled(reading, lemma) else ""


def _doubled(short: str, long: str) -> bool:
    """Is the long word the short one with a syllable written twice?"""
    more = len(long) - len(short)
    if more < 2 or more > len(short):
        return False
    return any(
        long[i : i + more] == long[i + more : i + 2 * more] and long[:i] + long[i + more :] == short
        for i in range(len(short) - more + 1)
    )
