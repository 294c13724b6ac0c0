"""Neither the order in which versions are named nor their sigla decide anything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import variants, witness

import variorum as v
from variorum.alignment.passages import synopsis
from variorum.collation import Options, collate, collate_translations
from variorum.critic import apparatus
from variorum.model import Apparatus, Collation, Synopsis, Witness
from variorum.text.build import witness_from_text
from variorum.text.passages import cut

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared/data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the development data")

Names = dict[str, str]


def rows(found: Synopsis, names: Names) -> Any:
    """The rows, each with its passages by siglum."""
    return [
        ({names[s]: run for s, run in zip(found.sigla, row.passages)}, row.confidence, row.moved)
        for row in found.rows
    ]


def table(found: Collation, names: Names) -> Any:
    """Cells and lacunae by siglum, rows, and transpositions in their order."""
    cells = {
        names[s]: (list(starts), list(ends), lacunae)
        for s, starts, ends, lacunae in zip(found.sigla, found.starts, found.ends, found.lacunae)
    }
    moved = [
        tuple({(names[b.siglum], b.start, b.end) for b in side} for side in (t.here, t.there))
        for t in found.transpositions
    ]
    return cells, list(found.rows), moved, found.straight


def entries(found: Apparatus, names: Names) -> Any:
    """Every unit with its place, readings, classes and link."""
    return [
        (
            unit.id,
            unit.start,
            unit.end,
            unit.locus,
            unit.transposition,
            {names[s] for s in unit.lacunose},
            {
                (r.text, r.cls, frozenset((names[b.siglum], b.start, b.end) for b in r.blocks))
                for r in unit.readings
            },
        )
        for unit in found.units
    ]


def everything(witnesses: Sequence[Witness], base: str, names: Names | None = None) -> Any:
    """What is made of versions, told by their sigla (the old ones, where they were renamed)."""
    known = names or {w.siglum: w.siglum for w in witnesses}
    settled = synopsis(witnesses)
    found = collate_translations(settled, Options())
    edition = apparatus(found, base=base)
    return (
        rows(settled, known), table(found, known), table(edition.collation, known),
        entries(edition, known), str(edition.signature).replace(base, known[base]),
    )  # fmt: skip


def distinct(witnesses: Iterable[Witness]) -> list[Witness]:
    return [replace(w, siglum="ABCDEF"[n]) for n, w in enumerate(witnesses)]


versions = st.one_of(
    variants(least=2, most=6).map(list),
    st.lists(witness(), min_size=2, max_size=5).map(distinct),
    st.tuples(st.lists(witness(), min_size=1, max_size=3), st.integers(1, 2)).map(
        lambda made: distinct([*made[0], *made[0][: made[1]]])  # some content twice
    ),
)


def version(siglum: str, *passages: str) -> Witness:
    text, bounds = "", []
    for passage in passages:
        bounds.append((len(text), len(text) + len(passage) + 1))
        text += passage + "\n"
    return witness_from_text(siglum, text, bounds=bounds, language="en")


MOVED = [
    version("A", "In the early morning the minister answered every letter.", "The council met."),
    version("B", "The minister answered every letter in the early morning.", "The council met."),
    version("C", "In the early morning the minister answered every letter.", "Nobody came."),
    version("D", "The council met.", "The minister replied to every letter in the early morning."),
]


@given(versions, st.randoms(), st.permutations("ABCDEF"))
@example(MOVED, Random(1), list("DCBAFE"))
@example([*MOVED, replace(MOVED[0], siglum="E")], Random(2), list("FEDCBA"))
@settings(max_examples=60, deadline=None)
def test_versions_in_any_order_and_under_any_sigla_give_the_same(made, random, letters):
    base = made[0].siglum
    first = everything(made, base)
    shuffled = list(made)
    random.shuffle(shuffled)
    assert everything(shuffled, base) == first
    new = dict(zip("ABCDEF", letters))
    renamed = [replace(w, siglum=new[w.siglum]) for w in shuffled]
    assert everything(renamed, new[base], {n: old for old, n in new.items()}) == first


@given(variants(least=2, most=6), st.randoms())
@settings(max_examples=40, deadline=None)
def test_copies_in_any_order_give_the_same_apparatus(made, random):
    names = {w.siglum: w.siglum for w in made}
    base = made[0].siglum

    def of(witnesses: Sequence[Witness]) -> Any:
        edition = apparatus(collate(witnesses), base=base)
        return table(edition.collation, names), entries(edition, names)

    shuffled = list(made)
    random.shuffle(shuffled)
    assert of(shuffled) == of(made)


@pytest.mark.parametrize("base", ["Z", "C"])
def test_the_memo_reads_the_same_in_all_orders_of_its_versions(base: str) -> None:
    files = ("memo.xml", "memo-b.xml", "memo-c.xml")
    made = [
        cut(w, "sentence")
        for name in files
        for w in v.read(HERE.parent / "tei" / name).witnesses
    ]  # fmt: skip
    first, *others = [everything(order, base) for order in permutations(made)]
    assert len(first[3]) > 200
    assert all(other == first for other in others)


def verses(pairs: Sequence[tuple[str, str, str]], chapter: str) -> list[Witness]:
    """Versions of a chapter from files of pairs: (file, side, siglum); a passage a verse."""
    found = []
    for name, side, siglum in pairs:
        lines = (SHARED / "wordalign" / name).read_text("utf-8").splitlines()
        held = [x for x in map(json.loads, lines) if x["id"].startswith(chapter)]
        found.append(version(siglum, *(" ".join(x[side]) for x in held)))
    return found


@needs_shared
def test_three_real_translations_read_the_same_in_all_orders() -> None:
    three = [("bsb-ult.dev.jsonl", "a", "BSB"), ("bsb-ult.dev.jsonl", "b", "ULT"),
             ("ult-ust.dev.jsonl", "b", "UST")]  # fmt: skip
    made = verses(three, "41001")
    assert all(len(w) > 100 for w in made)
    first, *others = [everything(order, "BSB") for order in permutations(made)]
    assert all(other == first for other in others)


@needs_shared
def test_versions_in_two_languages_share_rows_in_any_order() -> None:
    found = {}
    for name, sides in (("bsb-leb", "BL"), ("russyn-bsb", "RB")):
        path = SHARED / f"segalign/{name}.sent.dev.jsonl"
        chapter = next(x for x in map(json.loads, path.read_text("utf-8").splitlines())
                       if x["id"] == "MAT 1")  # fmt: skip
        for key, siglum in zip("ab", sides):
            found[siglum] = replace(version(siglum, *chapter[key]), language="")
    names = {s: s for s in found}
    first, *others = [rows(synopsis(order), names) for order in permutations(found.values())]
    assert all(other == first for other in others)
