"""What people ruled: an append-only TOML file that a person can read and git can merge.

    [[decision]]
    kind = "class"
    where = { passage = "p1", lemma = "wise man", reading = "scholar" }
    ruling = "synonym"
    author = "EN"
    date = "2026-11-23"
    reason = "chokhom in both"

Kinds: `class` (a reading's class), `lemma` (this reading is the lemma), `align` and `apart` (two
tokens belong together or not: `where = { L = "p1 4 man", M = "p1 3 scholar" }`, passage, word
number, word), `regularise` (`where = { form = "x" }`, perhaps with `witness` and `at`; decision the
form to compare). A later decision on the same place holds. One whose place is gone is stale:
reported, never dropped.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import ReadError, UsageError
from ..model import Apparatus, Decision, Reading, VariationUnit, Witness
from .classify import classify as classified

KINDS = ("class", "lemma", "align", "apart", "regularise")
_FIELDS = frozenset(("kind", "where", "ruling", "author", "date", "reason"))
Place = tuple[str, int]
Classify = Callable[[str, str], str]  # lemma, reading -> class


@dataclass(frozen=True, slots=True)
class Replayed:
    """The apparatus after all decisions, and the decisions that found nothing to rule."""

    apparatus: Apparatus
    applied: tuple[Decision, ...]
    stale: tuple[tuple[Decision, str], ...]  # with the reason why


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
    if entry.get("kind") not in KINDS:
        raise ReadError(
            f"decision {number}: unknown kind {entry.get('kind')!r}",
            source=name,
            hint=f"choose from {', '.join(KINDS)}",
        )
    return Decision(
        kind=entry["kind"],
        selector=tuple((str(k), str(v)) for k, v in where.items()),
        ruling=str(entry.get("ruling", "")),
        author=str(entry.get("author", "")),
        date=str(entry.get("date", "")),
        reason=str(entry.get("reason", "")),
    )


def entry(decision: Decision) -> str:
    """One decision as TOML, to be appended to the file.

    >>> print(entry(Decision("class", (("lemma", "a"),), "case", author="EN")))
    [[decision]]
    kind = "class"
    where = { lemma = "a" }
    ruling = "case"
    author = "EN"
    <BLANKLINE>
    """
    where = ", ".join(f"{_key(k)} = {_string(v)}" for k, v in decision.selector)
    fields = [("author", decision.author), ("date", decision.date), ("reason", decision.reason)]
    lines = [f"kind = {_string(decision.kind)}", f"where = {{ {where} }}"]
    lines.append(f"ruling = {_string(decision.ruling)}")
    lines += [f"{name} = {_string(value)}" for name, value in fields if value]
    return "\n".join(["[[decision]]", *lines, ""])


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if plain else _string(name)


def replay(
    apparatus: Apparatus, decisions: Sequence[Decision], classify: Classify = classified
) -> Replayed:
    """Apply the decisions on classes and lemmata, in order.

    Where another reading becomes the lemma, what the base has is classed against it: by
    `classify`, that is by the project's rules where it has some.
    """
    units = list(apparatus.units)
    applied: list[Decision] = []
    stale: list[tuple[Decision, str]] = []
    for decision in decisions:
        if decision.kind not in ("class", "lemma"):
            continue
        where = dict(decision.selector)
        places = [n for n, unit in enumerate(units) if _matches(unit, where)]
        fault = _fault(apparatus, decision, [units[n] for n in places])
        if fault:
            stale.append((decision, fault))
            continue
        for n in places:
            if decision.kind == "class":
                units[n] = _classed(units[n], where.get("reading", ""), decision.ruling)
            else:
                units[n] = _led(units[n], decision.ruling or where.get("reading", ""), classify)
        applied.append(decision)
    return Replayed(replace(apparatus, units=tuple(units)), tuple(applied), tuple(stale))


def _fault(apparatus: Apparatus, decision: Decision, units: Sequence[VariationUnit]) -> str:
    """Why a decision rules nothing; "" where it does."""
    if not units:
        return "no unit has this place, lemma and reading now"
    named = dict(decision.selector).get("reading", "")
    if decision.kind == "lemma":
        wanted = decision.ruling or named
        known = any(r.text == wanted for unit in units for r in unit.readings)
        return "" if known else f"no witness reads {wanted!r} there"
    if decision.ruling not in {c.name for c in apparatus.classes}:
        return f"unknown class {decision.ruling!r}"
    if any(r.text == named for unit in units for r in _others(unit)):
        return ""
    if "reading" not in dict(decision.selector):
        return "it names no reading, and no witness omits the lemma"
    return f"{named!r} is the lemma there, and a lemma has no class"


def _others(unit: VariationUnit) -> tuple[Reading, ...]:
    return tuple(r for r in unit.readings if r is not unit.lemma)


def _matches(unit: VariationUnit, where: dict[str, str]) -> bool:
    """Does the selector name this unit? Keys that it leaves out match every unit."""
    tests: dict[str, Callable[[str], bool]] = {
        "unit": lambda v: unit.id == v,
        "passage": lambda v: unit.locus.passage == v,
        "word": lambda v: str(unit.locus.first) == v,
        "occurrence": lambda v: str(unit.locus.occurrence) == v,
        "lemma": lambda v: unit.lemma is not None and unit.lemma.text == v,
        "reading": lambda v: any(r.text == v for r in unit.readings),
    }
    return bool(where) and all(key in tests and tests[key](v) for key, v in where.items())


def _classed(unit: VariationUnit, text: str, ruling: str) -> VariationUnit:
    ruled = tuple(
        replace(r, cls=ruling) if r.text == text and r is not unit.lemma else r
        for r in unit.readings
    )
    return replace(unit, readings=ruled)


def _led(unit: VariationUnit, wanted: str, classify: Classify) -> VariationUnit:
    """The reading that a person prefers is the lemma, and has no class; the others have one.

    A class that was not ruled but found holds against the old lemma only, and is found anew.
    """
    old = unit.readings[0].text
    chosen = next((r for r in unit.readings if r.text == wanted), None)
    if chosen is None or chosen is unit.lemma:
        return unit
    lemma = replace(chosen, cls="")
    others = tuple(
        replace(r, cls=classify(wanted, r.text)) if r.cls in ("", classify(old, r.text)) else r
        for r in unit.readings
        if r is not chosen
    )
    return replace(unit, readings=(lemma, *others), lemma=lemma)


def pairs(
    decisions: Sequence[Decision], kind: str, witnesses: Sequence[Witness]
) -> tuple[list[tuple[Place, Place]], list[tuple[Decision, str]]]:
    """Pairs of tokens that `align` or `apart` decisions name, for the aligner; and stale ones."""
    found: list[tuple[Place, Place]] = []
    stale: list[tuple[Decision, str]] = []
    known = {w.siglum: w for w in witnesses}
    for decision in (d for d in decisions if d.kind == kind):
        places = [(s, _token(known.get(s), text)) for s, text in decision.selector]
        sure = [(s, i) for s, i in places if i is not None]
        if len(places) != 2:
            raise UsageError(f"{kind} names {len(places)} tokens", hint="name two witnesses")
        if len(sure) < 2:
            stale.append((decision, "a word that it names is no longer there"))
        else:
            found.append((sure[0], sure[1]))
    return found, stale


def _token(witness: Witness | None, text: str) -> int | None:
    """The token that `PASSAGE NUMBER WORD` names; by the word alone where it has moved."""
    passage, _, rest = text.partition(" ")
    number, _, word = rest.partition(" ")
    place = next((p for p in witness.passages if p.id == passage), None) if witness else None
    if witness is None or place is None or not number.isdecimal():
        return None
    tokens = witness.tokens
    index = place.start + int(number) - 1
    if place.start <= index < place.end and tokens[index].text == word:
        return index
    same = [i for i in range(place.start, place.end) if tokens[i].text == word]
    return same[0] if len(same) == 1 else None
