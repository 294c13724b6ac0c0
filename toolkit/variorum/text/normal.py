"""Normal forms: what is compared, never what is printed.

A pipeline is a declared list of steps; each is a pure function on strings, so a token's normal
form is a function of its text alone and the pipeline's name goes into the signature. Steps are
applied in the order of the table, whatever the order in which they were asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..errors import UsageError


def _quotes(text: str) -> str:
    return text.translate(_QUOTES)


def _dashes(text: str) -> str:
    return re.sub("--+", "-", text.translate(_DASHES))


def _accents(text: str) -> str:
    bare = (c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", "".join(bare))


def _ligatures(text: str) -> str:
    return text.translate(_LIGATURES)


def _final_letters(text: str) -> str:
    return text.translate(_FINALS)


def _hyphens(text: str) -> str:
    """Soft hyphens vanish; so do hyphens inside a word (`co-op` meets `coop`)."""
    return re.sub(r"(?<=\w)[-‐‑](?=\w)", "", text.replace("\N{SOFT HYPHEN}", ""))


def _soft(text: str) -> str:
    """What is not to be seen: soft hyphens, zero-width spaces, byte-order marks inside a text."""
    return re.sub("[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\ufeff]", "", text)


def _brackets(text: str) -> str:
    """A bracket inside a word is an editor's (`E[rich]` meets `Erich`)."""
    return re.sub(r"[\[\]]", "", text) if len(text) > 1 else text


def _spacing(text: str) -> str:
    return " ".join(text.split())


_QUOTES = str.maketrans({c: "'" for c in "’‘‚‛`´ʼ′‹›"} | {c: '"' for c in "“”„‟«»″〝〞＂"})
_DASHES = str.maketrans({c: "-" for c in "‐‑‒–—―−﹘﹣－"})
_LIGATURES = str.maketrans(
    {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi",
     "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ſ": "s", "ĳ": "ij", "Ĳ": "IJ", "ß": "ss", "…": "..."}
)  # fmt: skip
_FINALS = str.maketrans("ςϲךםןףץ", "σσכמנפצ")

STEPS: dict[str, Callable[[str], str]] = {
    "nfc": lambda text: unicodedata.normalize("NFC", text),
    "spacing": _spacing,
    "quotes": _quotes,
    "dashes": _dashes,
    "ligatures": _ligatures,
    "hyphens": _hyphens,
    "brackets": _brackets,
    "accents": _accents,
    "casefold": str.casefold,
    "final-letters": _final_letters,
}
DEFAULT = ("nfc", "quotes", "dashes", "brackets", "casefold")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A declared normalisation.

    >>> Pipeline(("casefold", "nfc"))("E[rich]"), Pipeline()("E[rich]")
    ('e[rich]', 'erich')
    >>> Pipeline().name
    'nfc+quotes+dashes+brackets+casefold'
    """

    steps: tuple[str, ...] = DEFAULT
    table: tuple[tuple[str, str], ...] = ()  # a user's regularisations, applied last: form -> form
    _cache: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        unknown = [step for step in self.steps if step not in STEPS]
        if unknown:
            raise UsageError(
                f"unknown normalisation {unknown[0]!r}", hint=f"choose from {', '.join(STEPS)}"
            )

    @property
    def name(self) -> str:
        """The steps in the order of application, for the signature."""
        steps = "+".join(step for step in STEPS if step in self.steps) or "none"
        return f"{steps}+table({len(self.table)})" if self.table else steps

    def __call__(self, text: str) -> str:
        """The normal form of one token; memoised, since a text repeats its words."""
        known = self._cache.get(text)
        if known is None:
            known = self._cache[text] = self._compute(text)
        return known

    def _compute(self, text: str) -> str:
        if text.isascii() and text.isalnum():  # most words: of all the steps one concerns them
            form = text.casefold() if "casefold" in self.steps else text
        else:
            form = _soft(text)
            for name, step in STEPS.items():
                if name in self.steps:
                    form = step(form)
        if self.table:
            form = dict(self.table).get(form, form)
        return form or text  # a token that normalises to nothing keeps its text: never lost


def pipeline(names: str | Iterable[str] | None = None) -> Pipeline:
    """The pipeline of a list of names or of a comma-separated string; None = the default."""
    if names is None:
        return Pipeline()
    listed = names.split(",") if isinstance(names, str) else list(names)
    return Pipeline(tuple(n.strip() for n in listed if n.strip() and n.strip() != "none"))
