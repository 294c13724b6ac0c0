"""Are these copies of one text, or translations of one source? The words decide."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ..model import Witness

SHARED = 0.25  # share of three-word runs that copies have in common; retranslations have under .2
SAMPLE = 12  # witnesses looked at
SHORT = 60  # words: in a shorter text one change breaks three runs, so single words are asked
ALIKE = 0.5  # share of single words that short copies have in common


def akin(witnesses: Sequence[Witness]) -> bool:
    """Do the witnesses share enough runs of three words to be copies of one text?

    The median over pairs decides, so that one odd witness does not. Texts in two languages are
    never akin; empty ones say nothing.
    """
    tongues = {w.language.split("-")[0].lower() for w in witnesses if w.language}
    if len(tongues) > 1:
        return False
    texts = [t for t in map(_words, sorted(witnesses, key=lambda w: w.text)[:SAMPLE]) if t]
    short = min(map(len, texts), default=0) < SHORT
    sets = [set(t) if short else set(zip(t, t[1:], t[2:])) for t in texts]
    shares = sorted(len(a & b) / min(len(a), len(b)) for a, b in combinations(sets, 2))
    return not shares or shares[len(shares) // 2] >= (ALIKE if short else SHARED)


def _words(witness: Witness) -> list[str]:
    forms = witness.forms
    return [forms[i] for i, kind in zip(witness.ids, witness.kinds) if not kind]
