"""Which language each witness is in: as the caller says, else as its file does, else a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import UsageError

if TYPE_CHECKING:
    from ..host import Host
    from ..model import Witness
    from .kinds import Names

SIDES = ("A", "B")  # of a bitext
_TAG = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$")


def general(language: Names | None) -> str:
    """The language given for all texts, of a list such as `de` or `A=de`, `B=fr`; else ""."""
    return _told(language)[0]


def of_sides(language: Names | None) -> tuple[str, str]:
    """The languages of the sides A and B of a bitext; English where nothing is given."""
    whole, each = _told(language)
    for name in each:
        if name not in SIDES:
            raise UsageError(
                f"a language is given for {name!r}, not a side of a bitext",
                hint="the sides are A and B, as in A=ru, B=en",
            )
    first, second = (each.get(side, whole) for side in SIDES)
    if bool(first) != bool(second):
        raise UsageError(
            "only one side of the bitext has a language",
            hint="give both, as in A=ru, B=en",
        )
    return first or "en", second or "en"


def names(language: Names | None) -> tuple[str, ...]:
    """One tag, or none, or several, as several."""
    return (language,) if isinstance(language, str) and language else tuple(language or ())


def with_settled(language: Names | None, settled: str) -> tuple[str, ...]:
    """The languages that were given, and the project's if none was given for all texts."""
    told = names(language)
    return (*told, settled) if settled and not general(told) else told


def _check(tag: str) -> None:
    """Raise `UsageError` for what is no tag, or one of a language that there is not.

    A code that has a shorter one (`lat`) is as good as that.
    """
    from ..validation.values.langtags import DEPRECATED, fault, proper

    said, remedy = "", "give a tag such as en, ru or grc"
    if _TAG.match(tag):
        plain = proper(tag.replace("_", "-"))
        if plain.partition("-")[0] in DEPRECATED:
            return
        said, remedy = fault(plain)
        if not said:
            return
    because = f": {said}" if said else ""
    raise UsageError(f"invalid language {tag!r}{because}", hint=remedy)


def _told(language: Names | None) -> tuple[str, dict[str, str]]:
    """The language for all, and those of single witnesses by siglum."""
    whole, each = "", dict[str, str]()
    for item in names(language):
        siglum, sign, tag = item.rpartition("=")
        _check(tag)
        if sign and siglum in each and each[siglum] != tag:
            raise UsageError(f"{siglum} has two languages", hint="give one for each witness")
        if sign:
            each[siglum] = tag
        elif whole and whole != tag:
            raise UsageError(
                "two languages for all witnesses", hint="write SIGLUM=TAG, as in A=en, B=fr"
            )
        else:
            whole = tag
    return whole, each


def in_languages(
    witnesses: Sequence[Witness], language: Names | None, host: Host
) -> tuple[Witness, ...]:
    """The witnesses, each with its language where that is known.

    What was guessed is reported once, if the witnesses are in several languages; what is too short
    to tell stays without.
    """
    from ..text.languages import base, guess_all

    each = _told(language)[1]
    known = {w.siglum for w in witnesses}
    for siglum in each:
        if siglum not in known:
            raise UsageError(
                f"a language is given for an unknown witness {siglum!r}",
                hint=f"choose from {', '.join(w.siglum for w in witnesses)}",
            )
    told = [replace(w, language=each[w.siglum]) if w.siglum in each else w for w in witnesses]
    texts = {w.siglum: [w.text] for w in told if not w.language}
    guessed = dict(zip(texts, guess_all(list(texts.values()))))
    made = tuple(replace(w, language=guessed.get(w.siglum) or w.language) for w in told)
    several = len({base(w.language) for w in made if w.language}) > 1
    if guessed and several:
        said = ", ".join(f"{s} {code or 'unsure'}" for s, code in guessed.items())
        host.note(f"languages guessed: {said}")
    elif guessed:
        host.detail(f"language guessed: {next(iter(guessed.values())) or 'unsure'}")
    return made
