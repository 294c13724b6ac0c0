"""Tables of a language: how one word may be spelt, and which forms are one word.

They are data (`critic/classes/LANG.toml`, described in the README there), so that a scholar can
read and extend them; a project adds patterns of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pkgutil import get_data  # importlib.resources costs 8 ms to import
from typing import Any

from ..errors import UsageError
from ..text.languages import base
from ..text.lexicon import is_english
from ..text.normal import STEPS

Pattern = tuple[re.Pattern[str], str]

# Codes of ISO 639 that share a table.
_TABLES = {
    "eng": "en", "ang": "enm", "sco": "enm", "lat": "la", "el": "grc", "ell": "grc", "gre": "grc",
    "fra": "fr", "fre": "fr", "frm": "fro", "xno": "fro", "pro": "fro", "deu": "de", "ger": "de",
    "gmh": "de", "goh": "de", "ita": "it", "spa": "es", "osp": "es", "rus": "ru", "orv": "ru",
    "heb": "he", "hbo": "he", "ara": "ar",
}  # fmt: skip


_STEM = 3  # letters that two forms of one word have in common at the least


@dataclass(frozen=True)
class Table:
    """What is known of the spelling and the forms of one language."""

    spelling: tuple[Pattern, ...] = ()
    doubtful: tuple[Pattern, ...] = ()  # hold only where not both are words of the language
    distinct: frozenset[frozenset[str]] = frozenset()
    same: tuple[frozenset[str], ...] = ()
    inflection: tuple[frozenset[str], ...] = ()
    endings: tuple[frozenset[str], ...] = ()  # of one paradigm each; "" belongs to all
    listed: bool = False  # is there a list of the language's words?
    spelt: bool = False  # are there patterns that leave nothing to likeness?

    def written(self, a: str, b: str) -> bool:
        """Are two words in lower case one word spelt otherwise?"""
        if any(a in group and b in group for group in self.same):
            return True
        left, right = _bare(a), _bare(b)
        if left == right:
            return True
        if any(left in group and right in group for group in self.same):
            return True
        if self.two(a, b):
            return False
        left, right = _rewritten(left, self.spelling), _rewritten(right, self.spelling)
        if left == right:
            return True
        if self.both_words(a, b):
            return False
        return _rewritten(left, self.doubtful) == _rewritten(right, self.doubtful)

    def two(self, a: str, b: str) -> bool:
        """Are these two words, though patterns would make them one?"""
        return frozenset((_key(a), _key(b))) in self.distinct

    def both_words(self, a: str, b: str) -> bool:
        """Are both words of the language, so that they are two however alike?"""
        return self.listed and is_english(a) and is_english(b)

    def inflected(self, a: str, b: str) -> bool:
        """Are both in one group of forms, or one stem with two endings of one paradigm?"""
        if any(a in group and b in group for group in self.inflection):
            return True
        left, right = (_rewritten(_bare(w), self.spelling) for w in (a, b))
        if left == right:
            return False  # spelt otherwise, or two words that only patterns make one
        shared = 0
        while shared < min(len(left), len(right)) and left[shared] == right[shared]:
            shared += 1
        least = max(_STEM, min(len(left), len(right)) // 2)
        return any(
            {left[cut:], right[cut:]} <= group | {""}
            for cut in range(least, shared + 1)
            for group in self.endings
        )


def table(language: str, own: tuple[tuple[str, str, str], ...] = ()) -> Table:
    """The table of a language (BCP 47 or ISO 639); a language without one has what all have.

    `own` are a project's patterns as (language, pattern, what it is rewritten to).
    """
    code = base(language)
    name = _TABLES.get(code, code)
    found = _table(name)
    mine = tuple(
        (re.compile(pattern), becomes)
        for tag, pattern, becomes in own
        if _TABLES.get(tag, tag) in (name, "")
    )
    return replace(found, spelling=(*mine, *found.spelling)) if mine else found


@cache
def _table(name: str) -> Table:
    read = [_read("common")]
    wanted = [name]
    while wanted and (values := _read(wanted.pop(0))):
        read.insert(1, values)
        wanted += values.get("after", [])
    return Table(
        spelling=tuple(p for values in read for p in _patterns(values.get("spelling", {}))),
        doubtful=tuple(p for values in read for p in _patterns(values.get("doubtful", {}))),
        distinct=frozenset(
            frozenset(pair)
            for values in read
            for group in _groups(values, "distinct")
            for pair in combinations({_key(word) for word in group}, 2)
        ),
        same=tuple(g for values in read for g in _groups(values, "same")),
        inflection=tuple(g for values in read for g in _groups(values, "inflection")),
        endings=tuple(g for values in read for g in _groups(values, "endings")),
        listed=name in ("en", "und", ""),
        spelt=len(read) > 1 and name != "en",
    )


def own_patterns(given: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """A project's `[spelling.LANG]` tables, checked.

    Raises `UsageError` for a pattern that does not compile or a value of another shape.
    """
    found = []
    for tag, patterns in given.items():
        for name, value in patterns.items() if isinstance(patterns, Mapping) else [("", patterns)]:
            if not (isinstance(value, list) and len(value) == 2 and all(map(_is_text, value))):
                raise UsageError(
                    f"[spelling.{tag}] {name!r} is not a pattern and a replacement",
                    hint="write \"ti/ci\" = ['ti(?=[aeiou])', 'ci']",
                )
            try:
                re.compile(value[0]).sub(value[1], "a")
            except (re.error, IndexError) as error:
                raise UsageError(
                    f"[spelling.{tag}] {name!r}: invalid pattern ({error})",
                    hint="correct the expression",
                ) from None
            found.append((tag.lower(), value[0], value[1]))
    return tuple(found)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _read(name: str) -> dict[str, Any]:
    """The table of this name; empty where there is none."""
    if not name.isalpha():
        return {}
    try:
        data = get_data("variorum.critic", f"classes/{name}.toml")
    except OSError:
        return {}
    import tomllib

    return tomllib.loads((data or b"").decode("utf-8"))


def _patterns(given: Mapping[str, list[str]]) -> Iterable[Pattern]:
    return ((re.compile(pattern), becomes) for pattern, becomes in given.values())


def _groups(values: Mapping[str, Any], key: str) -> Iterable[frozenset[str]]:
    return (frozenset(group.split()) for group in values.get(key, {}).get("words", ()))


def _rewritten(word: str, patterns: Iterable[Pattern]) -> str:
    for pattern, becomes in patterns:
        word = pattern.sub(becomes, word)
    return word


def _key(word: str) -> str:
    return _bare(word).replace("v", "u").replace("j", "i")


@cache
def _bare(word: str) -> str:
    """Without accents, points, ligatures, hyphens, apostrophes; final letters unified."""
    folded = STEPS["final-letters"](STEPS["hyphens"](STEPS["ligatures"](STEPS["accents"](word))))
    return folded.replace("'", "").replace("’", "")
