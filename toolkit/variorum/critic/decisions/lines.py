"""Decisions as a file: one JSON object a line, only ever appended to.

    {"id": "01JDS…", "kind": "class", "at": [{"w": "A", "p": "p3", "n": 4, "t": "man",
     "near": "the wise | came"}], "reading": "scholar", "ruling": "synonym", "author": "EN",
     "date": "2026-11-23"}

(on one line). The keys stand in this order: id, kind, at, what the kind needs besides, ruling,
author, date, reason, batch. A line stands for itself, and the id orders them, so that git may take
the lines of two branches in any order (`merge=union`). What a newer version wrote is kept, and
reported as not understood.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ...errors import ReadError
from ...model import Decision, Place
from .catalogue import FIELDS

SUFFIX = ".jsonl"
_ENDS = ("author", "date", "reason", "batch")
_CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ", "||||||| ")


def line(decision: Decision) -> str:
    """One decision as a line, with its end.

    >>> line(Decision("withdraw", "01J", id="01K", author="EN"))
    '{"id": "01K", "kind": "withdraw", "ruling": "01J", "author": "EN"}\\n'
    """
    held: dict[str, Any] = {"id": decision.id, "kind": decision.kind}
    if decision.at:
        held["at"] = [_of_place(place) for place in decision.at]
    fields = dict(decision.fields)
    for name in (*FIELDS, *sorted(set(fields) - set(FIELDS))):
        if name in fields:
            value = fields[name]
            held[name] = value if isinstance(value, str) else list(value)
    if decision.ruling:
        held["ruling"] = decision.ruling
    held |= {name: getattr(decision, name) for name in _ENDS if getattr(decision, name)}
    said = json.dumps(held, ensure_ascii=False)
    for sign in "\x85\u2028\u2029":  # which some programs take for the end of a line
        said = said.replace(sign, f"\\u{ord(sign):04x}")
    return said + "\n"


def _of_place(place: Place) -> dict[str, Any]:
    held: dict[str, Any] = {"w": place.witness, "p": place.division}
    if place.first:
        one = place.first == place.last
        held["n"] = place.first if one else f"{place.first}-{place.last}"
        held["t"] = place.text
        held["near"] = place.near
    return held


def parse(text: str, *, name: str) -> tuple[tuple[Decision, ...], str]:
    """The decisions of a file in the order of their ids, and what is left of a torn last line.

    A line that appears twice counts once. Raises `ReadError` with the line that is broken.
    """
    found: dict[str, Decision] = {}
    torn = ""
    lines = text.split("\n")
    for number, said in enumerate(lines, 1):
        if not said.strip():
            continue
        try:
            decision = _decision(said, name, number)
        except ReadError:
            if number == len(lines) and not said.startswith(_CONFLICT):
                torn = said
                break
            raise
        _add(found, decision, name, number)
    return in_order(found.values()), torn


def in_order(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Decisions as they were made, whatever files they come from; last what is not saved yet."""
    return tuple(sorted(decisions, key=lambda d: (not d.id, d.id)))


def _add(found: dict[str, Decision], decision: Decision, name: str, number: int) -> None:
    other = found.setdefault(decision.id, decision)
    if other != decision:
        raise ReadError(
            f"the id {decision.id} was given to another decision above", source=name, line=number,
            hint="a decision is changed by a later one: give this line an id of its own",
        )  # fmt: skip


def _decision(said: str, name: str, number: int) -> Decision:
    try:
        held = json.loads(said)
    except (ValueError, RecursionError):
        raise _broken(said, name, number) from None
    if not isinstance(held, dict):
        raise _broken(said, name, number)
    for key in ("id", "kind"):
        if not isinstance(held.get(key), str) or not held[key]:
            raise ReadError(
                f"a decision without {'an id' if key == 'id' else 'a kind'}", source=name,
                line=number, hint="make decisions with variorum decide, or see its manual",
            )  # fmt: skip
    places = held.pop("at", [])
    if not isinstance(places, list):
        places = [places]
    ends = {key: _string(held.pop(key, "")) for key in ("ruling", "id", "kind", *_ENDS)}
    return Decision(
        at=tuple(_place(place, name, number) for place in places),
        fields=tuple((key, _field(value)) for key, value in _sorted(held)),
        **ends,
    )


def _sorted(held: dict[str, Any]) -> list[tuple[str, Any]]:
    order = {name: n for n, name in enumerate(FIELDS)}
    return sorted(held.items(), key=lambda item: (order.get(item[0], len(order)), item[0]))


def _broken(said: str, name: str, number: int) -> ReadError:
    if said.startswith(_CONFLICT):
        return ReadError(
            "a merge conflict was left here", source=name, line=number,
            hint="keep both sides: delete only the lines with <, = and >",
        )  # fmt: skip
    return ReadError(
        "not a decision", source=name, line=number,
        hint="each line is one JSON object; correct the line, or take it back from git",
    )  # fmt: skip


def _place(held: Any, name: str, number: int) -> Place:
    wrong = ReadError(
        "a place is not readable", source=name, line=number,
        hint='write {"w": SIGLUM, "p": DIVISION, "n": WORD NUMBER, "t": WORD, "near": "… | …"}',
    )  # fmt: skip
    if not isinstance(held, dict) or not {"w", "p"} <= held.keys():
        raise wrong
    first, _, last = str(held.get("n", 0)).partition("-")
    if not first.isdecimal() or (last and not last.isdecimal()) or int(last or first) < int(first):
        raise wrong
    return Place(
        _string(held["w"]), _string(held["p"]), int(first), int(last or first),
        _string(held.get("t", "")), _string(held.get("near", "")),
    )  # fmt: skip


def _string(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _field(value: Any) -> str | tuple[str, ...]:
    return tuple(map(_string, value)) if isinstance(value, list) else _string(value)
