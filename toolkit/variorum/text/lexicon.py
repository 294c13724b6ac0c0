"""Whether a word is a word of the language: a list of 69,000 English words (SCOWL, sizes to 55).

The list is read when it is first asked for; no other language has one.
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
    "tundra ukase volk weltanschauung zeitgeist brat mir rot".split()
)


@cache
def _words() -> frozenset[str]:
    data = get_data("variorum.text", "words/en.txt.gz")
    assert data is not None, "the list of English words is part of the package"
    return frozenset(gzip.decompress(data).decode("ascii").split())


def is_english(word: str) -> bool:
    """Is this a word of English, in either spelling, not a loan that names its source?

    >>> is_english("Excerpt"), is_english("so-called"), is_english("vozbuditel")
    (True, True, False)
    """
    parts = word.lower().replace("’", "'").split("-")
    return all(_listed(part) for part in parts if part) and word.lower() not in _LOANS


def _listed(word: str) -> bool:
    bare = word.removesuffix("'s").removesuffix("s'").strip("'")
    return bare in _words() or (len(bare) == 1 and bare in "aio")
