"""Decisions as they were written before: `[[decision]]` tables of a TOML file.

    [[decision]]
    kind = "class"
    where = { passage = "p1", lemma = "wise man", reading = "scholar" }
    ruling = "synonym"

They are read for good, and `variorum decide convert` writes them anew. `align` and `apart` name
two words (`where = { L = "p1 4 man", M = "p1 3 scholar" }`: passage, word number, word).
"""

from __future__ import annotations

import tomllib
from typing import Any

from ...errors import ReadError
from ...model import Decision, Place

KINDS = ("class", "lemma", "align", "apart", "regularise")
_FIELDS = frozenset(("kind", "where", "ruling", "author", "date", "reason"))
_SELECTORS = ("lemma", "reading", "passage", "word", "occurrence", "unit", "form")


def parse(text: str, *, name: str) -> tuple[Decision, ...]:
    """The decisions of a file, in order; raises `ReadError` with the remedy."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReadError(f"not TOML: {error}", source=name, hint="fix the file there") from error
    entries = document.get("decision", [])
    if set(document) - {"decision"} or not isinstance(entries, list):
        raise ReadError("contains more than [[decision]] tables", source=name, hint="remove them")
    return tuple(_decision(entry, number, name) for number, entry in enumerate(entries, 1))


def _decision(entry: Any, number: int, name: str) -> Decision:
    where = entry.get("where", {}) if isinstance(entry, dict) else None
    if not isinstance(where, dict) or set(entry) - _FIELDS:
        unknown = ", ".join(sorted(set(entry) - _FIELDS)) if isinstance(where, dict) else "where"
        raise ReadError(f"decision {number}: unknown {unknown}", source=name, hint="see the manual")
    kind = entry.get("kind")
    if kind not in KINDS:
        raise ReadError(
            f"decision {number}: unknown kind {kind!r}",
            source=name,
            hint=f"choose from {', '.join(KINDS)}",
        )
    words = kind in ("align", "apart")
    return Decision(
        kind=kind,
        ruling=str(entry.get("ruling", "")),
        at=tuple(_place(str(s), str(v)) for s, v in where.items()) if words else (),
        fields=() if words else _fields(where),
        author=str(entry.get("author", "")),
        date=str(entry.get("date", "")),
        reason=str(entry.get("reason", "")),
        id=f"{number:06}",  # they were obeyed in this order, before any with an id of their own
    )


def _place(siglum: str, said: str) -> Place:
    """`PASSAGE NUMBER WORD`; a number that is none leads nowhere, and is reported as stale."""
    passage, _, rest = said.partition(" ")
    number, _, word = rest.partition(" ")
    at = int(number) if number.isdecimal() and int(number) else 10**9
    return Place(siglum, passage, at, at, word)


def _fields(where: dict[str, Any]) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    named = {str(key): str(value) for key, value in where.items()}
    if "witness" in named:
        named["witnesses"] = named.pop("witness")
    if "at" in named:
        named["word"] = named.pop("at")
    order = {key: n for n, key in enumerate(_SELECTORS)}
    return tuple(sorted(named.items(), key=lambda item: (order.get(item[0], 9), item[0])))
