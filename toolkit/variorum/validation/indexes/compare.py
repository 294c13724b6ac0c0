"""How two readings differ, in the narrowest class that holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ..document.document import name
from ..options import FORMAL_TYPES
from .apps import App, Reading
from .milestones import NAMES as MILESTONES

if TYPE_CHECKING:
    from .context import Context

OPAQUE = (
    "app",
    "gap",
    "ptr",
    "graphic",
    "space",
    "choice",
    "subst",
    "ref",
    "milestone",
    "lb",
    "pb",
    *MILESTONES,
)


def comparable(context: Context, reading: Reading) -> str | None:
    """A reading's text; None where markup says more than the text does. Kept: many rules ask."""
    known = context.shared.texts
    element = reading.element
    if element not in known:
        opaque = len(element) and any(name(inner) in OPAQUE for inner in element.iterdescendants())
        known[element] = None if opaque else context.document.text(element)
    return known[element]


@lru_cache(maxsize=1 << 16)
def relation(a: str, b: str, normal: tuple[str, ...]) -> str:
    """The narrowest class of the difference: equal, nfc, space, case, punctuation, spelling, "".

    >>> relation("Sage", "sage", ()), relation("to day", "today", ()), relation("a", "b", ())
    ('case', 'space', '')
    """
    if a == b:
        return "equal"
    a, b = (unicodedata.normalize("NFC", t) for t in (a, b))
    if a == b:
        return "nfc"
    if "".join(a.split()) == "".join(b.split()):
        return "space"
    if a.casefold() == b.casefold():
        return "case"
    if _bare(a) == _bare(b) != "":
        return "punctuation"
    normalise = _pipeline(normal)
    return "spelling" if normalise(a) == normalise(b) != "" else ""


@lru_cache(maxsize=8)
def _pipeline(normal: tuple[str, ...]) -> Callable[[str], str]:
    from ...text.normal import pipeline

    return pipeline(normal)


@lru_cache(maxsize=1 << 16)
def _bare(text: str) -> str:
    """A text without its punctuation, white space folded."""
    words = text.split()
    if "".join(words).isalnum():
        return " ".join(words)  # most readings: nothing to look for
    return " ".join(text.translate(_BLANKED).split())


class _Blanked(dict[int, int]):
    """Of each character that was asked for: itself, or a blank for a mark."""

    def __missing__(self, code: int) -> int:
        mark = unicodedata.category(chr(code))[0] in "PZ"
        self[code] = found = ord(" ") if mark else code
        return found


_BLANKED = _Blanked()


def pairs(context: Context, app: App) -> Iterator[tuple[Reading, Reading, str, str]]:
    """Each rdg against the lemma (else the first rdg), both with text: what rules compare."""
    texts = [(r, comparable(context, r)) for r in app.readings if r.kind != "witDetail"]
    first = next(((r, t) for r, t in texts if r.kind == "lem"), texts[0] if texts else None)
    if first is None or not first[1]:
        return
    for reading, text in texts:
        if reading is not first[0] and text:
            yield first[0], reading, first[1], text


def formal(reading: Reading) -> bool:
    """Does its @type say that only form differs?"""
    return any(t in FORMAL_TYPES for t in reading.type.lower().split())


def differing(context: Context, wanted: str) -> Iterator[tuple[Reading, str, str]]:
    """Readings that differ from their lemma in just one respect and do not say so by @type."""
    shared = context.shared
    if shared.differences is None:
        shared.differences = _differences(context)
    yield from shared.differences.get(wanted, ())


def _differences(context: Context) -> dict[str, list[tuple[Reading, str, str]]]:
    """Every reading that differs in form alone, by what it differs in: five rules ask."""
    found: dict[str, list[tuple[Reading, str, str]]] = {}
    for app in context.apps:
        if (app.element.get("type") or "").lower() in FORMAL_TYPES:
            continue
        for _, reading, base, text in pairs(context, app):
            how = relation(base, text, context.options.normal)
            if how and not formal(reading):
                found.setdefault(how, []).append((reading, base, text))
    return found
