"""Whether a word is a word of the language: a list of 69,000 English words (SCOWL, sizes to 55),
and one of 10,000 names that English texts have (sizes to 60).

Each list is read when it is first asked for; no other language has one.
"""

from __future__ import annotations

import gzip
from functools import cache
from pkgutil import get_data

# English dictionaries list them, but in brackets after a translation they are the word translated.
_LOANS = frozenset(
    "apparatchik apparatchiks autobahn balalaika blitzkrieg bolshevik bourgeois bourgeoisie "
    "coup detente duma glasnost gulag hetman intelligentsia junker kolkhoz kommissar kremlin kulak "
    "kulaks leitmotif menshevik nomenklatura oblast pasha perestroika politburo pogrom pravda "
    "realpolitik reich samizdat samovar schadenfreude soviet sovkhoz sputnik taiga troika tsar "
    "tundra ukase volk weltanschauung zeitgeist brat mir rot "
    "bundestag bundesrat kaiser lebensraum luftwaffe reichstag volkskammer wehrmacht".split()
)


@cache
def _words(name: str = "en") -> frozenset[str]:
    data = get_data("variorum.text", f"words/{name}.txt.gz")
    assert data is not None, "the lists of English words are part of the package"
    return frozenset(gzip.decompress(data).decode("ascii").split())


def is_english(word: str) -> bool:
    """Is this a word of English, in either spelling, not a loan that names its source?

    >>> is_english("Excerpt"), is_english("so-called"), is_english("vozbuditel")
    (True, True, False)
    """
    parts = word.lower().replace("’", "'").split("-")
    return all(_listed(part) for part in parts if part) and word.lower() not in _LOANS


def is_name(word: str) -> bool:
    """Is this a name that English texts have: of a place, a people or a person?

    >>> is_name("Beijing"), is_name("Hungarian"), is_name("Wehrmacht"), is_name("Vorstand")
    (True, True, False, False)
    """
    return word.lower() in _words("en-names") and word.lower() not in _LOANS


def _listed(word: str) -> bool:
    bare = word.removesuffix("'s").removesuffix("s'").strip("'")
    return bare in _words() or (len(bare) == 1 and bare in "aio")
