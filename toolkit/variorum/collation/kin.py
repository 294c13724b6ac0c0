"""Are these copies of one text, or translations of one source? The words decide.

Asked twice: by what is compared, and, where that says no, by the words without their spelling.
Copies in a language without an orthography hardly share a word to the letter; retranslations,
whose common words are common by meaning, hardly gain when spelling is taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ..model import Witness
from ..text.languages import stem
from ..text.normal import STEPS

SHARED = 0.25  # share of three-word runs that copies have in common; retranslations have under .25
SOUNDED = 0.33  # the same by skeletons, of which retranslations share up to .28
SAMPLE = 12  # witnesses looked at
SHORT = 60  # words: in a shorter text one change breaks three runs, so single words are asked
ALIKE = 0.5  # share of single words that short copies have in common
ALIKE_SOUNDED = 0.55  # the same by skeletons


def akin(witnesses: Sequence[Witness]) -> bool:
    """Do the witnesses share enough runs of three words to be copies of one text?

    The median over pairs decides, so that one odd witness does not; empty ones say nothing. Codes
    of two languages only break a tie: copies share their words, whatever somebody called them.
    """
    texts = [t for t in map(_words, sorted(witnesses, key=lambda w: w.text)[:SAMPLE]) if t]
    short = min(map(len, texts), default=0) < SHORT
    if _share(texts, short) >= (ALIKE if short else SHARED):
        return True
    if len({stem(w.language) for w in witnesses if stem(w.language)}) > 1:
        return False
    sounded = _sounded(texts)
    return _share(sounded, short) >= (ALIKE_SOUNDED if short else SOUNDED)


def _share(texts: Sequence[Sequence[str]], short: bool) -> float:
    """The median, over pairs of texts, of what the shorter one shares with the other."""
    sets = [set(t) if short else set(zip(t, t[1:], t[2:])) for t in texts]
    shares = sorted(len(a & b) / min(len(a), len(b)) for a, b in combinations(sets, 2))
    return shares[len(shares) // 2] if shares else 1.0


def _sounded(texts: Sequence[Sequence[str]]) -> list[list[str]]:
    from .skeletons import sound

    known = {form: sound(form) for form in {f for text in texts for f in text}}
    return [[known[form] for form in text] for text in texts]


def _words(witness: Witness) -> list[str]:
    """The words without accents, vowel points and titla: many a scribe writes none."""
    bare = STEPS["accents"]
    forms = [form if form.isascii() else bare(form) for form in witness.forms]
    return [forms[i] for i, kind in zip(witness.ids, witness.kinds) if not kind]
