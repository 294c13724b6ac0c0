"""Units of the Collation Editor (ITSEE, Birmingham): the words of each hand, verse by verse.

A file holds one unit of one document, or a list of them. A folder of units is one document, a text
repository or a project many (`joined`). A hand is a witness: where some unit has `109*`, the first
hand is `109*` in all. A unit without witnesses is omitted; one that the document does not have,
though others do, is a lacuna, and so is a unit in which a corrector is not cited, or a gap beside
a word. Printed is `original`, compared is `n`, else `t` without the dots of doubtful letters.
<https://github.com/itsee-birmingham/collation_editor_core>
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from ..errors import ReadError
from ..model import Lacuna, Passage, Reference, Source, Witness
from ..text.build import witness_from_tokens
from ._json import value_of
from ._options import Options

SUFFIXES = (".json",)
BY_CONTENT = True  # the suffix alone does not offer it

MARK = "collation-editor"  # the key of many units in one document
_DIGITS = re.compile(r"(\d+)")
_DOUBT = "\u0323"  # the dot under a letter that is not clear

Token = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit of a document: the words of each hand; none where it is omitted."""

    name: str
    hands: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Document:
    siglum: str
    units: Mapping[str, _Unit]


def joined(units: Iterable[tuple[str, str, str, bytes]], **about: str) -> bytes:
    """Units of many documents as one input: document, its siglum, unit, bytes of the file.

    `about` are title and language. Raises `ReadError` for a file that is not JSON.
    """
    held: dict[str, dict[str, Any]] = {}
    for document, siglum, unit, data in units:
        one = held.setdefault(document, {"siglum": siglum, "units": {}})
        if unit:
            one["units"][unit] = value_of(data, f"{document}/{unit}.json")
    return json.dumps({MARK: about, "documents": list(held.values())}).encode()


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read units as witnesses, a witness a hand; raises `ReadError` with file and remedy."""
    value = value_of(data, name)
    if isinstance(value, dict) and MARK in value:
        about = value[MARK]
        documents = [_document(d["siglum"], d["units"], name) for d in value["documents"]]
    else:
        about = {}
        documents = _documents(value, name)
    order = sorted({unit for d in documents for unit in d.units}, key=_natural)
    made = [w for d in documents for w in _witnesses(d, order, name, options)]
    language = options.language or str(about.get("language") or "")
    title = str(about.get("title") or "")
    return Source(tuple(replace(w, language=language, title=title) for w in made), reader="itsee")


def _fault(name: str, what: str) -> ReadError:
    return ReadError(
        f"not a unit of the Collation Editor: {what}", source=name,
        hint='give {"siglum": "01", "witnesses": [{"id": "01", "tokens": [{"t": "…"}]}]}',
    )  # fmt: skip


def _natural(name: str) -> list[tuple[int, str]]:
    """`John.6.9` before `John.6.10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(name)]


def _documents(value: Any, name: str) -> list[_Document]:
    """The documents of one file, whose units have the name of the file, or their own."""
    entries = value if isinstance(value, list) else [value]
    held: dict[str, dict[str, list[Any]]] = {}
    for entry in entries:
        if not isinstance(entry, dict):
            raise _fault(name, "an entry that is not an object")
        siglum = str(entry.get("siglum") or entry.get("transcription") or PurePath(name).stem)
        unit = str(entry.get("context") or PurePath(name).stem)
        held.setdefault(siglum, {}).setdefault(unit, []).append(entry)
    return [_document(siglum, units, name) for siglum, units in held.items()]


def _document(siglum: str, units: Mapping[str, Any], name: str) -> _Document:
    read: dict[str, _Unit] = {}
    for unit, entries in units.items():
        hands: dict[str, Mapping[str, Any]] = {}
        for entry in entries if isinstance(entries, list) else [entries]:
            for hand in _hands(entry, name, unit):
                if hand["id"] in hands:
                    raise _fault(name, f"{hand['id']} has {unit} twice")
                hands[hand["id"]] = hand
        read[unit] = _Unit(unit, hands)
    starred = f"{siglum}*"
    if any(starred in unit.hands for unit in read.values()):
        read = {
            name: _Unit(name, {starred if h == siglum else h: t for h, t in unit.hands.items()})
            for name, unit in read.items()
        }
    return _Document(siglum, read)


def _hands(entry: Any, name: str, unit: str) -> Iterator[Mapping[str, Any]]:
    listed = entry.get("witnesses") if isinstance(entry, dict) else entry
    if listed is None:
        return
    if not isinstance(listed, list):
        raise _fault(name, f"the witnesses of {unit} are not a list")
    for hand in listed:
        if not isinstance(hand, dict) or not isinstance(hand.get("id"), str):
            raise _fault(name, f"a witness of {unit} without an id")
        tokens = hand.get("tokens")
        if not isinstance(tokens, list) or not all(
            isinstance(t, dict) and isinstance(t.get("t"), str) for t in tokens
        ):
            raise _fault(name, f"{hand['id']} has a word without a text “t” in {unit}")
        yield hand


def _witnesses(
    document: _Document, order: Sequence[str], name: str, options: Options
) -> Iterator[Witness]:
    """A witness for each hand of a document, the first hand first."""
    sigla = list(dict.fromkeys(h for u in document.units.values() for h in u.hands))
    sigla = sigla or [document.siglum]
    first = next((s for s in (document.siglum, f"{document.siglum}*") if s in sigla), sigla[0])
    for siglum in (first, *(s for s in sigla if s != first)):
        yield _witness(document, siglum, siglum == first, order, options)


def _witness(
    document: _Document, siglum: str, first: bool, order: Sequence[str], options: Options
) -> Witness:
    tokens: list[Token] = []
    passages: list[Passage] = []
    lacunae: list[Lacuna] = []
    for name in order:
        unit = document.units.get(name)
        start = len(tokens)
        hand = unit.hands.get(siglum) if unit else None
        if hand is not None:
            lacunae += _add(hand, tokens)
        elif unit is None or unit.hands or not first:
            lacunae.append(Lacuna(start, "not extant"))
        passages.append(Passage(name, start, len(tokens), "ab"))
    made = witness_from_tokens(
        siglum,
        [str(t.get("original") or t["t"]) for t in tokens],
        [_form(t, options) for t in tokens],
        normal=options.normal, keys=dict(enumerate(tokens)),
        lacunae=tuple(_merged(lacunae)),
    )  # fmt: skip
    other = document.siglum != siglum
    references = tuple(
        Reference(p.start, "ab", p.id) for p in passages if siglum in _hands_of(document, p.id)
    )
    made = replace(made, references=references)
    return replace(made, passages=tuple(passages), document=document.siglum if other else "")


def _hands_of(document: _Document, unit: str) -> Mapping[str, Any]:
    found = document.units.get(unit)
    return found.hands if found else {}


def _add(hand: Mapping[str, Any], tokens: list[Token]) -> Iterator[Lacuna]:
    """Add the words of a hand in a unit; the gaps beside them."""
    if not hand["tokens"] and hand.get("gap_reading"):
        yield Lacuna(len(tokens), str(hand["gap_reading"]))
    for token in hand["tokens"]:
        if token.get("gap_before"):
            yield Lacuna(len(tokens), "gap", str(token.get("gap_before_details") or ""))
        tokens.append(token)
        if token.get("gap_after"):
            yield Lacuna(len(tokens), "gap", str(token.get("gap_details") or ""))


def _merged(lacunae: Sequence[Lacuna]) -> Iterator[Lacuna]:
    """One lacuna a place: units that follow each other are lost as one."""
    last = -1
    for lacuna in lacunae:
        if lacuna.at != last:
            yield lacuna
        last = lacuna.at


def _form(token: Token, options: Options) -> str:
    """What of a word is compared."""
    chosen = token.get("n")
    if not isinstance(chosen, str) and "expan" in options.choices:
        chosen = token.get("expanded")
    word = chosen if isinstance(chosen, str) else str(token["t"])
    return options.normal(word.replace(_DOUBT, "") or word)
