"""Words of content, function words and marks: which of them can be exchanged alone."""

from __future__ import annotations

import re

from ..text.tokens import has_word, is_numeral
from .columns import Texts

_SENTENCE_END = re.compile(r"[.!?…。！？।॥]+$")
# Agreeing words that do not part a phrase when `bridge` allows; a list, not a model.
_FUNCTION = frozenset(
    "a an the of to in on at by for with and or but that which who is are was were be been it its "
    "this these those what how why where whether he she they we you i not as from "
    "и в во на с со к о об от до за по из у а но "
    "что не der die das und in zu von den dem le la les de du des et à un une".split()
)

_AUXILIARY = frozenset(
    "will would shall should may might must can could has have had do does did so if when there "
    "was werden wird wurde hat haben ist sind war est sont a ont avait".split()
)
PREPOSITIONS = frozenset(
    "of to in on at by for with from into about over under between among".split()
)
_PARTICLES = frozenset(
    "up out off down away back myself yourself himself herself itself ourselves themselves".split()
)
PRONOUNS = frozenset("i we you he she it they there я мы ты вы он она оно они".split())

_EMPTY = _FUNCTION | _AUXILIARY | _PARTICLES  # no word of these can be exchanged alone


def is_content(word: str) -> bool:
    return has_word(word) and word.casefold() not in _EMPTY


def is_mark(texts: Texts) -> bool:
    return not any(t and has_word(t) for t in texts)


def ends_sentence(texts: Texts) -> bool:
    """Do all who have something here end a sentence by it?"""
    found = [t for t in texts if t]
    return bool(found) and all(_SENTENCE_END.search(t) and not is_numeral(t) for t in found)


def is_island(texts: Texts) -> bool:
    text = next((t for t in texts if t), "")
    return text.casefold() in _FUNCTION or not has_word(text)
