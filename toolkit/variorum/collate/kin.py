"""Are these copies of one text, or translations of one source? The words decide."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ..model import Witness

SHARED = 0.25  # share of three-word runs that copies have in common; retranslations have under .2
SAMPLE = 12  # witnesses looked at


def akin(witnesses: Sequence[Witness]) -> bool:
    """Do the witnesses share enough runs of three words to be copies of one text?

    The median over pairs decides, so that one odd witness does not. Texts in two languages are
    never akin; texts of fewer than three words are taken for copies.
    """
    tongues = {w.language.split("-")[0].lower() for w in witnesses if w.language}
    if len(tongues) > 1:
        return False
    runs = [r for r in map(_runs, sorted(witnesses, key=lambda w: w.text)[:SAMPLE]) if r]
    shares = sorted(len(a & b) / min(len(a), len(b)) for a, b in combinations(runs, 2))
    return not shares or shares[len(shares) // 2] >= SHARED


def _runs(witness: Witness) -> set[tuple[str, str, str]]:
    forms = witness.forms
    words = [forms[i] for i, kind in zip(witness.ids, witness.kinds) if not kind]
    return set(zip(words, words[1:], words[2:]))
