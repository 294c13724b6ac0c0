"""One @ref is given to names that have nothing in common.

`Phomvihan` and `K. Phomvihan` may be one person; `Honecker` and `Jaruzelski` hardly. Forms of one
name in different languages, spellings and abbreviations are kin by their consonants: `Wien` and
`Viennae`, `Köln` and `Cöln`, `Hbr.` and `Hinterbrühl`.

Guidelines: 14.2.1 (#NDPER)

PASS
    <p><persName ref="#x">K. Phomvihan</persName>, <persName ref="#x">Phomvihan</persName></p>
PASS
    <p><persName ref="#x">Xenaias</persName>, <persName ref="#x">Axenāiā</persName>,
    <placeName ref="#y">Wien</placeName>, <placeName ref="#y">Viennae</placeName>,
    <placeName ref="#z">Hinterbrühl</placeName>, <placeName ref="#z">Hbr.</placeName></p>
FAIL
    <p><persName ref="#x">Honecker</persName>, <persName ref="#x">Jaruzelski</persName></p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import combining, normalize

from ...model import Finding, Severity
from ..indexes.base import shown
from ..indexes.context import Context
from ..values.scripts import count

CODE = "ENC004"
SEVERITY = Severity.INFO
ALIKE = 80  # of a hundred, of what two skeletons of consonants have in common
_EXCHANGED = str.maketrans("vwzdgp", "bbstkb")


NAMES = ("persName", "placeName", "orgName", "geogName")


def check(context: Context) -> Iterator[Finding]:
    for kind in NAMES:
        known: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for element in context.document.named(kind):
            ref = element.get("ref") or ""
            text = context.document.text(element, frozenset({"note"}))
            words = frozenset(re.findall(r"[^\W\d_]{3,}", text.casefold()))
            if ref in ("", "#") or not words:
                continue
            others = known.setdefault(ref, [])
            strange = others and not any(
                _kin(words, w) or _shortened(text, t) or _shortened(t, text) for t, w in others
            )
            if strange:
                yield context.finding(
                    element,
                    f"{shown(text)} and {shown(others[0][0])} have the same @ref {ref!r}",
                    attribute="ref",
                    hint="are they the same?",
                )
            if len(others) < 20:
                others.append((text, words))


def _kin(one: frozenset[str], other: frozenset[str]) -> bool:
    """Have two names a word in common, or words that begin alike, or different scripts?"""
    if one & other or {_script(one)} != {_script(other)}:
        return True
    return any(a[:3] == b[:3] or _sound_alike(a, b) for a in one for b in other)


def _sound_alike(a: str, b: str) -> bool:
    """Are the consonants of two words, as languages exchange them, the same but for a few?"""
    one, other = sorted((_consonants(a), _consonants(b)), key=len)
    if one == other or (len(one) >= 3 and one in other):
        return bool(one)
    if len(one) < 3:
        return False
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) >= ALIKE


@lru_cache(maxsize=4096)
def _consonants(word: str) -> str:
    plain = "".join(c for c in normalize("NFKD", word.casefold()) if not combining(c))
    for written, meant in (("ph", "f"), ("ck", "k"), ("x", "ks"), ("q", "k"), ("c", "k")):
        plain = plain.replace(written, meant)
    kept = plain.translate(_EXCHANGED)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouhyj\W\d_]", "", kept))


def _shortened(short: str, name: str) -> bool:
    """Is a word with a full stop an abbreviation of a word: do its letters stand there in order?"""
    for letters in re.findall(r"([^\W\d_]{2,})\.", short.casefold()):
        for word in re.findall(r"[^\W\d_]+", name.casefold()):
            rest = iter(word[1:])
            if word[0] == letters[0] and all(letter in rest for letter in letters[1:]):
                return True
    return False


def _script(words: frozenset[str]) -> str:
    return max(count("".join(sorted(words))).items(), key=lambda item: item[1], default=("", 0))[0]
