"""Word stems, memoised: a stem is asked for once a word type, not once a token."""

from __future__ import annotations

from functools import cache
from typing import Any

LANGUAGES = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(LANGUAGES[language])


@cache
def stem(word: str, language: str = "en") -> str:
    """The Snowball stem of a lower-case word; the word itself where the language has no stemmer.

    >>> stem("translations", "en"), stem("возбудителем", "ru"), stem("verba", "la")
    ('translat', 'возбудител', 'verba')
    """
    code = language.split("-")[0].lower() or "en"
    if code not in LANGUAGES:
        return word
    return str(_stemmer(code).stemWord(word))
