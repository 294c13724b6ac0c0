"""What each writer says it drops is what its output lacks: searched for, and read back."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from variorum.collation import collate
from variorum.critic import apparatus
from variorum.model import (
    Apparatus,
    Collation,
    Conjecture,
    Reading,
    ReadingClass,
    Row,
    Source,
    Span,
    Synopsis,
    Tie,
    VariationUnit,
    Witness,
)
from variorum.readers import read
from variorum.registry import names
from variorum.text.build import witness_from_text
from variorum.text.normal import Pipeline
from variorum.writers import Options, write, writer

# Each thing that a value may hold, with a word that the output has if it holds that thing.
WORDS = {
    "classes": "doctrinal",
    "names of layers": "Hexapla",
    "markup": "persName",
    "normal forms": "normalis",
    "language": "tlh",
    "titles": "Sinaiticus",
    "notes": "Scholion",
    "labels": "af1",
    "conjectures": "Burmannus",
    "entry notes": "stemmate",
    "words of readings": "bill",
    "text between units": "dear",
}
OF_ROWS = {"confidence": "0.873", "rows of one version": "slept"}
TEXTS = {
    "A": "In the early morning  the minister answered every letter, dear friend.\nHe slept.",
    "B": "The minister answered every note, in the early morning, dear friend.\nHe slept.",
    "C": "In the early morning the minister answered every\nbill, dear friend. He ate.",
}
READ_BACK = ("json", "tei", "csv", "tsv", "collatex")


def _witness(siglum: str, text: str) -> Witness:
    end = text.index("\n") + 1
    start = text.index("minister")
    return witness_from_text(
        siglum, text, bounds=[(0, end), (end, len(text))], ids=["p7", f"{siglum}8"],
        normal=Pipeline(table=(("friend", WORDS["normal forms"]),)),
        spans=(Span(WORDS["markup"], start, start + len("minister")),),
        gaps=[(len(text), "damage", "")] if siglum == "C" else (),
        notes=[(0, WORDS["notes"], "")], language=WORDS["language"],
        title=f"{WORDS['titles']} {siglum}",
    )  # fmt: skip


def _labelled(unit: VariationUnit) -> VariationUnit:
    def ruled(reading: Reading, place: int) -> Reading:
        cls = WORDS["classes"] if place > 1 else ""
        return replace(reading, cls=cls, label=WORDS["labels"] + "x" * place, place=place)

    readings = tuple(ruled(r, n) for n, r in enumerate(unit.readings, 1))
    place = len(readings) + 1
    return replace(
        unit,
        readings=readings,
        lemma=readings[0] if unit.lemma else None,
        layer=WORDS["names of layers"],
        conjectures=(Conjecture(WORDS["conjectures"], place=place),),
        notes=(f"<note>{WORDS['entry notes']}</note>",),
    )


@cache
def full() -> Apparatus:
    """An apparatus that holds everything which an apparatus can hold."""
    table = collate([_witness(s, t) for s, t in TEXTS.items()])
    assert table.transpositions
    made = apparatus(replace(table, ties=(Tie(0, 1, 2),)), base="A")
    return replace(
        made,
        units=tuple(map(_labelled, made.units)),
        classes=(*made.classes, ReadingClass(WORDS["classes"], "own", "d", "of belief")),
        layers=((WORDS["names of layers"], ("own",)),),
    )


def rows() -> Synopsis:
    pair = full().collation.witnesses[:2]
    one, none = range(1, 2), range(0)
    first = Row((range(1), range(1)), 0.873)
    return Synopsis(pair, (first, Row((one, none)), Row((none, one))))


def _string(result: str | bytes) -> str:
    if isinstance(result, str):
        return result
    with zipfile.ZipFile(io.BytesIO(result)) as archive:
        return "\n".join(
            archive.read(part).decode("utf-8", "replace") for part in archive.namelist()
        )


def _lacks(name: str) -> set[str]:
    """The things of which the output of a writer has no word."""
    taken = writer(name)
    values: list[Any] = [rows() if taken.TAKES == "synopsis" else full()]
    if name in ("csv", "tsv", "txt", "xlsx"):
        values.append(full().collation)  # the list of readings, and the table
    text = "".join(_string(write(name, value, Options())) for value in values)
    own = ("markup", "normal forms", "language", "titles", "notes")
    asked = {thing: WORDS[thing] for thing in own} | OF_ROWS if taken.TAKES == "synopsis" else WORDS
    return {thing for thing, word in asked.items() if word not in text}


def _lost(name: str, found: Source) -> set[str]:
    """What is not as it was in what a reader makes of the output, beyond single words."""
    table, back = full().collation, found.collation
    assert isinstance(back, Collation)

    def passages(witness: Witness) -> list[Any]:
        return [(p.id, p.start, p.end) for p in witness.passages]

    def moved(given: Collation) -> set[Any]:
        return {frozenset(x.siglum for x in t.here) for t in given.transpositions}

    def lacunae(given: Collation) -> list[bool]:
        return [bool(ranges) for ranges in given.lacunae]

    same = {
        "white space": [w.text for w in back.witnesses] == [w.text for w in table.witnesses],
        "passages": list(map(passages, back.witnesses)) == list(map(passages, table.witnesses)),
        "ties": back.ties == table.ties,
        "transpositions": moved(back) == moved(table),
        "lacunae": lacunae(back) == lacunae(table),
    }
    return {thing for thing, kept in same.items() if not kept}


BEYOND = {"white space", "passages", "ties", "transpositions", "lacunae"}


@pytest.mark.parametrize("name", sorted(names("writers")))
def test_a_writer_drops_what_it_says_and_nothing_else(name: str) -> None:
    drops = set(writer(name).DROPS)
    assert drops - BEYOND == _lacks(name)
    if name in READ_BACK:
        table = name in ("csv", "tsv")  # the list of readings is for people, the table is read
        result = write(name, full().collation if table else full(), Options())
        data = result if isinstance(result, bytes) else result.encode()
        found = read(data, name="x", reader=name)
        assert drops & BEYOND == _lost(name, found)
