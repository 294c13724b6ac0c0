"""What does not count as a difference, and how often it was met all the same.

Words are paired under the widest folding, whatever is ignored: `Café` always meets `cafe`. What
then still differs between the two is named (case, accents, …); it is a difference unless the
user ignores it, and it is counted either way. White space is never a difference of words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..errors import UsageError
from ..text.normal import STEPS, Pipeline

IGNORABLE = ("case", "punct", "accents", "typography", "whitespace", "brackets", "markup")
WIDEST = (
    "nfc",
    "quotes",
    "dashes",
    "ligatures",
    "brackets",
    "accents",
    "casefold",
    "final-letters",
)

_INVISIBLE = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\ufeff"))


_DOTS = re.compile(r"\.(?: \.){2}")  # an ellipsis in three types
_LINE_END = re.compile(r"(?<=\w)[-\u00ad][ \t]*(?:\r\n?|\n)\s*(?=\w)")  # a word parted by the print


def _typography(text: str) -> str:
    """Quotes, dashes, ligatures, final letters, soft hyphens and composed letters made one."""
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    for step in ("quotes", "dashes", "ligatures", "final-letters"):
        text = STEPS[step](text)
    return _DOTS.sub("...", text.replace("''", '"').replace("``", '"'))


def _without_marks(text: str) -> str:
    """A word without the marks around it."""
    inner = [k for k, char in enumerate(text) if char.isalnum()]
    return text[inner[0] : inner[-1] + 1] if inner else ""


_FOLDS: dict[str, Callable[[str], str]] = {
    "typography": _typography,
    "case": str.casefold,
    "accents": STEPS["accents"],
    "brackets": lambda text: text.replace("[", "").replace("]", ""),
    "punct": _without_marks,
}


@dataclass(slots=True)
class Ignoring:
    """What the user ignores, and a tally of it; raises `UsageError` for an unknown name."""

    names: frozenset[str]
    tally: Counter[str] = field(default_factory=Counter)
    _known: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    _widest: Pipeline = field(default_factory=lambda: widest())

    @classmethod
    def of(cls, names: Iterable[str]) -> Ignoring:
        wanted = [name.strip() for name in names if name.strip() not in ("", "none")]
        for name in wanted:
            if name not in IGNORABLE:
                raise UsageError(
                    f"nothing called {name!r} can be ignored",
                    hint=f"choose from {', '.join(IGNORABLE)}",
                )
        return cls(frozenset(wanted))

    def same(self, x: str, y: str) -> bool:
        """Are two words of one folded form the same to this user? Tallies what is passed over."""
        if x == y:
            return True
        if self._widest(x) != self._widest(y):  # paired as forms that a person regularised
            self.tally["regularised"] += 1
            return True
        needed = self.aspects(x, y)
        if not self.names.issuperset(needed):
            return False
        self.tally.update(needed)
        return True

    def alike(self, left: str, right: str) -> bool:
        """Are two stretches the same to this user that are cut into words otherwise?

        As with a dash that is a hyphen (1914–18), or a word that the end of a line parts. Tallies.
        """
        names = sorted(self.names - {"punct", "whitespace", "markup"})
        if not names or not (left.strip() and right.strip()):
            return False
        pairs = [(x, y) for x in self._undivided(left) for y in self._undivided(right)]
        same = [(x, y) for x, y in pairs if fold(x, names) == fold(y, names)]
        if not same:
            return False
        needed = aspects(*same[0])
        self.tally.update(self.names.intersection(needed) or {"typography"})
        return True

    def _undivided(self, text: str) -> set[str]:
        """A text in one line; and with the words whole that the end of a line parted."""
        ways = {text}
        if "typography" in self.names:
            ways |= {_LINE_END.sub("", text), _LINE_END.sub("-", text)}
        return {" ".join(way.split()) for way in ways}

    def silent(self, texts: Iterable[str]) -> bool:
        """Do these tokens count for nothing: marks, where marks are ignored?"""
        return all(self._silent(text) for text in texts)

    def _silent(self, text: str) -> bool:
        if "punct" in self.names and not any(c.isalnum() for c in text):
            return True
        return "brackets" in self.names and text in ("[", "]")

    def aspects(self, x: str, y: str) -> tuple[str, ...]:
        """What must be folded for two words to be equal: the fewest names that do it."""
        if (x, y) not in self._known:
            self._known[x, y] = aspects(x, y)
        return self._known[x, y]


def aspects(x: str, y: str) -> tuple[str, ...]:
    """By what names two words differ that are equal under the widest folding.

    >>> aspects("Café", "cafe"), aspects("God’s", "God's")
    (('case', 'accents'), ('typography',))
    """
    needed = tuple(name for name in _FOLDS if not _equal(x, y, [n for n in _FOLDS if n != name]))
    if needed:
        return needed
    return next(((name,) for name in _FOLDS if _equal(x, y, [name])), tuple(_FOLDS))


def _equal(x: str, y: str, names: list[str]) -> bool:
    return fold(x, names) == fold(y, names)


def fold(text: str, names: Iterable[str]) -> str:
    """A text with what these names stand for made one.

    >>> fold("“God’s”", ["punct", "typography"]), fold("—", ["punct"])
    ("God's", '')
    """
    wanted = frozenset(names)
    for name, step in _FOLDS.items():
        if name in wanted:
            text = step(text)
    return text


def widest() -> Pipeline:
    """The folding under which words are paired."""
    return Pipeline(WIDEST)
