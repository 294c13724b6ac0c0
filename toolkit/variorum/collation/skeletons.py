"""What is left of a word when its scribe is taken away: consonants by their sound.

Where copies spell by habits of their own hardly a word is equal in all of them, and fixed points
must be looked for among words that could be one. A skeleton says only that: too coarse to align
by, good enough where three in a row stand once in every witness. Vowels go, and the letters that
scribes put for vowels; consonants fall into the classes of Soundex (R. C. Russell, US patent
1 261 167, 1918), for the Latin, Greek and Cyrillic alphabets. Other scripts keep their letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..text.normal import STEPS
from .score import Scores, rarity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

_DROPPED = "aeiouyjvwhæœøαεηιουωаеёиіїйоуыэюяѣъьѫѧѵ"
_SOUNDS = {
    "k": "cgkqsxzßκγχξσςζкгхсзжчшщц",
    "p": "bfpβπφψбпфв",
    "t": "dtþðδτθдтѳ",
    "n": "mnμνмн",
    "l": "lλл",
    "r": "rρр",
}
_TABLE = str.maketrans(
    {c: sound for sound, letters in _SOUNDS.items() for c in letters} | dict.fromkeys(_DROPPED, "")
)
_DOUBLED = re.compile(r"(.)\1+")


def skeleton(form: str) -> str:
    """The consonants of a form, by sound.

    >>> skeleton("geist"), skeleton("gheyst"), skeleton("czwene") == skeleton("zwéne")
    ('kt', 'kt', True)
    """
    return _DOUBLED.sub(r"\1", STEPS["accents"](form.casefold()).translate(_TABLE))


def sound(form: str) -> str:
    """The skeleton of a word, or its letters without accents where it has nothing but vowels."""
    return skeleton(form) or STEPS["accents"](form.casefold())


@dataclass(frozen=True, slots=True)
class Kinds:
    """Words that could be one: the class of each form, and which classes may carry a run of two.

    None may stand alone: of 37 copies one word in its place by skeleton only was wrong too often.
    """

    of: Ints
    rare: NDArray[np.bool_]
    single: NDArray[np.bool_]


def kinds(scores: Scores) -> Kinds:
    """The classes of the forms of a collation; numbers follow the order of skeletons.

    A mark, a word of vowels only and the form of a token that the user has decided about is a
    class of its own.
    """
    import numpy as np

    known = len(scores.counts)
    bones = [
        (skeleton(form) or form) if word else form
        for form, word in zip(scores.forms[:known], scores.words[:known], strict=True)
    ]
    number = {bone: i for i, bone in enumerate(sorted(set(bones)))}
    size, extra = len(number), len(scores.forms) - known
    of = np.array(
        [number[bone] for bone in bones] + list(range(size, size + extra)), dtype=np.int32
    )
    counts = np.bincount(of[:known], weights=scores.counts, minlength=size + extra)
    words = np.zeros(size + extra, dtype=bool)
    words[of[:known][np.array(scores.words[:known], dtype=bool)]] = True
    rare, _ = rarity(words, counts, scores.size)
    return Kinds(of, rare, np.zeros(len(rare), dtype=bool))
