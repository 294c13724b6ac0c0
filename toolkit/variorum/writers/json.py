"""JSON: the whole value, nothing dropped; `readers/json.py` gives it back.

Offsets count code points; token and column numbers count from 0. A cell is `[start, end]`, the
tokens of one witness; an empty one is an omission unless `lacunae` names its column. Written
piece by piece, so that a large table costs little more than its text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .._version import __version__
from ..model import Apparatus, Block, Collation, Synopsis, Transposition, VariationUnit, Witness
from ._options import Options

SUFFIX = ".json"
TAKES = "apparatus"
ALSO = ("collation", "synopsis")
DROPS: tuple[str, ...] = ()


def write(value: Apparatus | Collation | Synopsis, *, options: Options) -> str:
    """The value as JSON text."""
    return "".join(_parts(value, options))


def _parts(value: Apparatus | Collation | Synopsis, options: Options) -> Iterator[str]:
    kind = {Apparatus: "apparatus", Collation: "collate", Synopsis: "align"}[type(value)]
    version = ".".join(__version__.split(".")[:2])
    yield f'{{\n "schema": {_dump(f"variorum.{kind}/1")},\n "tool": "variorum {version}",\n'
    yield f' "signature": {_dump(str(value.signature))},\n'
    yield f' "parts": {_dump([list(p) for p in value.signature.parts])},\n'
    yield f' "inputs": {_dump([dict(i) for i in options.inputs])},\n'
    table = value.collation if isinstance(value, Apparatus) else value
    yield from _list("witnesses", (_dump(_witness(w)) for w in table.witnesses))
    yield ",\n"
    if isinstance(table, Synopsis):
        yield from _list("results", (_dump(row) for row in _synopsis(table)))
    else:
        yield from _collation(table)
    if isinstance(value, Apparatus):
        yield from _apparatus(value)
    yield "\n}\n"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _list(name: str, items: Iterator[str]) -> Iterator[str]:
    yield f' "{name}": ['
    separator = "\n  "
    for item in items:
        yield separator + item
        separator = ",\n  "
    yield "\n ]"


def _witness(witness: Witness) -> dict[str, Any]:
    notes = [[note.at, note.text, note.kind] for note in witness.notes]
    return {
        "siglum": witness.siglum,
        "language": witness.language,
        "title": witness.title,
        "document": witness.document,
        "text": witness.text,
        "starts": list(witness.starts),
        "ends": list(witness.ends),
        "kinds": witness.kinds.hex(),
        "forms": list(witness.forms),
        "ids": list(witness.ids),
        "passages": [[p.id, p.start, p.end, p.kind, p.line] for p in witness.passages],
        "spans": [
            [s.name, s.start, s.end, [list(a) for a in s.attributes], s.depth]
            for s in witness.spans
        ],
        "lacunae": [[lac.at, lac.reason, lac.extent] for lac in witness.lacunae],
        "keys": {str(i): dict(keys) for i, keys in witness.keys.items()},
        **({"notes": notes} if notes else {}),
    }


def _synopsis(synopsis: Synopsis) -> Iterator[dict[str, Any]]:
    for row in synopsis.rows:
        yield {
            "passages": {s: list(run) for s, run in zip(synopsis.sigla, row.passages)},
            "confidence": row.confidence,
            "moved": row.moved,
        }


def _collation(table: Collation) -> Iterator[str]:
    yield from _list("results", _rows(table))
    lacunae = {s: [list(r) for r in own] for s, own in zip(table.sigla, table.lacunae) if own}
    yield f',\n "lacunae": {_dump(lacunae)},\n'
    yield from _list("transpositions", (_dump(_transposition(t)) for t in table.transpositions))
    ties = [{"columns": [t.start, t.end], "alternatives": t.alternatives} for t in table.ties]
    yield f',\n "ties": {_dump(ties)},\n "straight": {_dump(table.straight)}'


def _rows(table: Collation) -> Iterator[str]:
    """A row of the table: for each of its columns the cells of the witnesses in their order."""
    for r in range(len(table.rows) - 1):
        a, b = table.rows[r], table.rows[r + 1]
        cells = [
            list(map(list, zip(starts[a:b], ends[a:b])))
            for starts, ends in zip(table.starts, table.ends)
        ]
        yield f'{{"row": {r}, "columns": {_dump(list(zip(*cells)) if cells else [[]] * (b - a))}}}'


def _blocks(blocks: tuple[Block, ...]) -> dict[str, list[int]]:
    return {b.siglum: [b.start, b.end] for b in blocks}


def _transposition(moved: Transposition) -> dict[str, Any]:
    return {"here": _blocks(moved.here), "there": _blocks(moved.there)}


def _apparatus(value: Apparatus) -> Iterator[str]:
    table = [list(p) for p in value.collation.signature.parts]
    yield f',\n "base": {_dump(value.base)},\n "table": {_dump(table)},\n'
    yield from _list("units", (_dump(_unit(unit)) for unit in value.units))
    classes = [[c.name, c.group, c.letter, c.description] for c in value.classes]
    layers = [[name, list(wanted)] for name, wanted in value.layers]
    yield f',\n "classes": {_dump(classes)},\n "layers": {_dump(layers)},\n'
    yield f' "hidden": {_dump(list(value.hidden))}'


def _unit(unit: VariationUnit) -> dict[str, Any]:
    place = unit.locus
    return {
        "id": unit.id,
        "locus": [place.passage, place.first, place.last, place.after, place.occurrence],
        "columns": [unit.start, unit.end],
        "lemma": unit.lemma is not None,  # the first reading is the lemma's own
        "readings": [
            {"text": r.text, "class": r.cls, "witnesses": _blocks(r.blocks)} for r in unit.readings
        ],
        "lacunose": list(unit.lacunose),
        "layer": unit.layer,
        "transposition": unit.transposition,
    }
