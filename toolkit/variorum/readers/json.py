"""Our own JSON: gives back the very value that was written."""

from __future__ import annotations

import json
from array import array
from typing import Any

from ..errors import ReadError
from ..model import (
    Apparatus,
    Block,
    Collation,
    Conjecture,
    Lacuna,
    Locus,
    Note,
    Passage,
    Reading,
    ReadingClass,
    Row,
    Signature,
    Source,
    Span,
    Synopsis,
    Tie,
    Transposition,
    VariationUnit,
    Witness,
)
from ._options import Options

SUFFIXES = (".json",)


def read(data: bytes, *, name: str, options: Options) -> Source:
    """Read what `writers/json.py` wrote; raises `ReadError` for anything else."""
    try:
        document = json.loads(data)
        schema = str(document["schema"])
        witnesses = tuple(_witness(w) for w in document["witnesses"])
        signature = Signature(tuple((k, v) for k, v in document["parts"]))
        if schema.startswith("variorum.align/"):
            synopsis = _synopsis(document, witnesses, signature)
            return Source(witnesses, synopsis=synopsis, reader="json")
        collation = _collation(document, witnesses)
        if "units" not in document:
            table = Collation(**collation, signature=signature)
            return Source(witnesses, collation=table, reader="json")
        apparatus = _apparatus(document, collation, signature)
    except json.JSONDecodeError as error:
        raise ReadError(
            f"not JSON: {error.msg}", source=name, line=error.lineno, hint="fix it there"
        ) from error
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise ReadError(
            f"not a JSON file that variorum wrote ({type(error).__name__}: {error})",
            source=name,
            hint="for CollateX's JSON name the format collatex",
        ) from error
    return Source(witnesses, collation=apparatus.collation, apparatus=apparatus, reader="json")


def _witness(given: dict[str, Any]) -> Witness:
    return Witness(
        siglum=given["siglum"],
        text=given["text"],
        starts=array("i", given["starts"]),
        ends=array("i", given["ends"]),
        forms=tuple(given["forms"]),
        ids=array("i", given["ids"]),
        kinds=bytes.fromhex(given["kinds"]),
        passages=tuple(Passage(*p) for p in given["passages"]),
        spans=tuple(
            Span(n, a, b, tuple((k, v) for k, v in attributes), depth)
            for n, a, b, attributes, depth in given["spans"]
        ),
        lacunae=tuple(Lacuna(*lacuna) for lacuna in given["lacunae"]),
        language=given["language"],
        title=given["title"],
        document=given["document"],
        keys={int(i): dict(keys) for i, keys in given["keys"].items()},
        notes=tuple(Note(*note) for note in given.get("notes", ())),
    )


def _synopsis(
    document: dict[str, Any], witnesses: tuple[Witness, ...], signature: Signature
) -> Synopsis:
    rows = []
    for row in document["results"]:
        runs = [row["passages"].get(w.siglum, []) for w in witnesses]
        ranges = tuple(range(run[0], run[-1] + 1) if run else range(0) for run in runs)
        rows.append(Row(ranges, row["confidence"], row["moved"]))
    return Synopsis(witnesses, tuple(rows), signature)


def _collation(document: dict[str, Any], witnesses: tuple[Witness, ...]) -> dict[str, Any]:
    """The arguments of the collation, but for its signature."""
    starts = [array("i") for _ in witnesses]
    ends = [array("i") for _ in witnesses]
    bounds = array("i", [0])
    for row in document["results"]:
        for cells in row["columns"]:
            for w, (start, end) in enumerate(cells):
                starts[w].append(start)
                ends[w].append(end)
        bounds.append(bounds[-1] + len(row["columns"]))
    return {
        "witnesses": witnesses,
        "starts": tuple(starts),
        "ends": tuple(ends),
        "rows": bounds,
        "lacunae": tuple(
            tuple((a, b) for a, b in document["lacunae"].get(w.siglum, [])) for w in witnesses
        ),
        "transpositions": tuple(
            Transposition(_blocks(t["here"]), _blocks(t["there"]))
            for t in document["transpositions"]
        ),
        "ties": tuple(
            Tie(t["columns"][0], t["columns"][1], t["alternatives"]) for t in document["ties"]
        ),
        "straight": document["straight"],
    }


def _blocks(given: dict[str, list[int]]) -> tuple[Block, ...]:
    return tuple(Block(siglum, start, end) for siglum, (start, end) in given.items())


def _apparatus(
    document: dict[str, Any], collation: dict[str, Any], signature: Signature
) -> Apparatus:
    own = Signature(tuple((k, v) for k, v in document["table"]))
    return Apparatus(
        collation=Collation(**collation, signature=own),
        base=document["base"],
        units=tuple(_unit(unit) for unit in document["units"]),
        classes=tuple(ReadingClass(*c) for c in document["classes"]),
        layers=tuple((name, tuple(wanted)) for name, wanted in document["layers"]),
        hidden=tuple(document["hidden"]),
        signature=signature,
    )


def _unit(given: dict[str, Any]) -> VariationUnit:
    readings = tuple(
        Reading(
            r["text"],
            _blocks(r["witnesses"]),
            r["class"],
            r.get("label", ""),
            r.get("place", 0),
            r.get("kind", ""),
            tuple((a, b, cls) for a, b, cls in r.get("pairs", ())),
            r.get("under", ""),
        )
        for r in given["readings"]
    )
    return VariationUnit(
        id=given["id"],
        locus=Locus(*given["locus"]),
        start=given["columns"][0],
        end=given["columns"][1],
        lemma=readings[0] if given["lemma"] else None,
        readings=readings,
        lacunose=tuple(given["lacunose"]),
        layer=given["layer"],
        transposition=given["transposition"],
        conjectures=tuple(
            Conjecture(c["text"], c["class"], c["label"], tuple(c["by"]), c["lemma"], c["place"])
            for c in given.get("conjectures", ())
        ),
        notes=tuple(given.get("notes", ())),
        overlap=given.get("overlap", False),
        covered=tuple(sorted(given.get("covered_by", {}).items())),
        remarks=tuple(given.get("remarks", ())),
        suppressed=given.get("suppressed", ""),
    )
