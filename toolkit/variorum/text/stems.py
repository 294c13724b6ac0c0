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
_PACKAGE = "snowballstemmer"


@cache
def _stemmer(language: str) -> Any:
    """One language's stemmer.

    The door of the package imports every language, which costs more than a diff of a page; so
    the one module is imported behind it, where there is such a module.
    """
    import sys
    from importlib import import_module
    from importlib.util import find_spec, module_from_spec

    name = LANGUAGES[language]
    spec = find_spec(_PACKAGE)
    if spec is None or _PACKAGE in sys.modules:
        return import_module(_PACKAGE).stemmer(name)
    sys.modules[_PACKAGE] = module_from_spec(spec)  # its folder, not its content
    try:
        module = import_module(f"{_PACKAGE}.{name}_stemmer")
    finally:
        del sys.modules[_PACKAGE]
    return getattr(module, f"{name.capitalize()}Stemmer")()


@cache
def stem(word: str, language: str = "en") -> str:
    """The Snowball stem of a lower-case word; the word itself where there is none.

    That is where the language has no stemmer, and where the stemmer takes the whole word for an
    ending, as the Greek one does with όταν.

    >>> stem("translations", "en"), stem("возбудителем", "ru"), stem("verba", "la")
    ('translat', 'возбудител', 'verba')
    """
    code = language.split("-")[0].lower() or "en"
    if code not in LANGUAGES:
        return word
    return str(_stemmer(code).stemWord(word)) or word
